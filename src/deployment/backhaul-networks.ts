import type { Problems } from '../input/problems.js'
import { printRate } from '../input/units.js'
import type { Backhaul } from './backhauls.js'
import { networks, type NetworkSettings } from './networks.js'
import { technologyAt, type Settled } from './technologies.js'

/**
 * What each backhaul of the lists is made of: `networks.wan` as it stands, or another technology in its place, and the rate of the list.
 * A medium that has a rate each way takes that of the list for both.
 */
export function backhaulNetworks(
  backhauls: readonly Backhaul[],
  settled: Settled,
  problems: Problems,
): NetworkSettings[] {
  const { source } = settled
  const wan = (source.data as { networks?: { wan?: object } } | null)?.networks?.wan ?? { medium: 'wire' }
  const made = new Map<string, NetworkSettings>()
  return backhauls.map(({ technology, rate }) => {
    const key = `${technology ?? ''} ${rate ?? ''}`
    const known = made.get(key)
    if (known !== undefined) return known
    const figures: object =
      technology === undefined
        ? wan
        : { ...technologyAt(source, ['nodes', 'daps'], technology, problems)?.figures, technology }
    const settings = networks.unwrap().shape.wan.parse({ ...figures, ...rates(figures, rate) })
    made.set(key, settings)
    return settings
  })
}

function rates(figures: object, rate: number | undefined): object {
  if (rate === undefined) return {}
  const text = printRate(rate)
  return (figures as { medium?: unknown }).medium === 'sector' ? { 'rate-down': text, 'rate-up': text } : { rate: text }
}
