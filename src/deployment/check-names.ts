import { didYouMean, nearest } from '../input/nearest.js'
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

/** Ids are long and alike, but for the name of the payload: what shares it, or the nearest one, is what helps. */
function nearestRow(key: string, words: ReadonlySet<string>): string {
  const name = nearest(payloadIn(key), new Set([...words].map(payloadIn)))
  if (name === undefined) return didYouMean(key, words)
  const same = [...words].filter((word) => payloadIn(word) === name)
  return `did you mean "${nearest(key, same) ?? same[0]}"?`
}

/** `4.15.4.1/SW_opr_cmd/2` speaks of `SW_opr_cmd`; what is no id or row speaks of itself. */
function payloadIn(key: string): string {
  return key.split('/').find((part) => !/^[\d.]*$/.test(part)) ?? key
}
