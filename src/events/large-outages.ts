import type { Deployment } from '../deployment/deployment.js'
import { nodesConcerned } from './power-places.js'

/**
 * When the outages begin that take the power of so many of a territory's electric meters that they are large. What begins in several territories in the
 * same microsecond is one outage.
 */
export function largeOutages(deployment: Deployment): Set<number> {
  const { layout, scripted, settings } = deployment
  const lost = scripted.filter((one) => one.power === 'lost')
  const large = lost.filter((event) => {
    const classes = layout.classes.filter(
      (one) => one.territory === event.territory.index && one.name.startsWith('electric.'),
    )
    const isMeter = (node: number) => classes.some(({ first, count }) => node >= first && node < first + count)
    const meters = classes.reduce((sum, one) => sum + one.count, 0)
    return nodesConcerned(deployment, event).filter(isMeter).length >= settings.assumptions['large-outage'] * meters
  })
  return new Set(large.map((one) => one.at))
}
