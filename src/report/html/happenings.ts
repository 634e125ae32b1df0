import type { FaultyNode, Fault } from '../../deployment/faults.js'
import type { NamedPlace } from '../../deployment/feeders.js'
import type { ScriptedEvent } from '../../deployment/events.js'
import { printShare } from '../../input/units.js'
import { count } from './datum.js'
import type { Run } from '../../run/run.js'

/** Something that the deployment made happen, or let happen by the rates that it gives. */
export interface Happening {
  /** Times in microseconds since the midnight before the start; `until`: where it lasts, also after the end of the run. */
  at: number
  until: number | undefined
  words: string
}

/** Events, failures and other traffic, in the order of time. */
export function happeningsOf({ deployment }: Run): Happening[] {
  const { scripted, faults, layout } = deployment
  const events = byEntry(scripted).map((all): Happening => {
    const { at } = all[0]!
    return { at, until: undefined, words: eventInWords(all) }
  })
  const failures = faults.map((fault): Happening => ({ ...timesOf(fault), words: faultInWords(fault, nameOf) }))
  return [...events, ...failures].sort((a, b) => a.at - b.at)

  function nameOf(node: FaultyNode): string {
    if ('name' in node) return node.name
    if ('tree' in node) return `${headOf(node.tree)} ${layout.nameOfTree(node.tree)}`
    return layout.nameOfDevice(node.device) ?? `device ${node.device}`
  }

  function headOf(tree: number): string {
    const { kind } = layout.trees.find(({ first, count }) => tree >= first && tree < first + count)!
    return kind === 'dap' ? 'DAP' : 'FAN gateway'
  }
}

const timesOf = ({ at, until }: Fault) => ({ at, until })

/** One entry of `events:` is an event in each territory. */
function byEntry(events: readonly ScriptedEvent[]): ScriptedEvent[][] {
  const found = new Map<string, ScriptedEvent[]>()
  for (const one of events) {
    const key = `${one.at} ${one.position.line}:${one.position.column} ${whatOf(one)}`
    found.set(key, [...(found.get(key) ?? []), one])
  }
  return [...found.values()]
}

function whatOf({ kinds, power }: ScriptedEvent): string {
  if (power !== undefined) return power === 'lost' ? 'power-lost' : 'power-returned'
  return [...new Set(kinds.map((one) => one.what))].join(' + ')
}

function eventInWords(all: readonly ScriptedEvent[]): string {
  const one = all[0]!
  const devices = all.reduce((sum, event) => sum + howMany(event), 0)
  const where = all.flatMap((event) => (event.where === undefined ? [] : [placeInWords(event.where)]))
  const parts = [whatOf(one), ...(where.length === 0 ? [] : [[...new Set(where)].join(', ')])]
  const power = one.power !== undefined ? [`${count(devices)} ${devices === 1 ? 'device' : 'devices'}`] : []
  const share = one.power === undefined && one.share < 1 ? [`${printShare(one.share)} of the members`] : []
  return [parts.join(' '), ...power, ...share].join(': ')
}

/** Several feeders that are drawn are called by how many they are. */
function placeInWords({ key, name }: NamedPlace): string {
  return / of the feeders$/.test(name) ? `on ${name}` : `at ${key} ${name}`
}

function howMany({ devices, share }: ScriptedEvent): number {
  return Math.round(devices.reduce((sum, [from, to]) => sum + to - from, 0) * share)
}

function faultInWords(fault: Fault, nameOf: (node: FaultyNode) => string): string {
  if (fault.what === 'node-down') return `${nameOf(fault.node)} down`
  const links =
    fault.tree === undefined
      ? `all ${fault.network} links`
      : `${fault.network} links of ${nameOf({ tree: fault.tree })}`
  return fault.what === 'link-down' ? `${links} down` : `other traffic takes ${printShare(fault.share)} of ${links}`
}
