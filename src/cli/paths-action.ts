import { didYouMean } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import { json } from '../report/json.js'
import { waysBetween, waysCsv, waysJson, waysText } from '../report/path-list.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { CatalogueOption } from './catalogue-option.js'
import { readCatalogue } from './read-catalogue.js'
import { profileNamed } from './profiles-action.js'

interface PathsOptions extends CatalogueOption {
  profile?: string
  json?: boolean
  csv?: boolean
}

export function act(from: string, to: string, options: PathsOptions): void {
  const catalogue = readCatalogue(options)
  const [one, other] = actorsNamed(catalogue, [from, to])
  const profile =
    options.profile === undefined ? undefined : profileNamed(options.profile, `--profile ${options.profile}`)
  const ways = waysBetween(catalogue, one!, other!, profile)
  if (ways === undefined) throw InputError.of('sgsim paths', `no path is given between ${one} and ${other}`)
  if (options.json) process.stdout.write(json(waysJson(ways)))
  else process.stdout.write(options.csv ? waysCsv(ways) : waysText(ways))
}

function actorsNamed(catalogue: Catalogue, names: readonly string[]): string[] {
  const problems = new Problems()
  const found = names.map((name) => {
    const actor = catalogue.actor(name)
    if (!actor)
      problems.add({ file: 'sgsim paths' }, `no actor is called "${name}"`, didYouMean(name, catalogue.actors.keys()))
    return actor?.name ?? name
  })
  problems.throwIfAny()
  return found
}
