import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import { meshFault } from '../network/mesh-coverage.js'
import type { Flow } from '../srs/flow.js'
import { flowsInUse } from './flows-in-use.js'
import type { Parts } from './in-play.js'
import { NETWORK_NAMES, type NetworkName } from './networks.js'
import { membershipOf } from './on-network.js'

/**
 * A mesh needs gateways, and its devices each other: where they stand, and whom they reach, is known before the run. And all that crosses it
 * must go between a gateway and what is behind that; on a power line a node cannot be both.
 */
export function checkMeshes(source: YamlFile, parts: Parts, problems: Problems): void {
  const { settings, layout } = parts
  const isOf = (name: NetworkName) => ['mesh', 'plc'].includes(settings.networks[name].medium)
  const names = NETWORK_NAMES.filter(isOf)
  if (names.length === 0) return
  const inUse = flowsInUse(parts)
  for (const name of names) {
    const network = settings.networks[name]
    const fault =
      network.medium === 'mesh'
        ? (meshFault(network, settings.seed, membershipOf(layout, name)) ?? strayFault(parts, name, inUse))
        : twoPartsFault(parts, name, inUse)
    if (fault === undefined) continue
    problems.add(source.position(['networks', name, fault.key]), `networks.${name}: ${fault.message}`, fault.hint)
  }
}

/** An actor that is the head of a power line to some, and at its outer end to others: no way leads through both. */
function twoPartsFault({ catalogue }: Parts, network: NetworkName, inUse: ReadonlySet<Flow>) {
  const kindOf = (actor: string) => catalogue.actor(actor)!.kind
  const flows = [...inUse].filter((flow) => flow.network === network)
  const isLed = ({ from, to }: Flow) => kindOf(to) === 'device' && kindOf(from) !== 'single'
  for (const led of flows.filter(isLed)) {
    const other = flows.find((flow) => !isLed(flow) && flow.to === led.from)
    if (other === undefined) continue
    return {
      key: 'medium' as const,
      message: `on a plc ${led.from} cannot be both at the head of a line, as over ${led.name}, and on another one, as over ${other.name} (${other.from} to ${other.to})`,
      hint: 'a wire or a lan carries both',
    }
  }
  return undefined
}

/** Messages that cross a network between two of which neither is the gateway of the other. */
function strayFault({ catalogue }: Parts, network: NetworkName, inUse: ReadonlySet<Flow>) {
  const kindOf = (actor: string) => catalogue.actor(actor)!.kind
  const isBehind = ({ from, to }: Flow) => ['dap', 'gateway'].includes(kindOf(from)) && kindOf(to) === 'device'
  const stray = [...inUse].filter((flow) => flow.network === network && !isBehind(flow))
  if (stray.length === 0) return undefined
  const shown = stray.slice(0, MOST_SHOWN).map(({ name, from, to }) => `${name} (${from} to ${to})`)
  const rest = stray.length - shown.length
  return {
    key: 'medium' as const,
    message: `a mesh carries only what goes between a gateway and devices behind it, but messages cross this network over ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    hint: 'the nan and the fan can be a mesh, of a DAP and its meters or a FAN gateway and its feeder devices',
  }
}

const MOST_SHOWN = 2
