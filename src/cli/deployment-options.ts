import type { Command } from 'commander'
import { withCatalogueOption, type CatalogueOption } from './catalogue-option.js'

export interface DeploymentOptions extends CatalogueOption {
  seed?: string
  set?: string[]
  /** Of commands that can be told to print nothing but errors. */
  quiet?: boolean
}

/** The options of every command that reads a deployment. `argument`: of one that reads several. */
export function withDeploymentOptions(command: Command, argument = '<deployment>'): Command {
  command
    .argument(argument, 'the deployment, a YAML file')
    .option('--seed <number>', 'seed of all random draws, instead of that of the file')
    .option('--set <path=value>', 'replaces a value of the file, e.g. nan.rate=50kbps (repeatable)', collect)
  return withCatalogueOption(command)
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
