import type { Command } from 'commander'

export interface CatalogueOption {
  payloads?: string
}

/** The option of every command that reads the catalogue. */
export function withCatalogueOption(command: Command): Command {
  return command.option(
    '--payloads <folder>',
    'a folder of your own whose lines are added to the catalogue or replace lines of it',
  )
}
