import { didYouMean } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile, YamlPath } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'

/**
 * Names that the catalogue must know: requirements, populations, actors. Looked at in the raw data, so that they are
 * reported together with what the schema finds.
 */
export function checkNames(source: YamlFile, catalogue: Catalogue, problems: Problems): void {
  const data = source.data as Record<string, Record<string, unknown>>
  const rows = catalogue.requirements.filter((one) => one.used).flatMap((one) => [one.id, one.row])
  const keysOf = (value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
  const check = (path: YamlPath, value: unknown, known: Iterable<string>, what: string) => {
    const words = new Set(known)
    for (const key of keysOf(value)) {
      if (!words.has(key))
        problems.add(source.keyPosition([...path, key]), `no ${what} "${key}"`, nearestRow(key, words))
    }
  }
  check(
    ['choices', 'requirements'],
    data?.['choices']?.['requirements'],
    rows,
    'requirement or row that is used is called',
  )
  check(
    ['timing', 'requirements'],
    data?.['timing']?.['requirements'],
    rows,
    'requirement or row that is used is called',
  )
  check(['populations'], data?.['populations'], catalogue.populations.keys(), 'population is called')

  const pair = data?.['volumetrics']?.['interface']
  if (!Array.isArray(pair)) return
  pair.forEach((actor, i) => {
    if (catalogue.actor(String(actor)) !== undefined) return
    const position = source.position(['volumetrics', 'interface', i])
    problems.add(position, `no actor is called "${String(actor)}"`, didYouMean(String(actor), catalogue.actors.keys()))
  })
}

/** Ids are long and alike: where the payload's name is meant, its rows are what helps. */
function nearestRow(key: string, words: ReadonlySet<string>): string {
  const name = key.split('/').at(-1)!.toLowerCase()
  const same = [...words].filter((word) => word.toLowerCase().split('/').includes(name))
  return same.length > 0 ? `did you mean "${same[0]}"?` : didYouMean(key, words)
}
