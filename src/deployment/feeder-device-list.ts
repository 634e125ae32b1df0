import { at } from '../input/position.js'
import { didYouMean } from '../input/nearest.js'
import { DEVICE_KINDS, stands, treesOf, type DeviceKind } from './device-kinds.js'
import { NodeList, type HeadLine, type ListReading, type NodeLine } from './node-list.js'

/** A device on a feeder as the list says it. */
export interface FeederDeviceLine extends NodeLine {
  kind: DeviceKind
  /** The name of what it hangs on: a DAP, a FAN gateway or, for a breaker, a substation. */
  node: string | undefined
}

const COLUMNS = ['device', 'kind', 'feeder', 'node']

/** `cap-bank`, `regulator`, …: the keys of `quantities.feeder-devices`. */
const KINDS = DEVICE_KINDS.filter((kind) => kind.startsWith('feeder.')).map((kind) => kind.slice('feeder.'.length))

/** `nodes: {feeder-devices: <file>}`: which device hangs where. `heads`: what the other lists let it hang on. */
export function readFeederDeviceList(
  file: string,
  reading: ListReading,
  heads: { daps: readonly HeadLine[] | undefined; gateways: readonly HeadLine[] | undefined },
): FeederDeviceLine[] {
  const list = new NodeList('feeder-devices', file, COLUMNS, reading, ({ profile }) => stands('feeder.sensor', profile))
  const byName = { dap: named(heads.daps), gateway: named(heads.gateways) }
  const lines = list.rows.map((row) => {
    const kind = list.word(row, 'kind', KINDS, 'a kind of feeder device') ?? 'sensor'
    const line: FeederDeviceLine = {
      name: list.name(row, 'device'),
      kind: `feeder.${kind}` as DeviceKind,
      feeder: list.optional(row, 'feeder'),
      node: list.optional(row, 'node'),
      territory: list.territory(row),
      row,
    }
    if (line.territory >= 0) checkNode(line)
    return line
  })
  list.requireEach(lines)
  return lines

  /** What it hangs on must be there, in its own territory and on its own feeder. Substations have no list of their own. */
  function checkNode({ name, kind, node, feeder, territory, row }: FeederDeviceLine): void {
    const { profile } = reading.territories[territory]!
    const trees = treesOf(kind, profile)
    if (node === undefined || trees === 'substation') return
    if (trees === 'none') {
      const message = `expected NA, found "${node}": with profile ${profile.code} a feeder device has a link of its own`
      return list.wrong(row, 'node', message)
    }
    const [what, key] = trees === 'dap' ? ['DAP', 'daps'] : ['FAN gateway', 'fan-gateways']
    const known = trees === 'dap' ? byName.dap : byName.gateway
    if (known === undefined)
      return list.wrong(row, 'node', `expected NA, found "${node}": nodes.${key} names no list of any ${what}`)
    const head = known.get(node)
    if (head === undefined) {
      const message = `expected the name of a ${what}, found "${node}": with profile ${profile.code} ${name} hangs on one`
      return list.wrong(row, 'node', message, didYouMean(node, known.keys()))
    }
    const there = at(head.row.position(key === 'daps' ? 'dap' : 'gateway'))
    if (head.territory !== territory && head.territory >= 0) {
      const theirs = reading.territories[head.territory]!.name
      return list.wrong(
        row,
        'node',
        `expected a ${what} in the territory ${reading.territories[territory]!.name}; ${node} is in ${theirs} (${there})`,
      )
    }
    if (feeder !== undefined && head.feeder !== undefined && feeder !== head.feeder)
      list.wrong(
        row,
        'feeder',
        `${name} is on feeder "${feeder}", but ${node}, on which it hangs, on "${head.feeder}" (${there})`,
      )
  }
}

function named(lines: readonly HeadLine[] | undefined): Map<string, HeadLine> | undefined {
  return lines === undefined ? undefined : new Map(lines.map((one) => [one.name, one]))
}
