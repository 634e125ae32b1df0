import { didYouMean } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile, YamlPath } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Payload } from '../srs/payload.js'

/**
 * Of keys that are each the type of payloads (`cmd`), a name with wildcards (`bulk_*`) or the name of one, those that speak of a
 * payload: from the one that says least to the one that says most, so that each can override those before it.
 */
export function speakingOf(keys: readonly string[], payload: Pick<Payload, 'name' | 'type'>): string[] {
  return keys.filter((key) => key === payload.type || matches(key, payload.name)).sort((a, b) => rank(a) - rank(b))

  function rank(key: string): number {
    if (key === payload.type) return -1
    return key.includes('*') ? lettersOf(key) : Infinity
  }
}

/** `*` stands for any run of letters, also for none. */
export function matches(pattern: string, name: string): boolean {
  return patternOf(pattern).test(name)
}

export function patternOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`)
}

/** The more letters a pattern names, the more it says. */
function lettersOf(pattern: string): number {
  return pattern.replaceAll('*', '').length
}

/** Says which of the keys of a group speak of no payload, and of which payload two of them say as much. */
export function checkPatterns(source: YamlFile, path: YamlPath, catalogue: Catalogue, problems: Problems): void {
  const group = path.reduce<unknown>((inside, step) => (inside as Record<string, unknown> | null)?.[step], source.data)
  if (group === null || typeof group !== 'object' || Array.isArray(group)) return
  const keys = Object.keys(group)
  const payloads = [...catalogue.payloads.values()]
  const types = new Set<string>(payloads.map((one) => one.type))
  const place = (key: string) => source.keyPosition([...path, key])
  for (const key of keys) {
    if (types.has(key) || payloads.some(({ name }) => matches(key, name))) continue
    const words = [...types, ...catalogue.payloads.keys()]
    problems.add(place(key), `no payload, and no type of payload, is called "${key}"`, didYouMean(key, words))
  }
  const wide = keys.filter((key) => key.includes('*'))
  for (const [i, one] of wide.entries()) {
    for (const other of wide.slice(0, i).filter((known) => lettersOf(known) === lettersOf(one))) {
      const both = payloads.find(({ name }) => matches(one, name) && matches(other, name))
      if (both === undefined || keys.includes(both.name)) continue
      const message = `"${one}" and "${other}" both speak of ${both.name}, and neither says more`
      problems.add(place(one), message, `name ${both.name} itself`)
    }
  }
}
