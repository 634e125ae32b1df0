import type { Problems } from '../input/problems.js'
import type { YamlPath } from '../input/yaml.js'
import type { LinkBudget } from '../network/link-budget.js'
import { NETWORK_NAMES, type NetworkSettings } from './networks.js'
import type { Settings } from './schema.js'
import type { Settled } from './technologies.js'

/** Keys of a network that another key of the same network leaves without effect, and what that other one would have to be. */
interface Idle {
  keys: readonly YamlPath[]
  why: string
  hint: string
}

/**
 * Keys that a deployment writes itself although they have no effect: whoever writes them expects one. What a technology brings with it may
 * lie idle.
 */
export function checkIdleKeys({ source, isWritten }: Settled, settings: Settings, problems: Problems): void {
  for (const name of NETWORK_NAMES) {
    for (const { keys, why, hint } of idleOn(settings.networks[name])) {
      for (const key of keys) {
        const path = ['networks', name, ...key]
        if (!isWritten(path)) continue
        problems.add(source.keyPosition(path), `${path.join('.')}: has no effect ${why}`, hint)
      }
    }
  }
}

function idleOn(network: NetworkSettings): Idle[] {
  const idle: Idle[] = []
  if (network.medium === 'sector' && network.access === 'granted') {
    const why = 'where access is granted, since nobody has to ask'
    idle.push({ keys: [['random-access']], why, hint: 'expected access: random beside it' })
  }
  if (network.medium === 'wire' && network.order !== 'weighted' && network.weights !== undefined)
    idle.push({ keys: [['weights']], why: `with order: ${network.order}`, hint: 'expected order: weighted beside it' })
  if (network.medium === 'mesh' && network.hops !== 'by density') {
    const why = 'where the hops are given'
    idle.push({ keys: [...BUDGET, ['uncovered']], why, hint: 'expected hops: by density, and a density, beside it' })
  }
  if ('acknowledged' in network && !network.acknowledged && network.retries > 0) {
    const why = 'without acknowledgements, since nobody notices that a frame is lost'
    idle.push({ keys: [['retries']], why, hint: 'expected acknowledged: true beside it' })
  }
  return idle
}

/** All of a link budget but the exponent, by which a near frame is received in spite of a far one (`capture`). */
const BUDGET = (
  [
    'frequency',
    'transmit-power',
    'antenna-gains',
    'sensitivity',
    'reference-distance',
    'reference-loss',
    'shadowing',
    'fade-margin',
  ] satisfies (keyof LinkBudget)[]
).map((key) => ['link-budget', key])
