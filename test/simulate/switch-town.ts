import { vi } from 'vitest'
import { Tally } from '../../src/check/tally.js'
import { Wire } from '../../src/network/wire.js'
import type { LinkBook } from '../../src/network/link-book.js'
import type { Model } from '../../src/simulate/model.js'
import type { NetworkName } from '../../src/deployment/networks.js'

export const COMMAND = '4.15.4.1/SW_opr_cmd/1'
export const MS = 1000
export const SECOND = 1_000_000
export const MINUTE = 60 * SECOND
/** Of every packet on every network. */
export const HEADER = 40
/** Of each actor, for each packet that it sends, forwards or consumes. */
export const PROCESSING = { sender: 2 * MS, meter: 7 * MS }

/**
 * One meter to which CIS/Billing sends switch commands of 1000 bytes that nothing answers, `how-often` in the twelve hours from 8 AM on,
 * each at the start of its period. Over wires on which a byte takes a microsecond and nothing is lost, so that all times can be
 * computed by hand.
 */
export function switchTown(more = '', howOften = '48 per day', duration = '4 h'): string {
  const wire = (delay: string) => `{ rate: 8 Mbps, delay: ${delay}, header: ${HEADER} B, loss: 0%, retries: 0 }`
  return `name: switch-town
profile: ACvW
use-cases: [Service Switch]
start: 2026-06-01 08:00
duration: ${duration}
quantities: { meters: { electric: { residential: 1 } } }
networks: { enterprise: ${wire('1 ms')}, wan: ${wire('10 ms')}, nan: ${wire('5 ms')} }
nodes: { cis: { processing: 2 ms }, meter: { processing: 7 ms } }
timing: { everything-else: aligned }
choices:
  requirements:
    ${COMMAND.slice(0, -2)}: { how-often: ${howOften}, size: 1000 B }
    4.15.4.1/SW_opr_cmd_ack: off
    4.15.4.2/SW_opr_cancel_cmd: off
    4.15.4.3/SW_state_cmd: off
    4.15.4.4/SW_opr_fail_cmd-err: off
    4.15.4.5/SW_post-oper-info_resp-data: off
${more}`
}

/** The time that a packet of so many bytes takes over the whole way of the command, either way: from its handing over to its consumption. */
export function wayOf(model: Model, bytes: number, direction: 'there' | 'back' = 'there'): number {
  return alongWay(model, bytes, direction).at(-1)!
}

/** The same up to the end of each hop. */
export function alongWay(model: Model, bytes: number, direction: 'there' | 'back' = 'there'): number[] {
  const { networks, nodes } = model.deployment.settings
  const { hops } = model.applied.find((one) => one.requirement.id === COMMAND)!
  const names: Record<string, keyof typeof nodes> = {
    'CIS/Billing - Utility': 'cis',
    MDMS: 'mdms',
    'AMI Head-End(j)': 'head-end',
    DAPjm: 'dap',
    '2-Way Meter - Electr': 'meter',
  }
  const line =
    direction === 'there' ? hops : hops.map(({ from, to, ...hop }) => ({ ...hop, from: to, to: from })).reverse()
  let sum = 0
  return line.map(({ network, to }) => {
    const { delay } = networks[network as NetworkName] as { delay: number }
    const { processing } = nodes[names[to]!] as { processing: number }
    return (sum += bytes + HEADER + delay + processing)
  })
}

/** The receipts of requirements, as they happen from now on: when each was sent, and when it was received. */
export function receiptsOf(...ids: string[]): { sentAt: number; at: number }[] {
  const receipts: { sentAt: number; at: number }[] = []
  const original = Tally.prototype.onReceived
  vi.spyOn(Tally.prototype, 'onReceived').mockImplementation(function (this: Tally, ...args) {
    if (ids.includes(this.requirement.id)) receipts.push({ sentAt: args[0], at: args[1] })
    original.apply(this, args)
  })
  return receipts
}

/** Loses packets before they come to a link of a network: those that a test says, counted from 0 in each direction. */
export function losing(network: string, direction: 'up' | 'down', isLost: (number: number) => boolean): void {
  const original = Wire.prototype.offer
  let number = 0
  vi.spyOn(Wire.prototype, 'offer').mockImplementation(function (this: Wire, packet) {
    const { book } = this as unknown as { book: LinkBook }
    const group = book.links.groupOf(book.packets.link[packet]!)
    if (group.network === network && group.direction === direction && isLost(number++)) {
      book.offered(packet)
      book.lost(packet, 'noise')
    } else original.call(this, packet)
  })
}
