import type { Problems } from '../input/problems.js'
import { printRate } from '../input/units.js'
import { backhaulOf } from './list-agreement.js'
import type { Layout } from './layout.js'
import { networks, type NetworkSettings } from './networks.js'
import { technologyAt, type Settled } from './technologies.js'

/**
 * What each backhaul of the lists is made of: `networks.wan` as it stands, or another technology in its place, and the rate of the list.
 * A medium that has a rate each way takes that of the list for both.
 */
export function backhaulNetworks(
  { backhauls, trees }: Pick<Layout, 'backhauls' | 'trees'>,
  settled: Settled,
  problems: Problems,
): NetworkSettings[] {
  const { source } = settled
  const wan = (source.data as { networks?: { wan?: object } } | null)?.networks?.wan ?? { medium: 'wire' }
  const made = new Map<string, NetworkSettings | undefined>()
  const all = backhauls.map(({ name, technology, rate }) => {
    const key = `${technology ?? ''} ${rate ?? ''}`
    if (made.has(key)) return made.get(key)
    const figures: object =
      technology === undefined
        ? wan
        : { ...technologyAt(source, ['nodes', 'daps'], technology, problems)?.figures, technology }
    const { data, error } = networks.unwrap().shape.wan.safeParse({ ...figures, ...rates(figures, rate) })
    made.set(key, data)
    // What stands in `networks`, and in the technologies, is right by itself: the rate is what does not go with it.
    const { row } = trees.flatMap(({ heads }) => heads ?? []).find((head) => backhaulOf(head) === name)!
    for (const { path, message } of error?.issues ?? []) {
      const of = technology ?? 'networks.wan'
      problems.add(row.position('rate'), `rate: too low for ${of}: ${path.join('.')}: ${message.split('\n')[0]!}`)
    }
    return data
  })
  return all.filter((one) => one !== undefined)
}

function rates(figures: object, rate: number | undefined): object {
  if (rate === undefined) return {}
  const text = printRate(rate)
  return (figures as { medium?: unknown }).medium === 'sector' ? { 'rate-down': text, 'rate-up': text } : { rate: text }
}
