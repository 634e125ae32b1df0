import type { Command } from 'commander'
import type { Deployment } from '../deployment/deployment.js'
import { loadDeployment, overrideOf } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { problemText, Problems } from '../input/problems.js'
import { readCatalogue, withCatalogueOption, type CatalogueOption } from './catalogue-option.js'

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

export function readDeployment(
  file: string,
  options: DeploymentOptions,
  catalogue = readCatalogue(options),
): Deployment {
  const deployment = loadDeployment(file, catalogue, readOverrides(options))
  if (options.quiet !== true) warn(deployment)
  return deployment
}

/** The values that take the place of those of the file. */
export function readOverrides(options: DeploymentOptions): Override[] {
  const problems = new Problems()
  const overrides: Override[] = []
  for (const text of options.set ?? []) {
    const override = overrideOf(text)
    if (override) overrides.push(override)
    else problems.add({ file: `--set ${text}` }, 'expected a path and a value, such as nan.rate=50kbps')
  }
  problems.throwIfAny()
  if (options.seed !== undefined)
    overrides.push({ path: ['seed'], text: options.seed, origin: `--seed ${options.seed}` })
  return overrides
}

function warn({ warnings }: Deployment): void {
  for (const one of warnings) process.stderr.write(`${problemText({ ...one, message: `warning: ${one.message}` })}\n`)
}
