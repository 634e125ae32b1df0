import { afterEach, describe, expect, test, vi } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, overFlow } from './finished.js'
import { COMMAND, HEADER, losing, MINUTE, PROCESSING, receiptsOf, switchTown, wayOf } from './switch-town.js'
import { BYTES_APPLICATION, BYTES_SECURITY, BYTES_WIRE, DELIVERED } from '../../src/network/links.js'

const session = (idle: string, roundTrips = 2) => `sessions:
  tls: { between: [CIS/Billing - Utility, 2-Way Meter - Electr], round-trips: ${roundTrips}, bytes: [300 B, 200 B], idle: ${idle} }
`
/** Commands come every 15 minutes. */
const PERIOD = 15 * MINUTE

afterEach(() => {
  vi.restoreAllMocks()
})

function tallyOf(model: Model, id = COMMAND) {
  return model.tallies.find((one) => one.requirement.id === id)!
}

/** From the handing over of the first leg to the arrival of the last: each end processes what it sends. */
function handshakeOf(model: Model, roundTrips: number): number {
  const there = PROCESSING.sender + wayOf(model, 300)
  const back = PROCESSING.meter + wayOf(model, 200, 'back')
  return roundTrips * (there + back)
}

describe('a message that needs a session', () => {
  const bare = new Model(deploymentOf(switchTown()))
  const alone = PROCESSING.sender + wayOf(bare, 1000)

  test.each([1, 2, 3])('comes later by its handshake of %i round trips where there is none', (roundTrips) => {
    const receipts = receiptsOf(COMMAND)
    finished(deploymentOf(switchTown(session('1 min', roundTrips))))
    expect(receipts).toHaveLength(16)
    for (const { sentAt, at } of receipts) expect(at - sentAt).toBe(alone + handshakeOf(bare, roundTrips))
  })

  test('finds the session of the one before it, used last when that was sent, until it has been idle for so long', () => {
    const handshake = handshakeOf(bare, 2)
    const latencies = (idle: number) => {
      vi.restoreAllMocks()
      const receipts = receiptsOf(COMMAND)
      finished(deploymentOf(switchTown(session(`${idle} us`))))
      return receipts.map(({ sentAt, at }) => at - sentAt)
    }
    // A command that had to wait for the handshake was sent that much later: the next one comes so much sooner after it.
    expect(latencies(PERIOD - handshake)).toEqual(new Array(16).fill(alone + handshake))
    // A microsecond more, and every other one needs no handshake.
    const inTurns = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? alone + handshake : alone))
    expect(latencies(PERIOD - handshake + 1)).toEqual(inTurns)
    expect(latencies(PERIOD)).toEqual(inTurns)
    // From here on each use keeps it alive.
    expect(latencies(PERIOD + 1)).toEqual([alone + handshake, ...new Array<number>(15).fill(alone)])
  })

  test('puts the bytes of the handshake on the wire, as security and nothing else', () => {
    const model = finished(deploymentOf(switchTown(session('1 min'))))
    const { links } = model.network
    const { hops } = model.applied.find((one) => one.requirement.id === COMMAND)!
    for (const { flow } of hops) {
      expect(overFlow(model, flow, 'down', links.column(BYTES_WIRE))).toBe(16 * (1000 + 2 * 300 + 3 * HEADER))
      expect(overFlow(model, flow, 'down', links.column(BYTES_APPLICATION))).toBe(16 * 1000)
      expect(overFlow(model, flow, 'down', links.column(BYTES_SECURITY))).toBe(16 * 2 * 300)
      expect(overFlow(model, flow, 'up', links.column(BYTES_WIRE))).toBe(16 * 2 * (200 + HEADER))
      expect(overFlow(model, flow, 'up', links.column(BYTES_SECURITY))).toBe(16 * 2 * 200)
    }
    const i = model.payloads.indexOf('SW_opr_cmd')
    expect(model.securityByPayload[i]).toBe(16 * 2 * (300 + 200) * hops.length)
    expect(model.payloadCounts.bytes[i]).toBe(16 * 1000)
    const hourly = model.load.lanes.map((_, lane) => [model.load.messages[lane]!, model.load.bytesSecurity[lane]!])
    const total = (column: number) => hourly.reduce((sum, one) => sum + one[column]!.reduce((all, x) => all + x, 0), 0)
    expect(total(0)).toBe(16 * hops.length)
    expect(total(1)).toBe(model.securityByPayload[i])
  })

  test('waits for the handshake that is under way for another: there is one at a time for each device', () => {
    const cancels = '{ how-often: 48 per day, size: 1000 B }\n    4.15.4.2/SW_opr_cmd_ack: off'
    const both = switchTown(session('1 min')).replace('SW_opr_cancel_cmd: off', `SW_opr_cancel_cmd: ${cancels}`)
    const receipts = receiptsOf(COMMAND, '4.15.4.2/SW_opr_cancel_cmd/1')
    const model = finished(deploymentOf(both))
    expect(receipts).toHaveLength(32)
    expect(overFlow(model, '1D', 'up', model.network.links.column(DELIVERED))).toBe(16 * 2)
    // Both leave at the end of it, one behind the other on the first link.
    const latencies = receipts.map(({ sentAt, at }) => at - sentAt).sort((a, b) => a - b)
    const first = alone + handshakeOf(bare, 2)
    const behind = new Array<number>(16).fill(first + 1000 + HEADER)
    expect(latencies).toEqual([...new Array<number>(16).fill(first), ...behind])
  })

  test('is lost with the handshake, where that was lost and for its reason', () => {
    // The first answer of the meter.
    losing('nan', 'up', (number) => number === 0)
    const model = finished(deploymentOf(switchTown(session('1 min'))))
    expect([...tallyOf(model).losses]).toEqual([['2-Way Meter - Electr → DAPjm: noise', 1]])
    expect(tallyOf(model).delivered).toBe(15)
    // Whoever is nearest to the place on the way from the sender says so (4.15.4.4).
    expect(tallyOf(model, '4.15.4.4/SW_opr_cmd_comm-err/1').sent).toBe(1)
    expect(model.flight.messages.inUse).toBe(0)
  })

  test('that is acknowledged is sent again after a handshake that was lost: a time-out after its last step was handed over', () => {
    losing('nan', 'down', (number) => number === 1)
    const receipts = receiptsOf(COMMAND)
    const yaml = switchTown(`${session('1 min')}delivery: { payloads: { SW_opr_cmd: { acknowledged: true } } }`)
    const model = finished(deploymentOf(yaml))
    expect(receipts).toHaveLength(16)
    // The second leg there is lost: it was handed over a round trip and the processing after the message was ready.
    const ready = PROCESSING.sender
    const secondLeg = ready + handshakeOf(bare, 1) + PROCESSING.sender
    const again = secondLeg + MINUTE + PROCESSING.sender
    expect(receipts[0]!.at - receipts[0]!.sentAt).toBe(again + handshakeOf(bare, 2) + wayOf(bare, 1000))
    expect(tallyOf(model).lost).toBe(0)
  })

  test('that is acknowledged is lost where all its handshakes are', () => {
    losing('nan', 'down', (number) => number < 4)
    const yaml = switchTown(`${session('1 min')}delivery: { payloads: { SW_opr_cmd: { acknowledged: true } } }`)
    const model = finished(deploymentOf(yaml))
    expect([...tallyOf(model).losses]).toEqual([['DAPjm → 2-Way Meter - Electr: noise', 1]])
    expect(tallyOf(model).delivered).toBe(15)
    expect(tallyOf(model, '4.15.4.4/SW_opr_cmd_comm-err/1').sent).toBe(1)
  })

  test('has one with each device: another meter needs its own', () => {
    const model = finished(deploymentOf(switchTown(session('1 day')), 'quantities.meters.electric.residential=5'))
    expect(tallyOf(model).delivered).toBe(16 * 5)
    expect(overFlow(model, '1D', 'up', model.network.links.column(DELIVERED))).toBe(5 * 2)
  })
})
