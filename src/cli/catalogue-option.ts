import type { Command } from 'commander'
import { InputError } from '../input/problems.js'
import { loadCatalogue, type Catalogue } from '../srs/catalogue.js'

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

export function readCatalogue({ payloads }: CatalogueOption): Catalogue {
  if (payloads === '') throw InputError.of('--payloads', 'expected a folder, found nothing')
  return loadCatalogue(undefined, payloads)
}
