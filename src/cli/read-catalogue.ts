import { InputError } from '../input/problems.js'
import { loadCatalogue, type Catalogue } from '../srs/catalogue.js'
import type { CatalogueOption } from './catalogue-option.js'

export function readCatalogue({ payloads }: CatalogueOption): Catalogue {
  if (payloads === '') throw InputError.of('--payloads', 'expected a folder, found nothing')
  return loadCatalogue(undefined, payloads)
}
