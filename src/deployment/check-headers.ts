import type { Problems } from '../input/problems.js'
import { printSize } from '../input/units.js'
import { NETWORK_NAMES } from './networks.js'
import type { Settings } from './schema.js'
import type { Settled } from './technologies.js'

/** A packet that is nearly all header is legal, but a message then takes very many of them, and a run very long: hardly what was meant. */
export function checkHeaders({ source, isWritten }: Settled, settings: Settings, warnings: Problems): void {
  for (const name of NETWORK_NAMES) {
    const { mtu, header } = settings.networks[name]
    const room = mtu - header
    if (room >= LEAST_SHARE * mtu) continue
    const paths = ['mtu', 'header', 'technology'].map((key) => ['networks', name, key])
    const written = paths.find(isWritten) ?? paths[0]!
    const message = `networks.${name}: a packet of ${printSize(mtu)} has room for ${printSize(room)} of a message beside its header of ${printSize(header)}`
    const hint = `a message of 1 kB takes ${Math.ceil(1000 / room)} packets`
    warnings.add(source.position(written), message, hint)
  }
}

const LEAST_SHARE = 0.1
