import { describe, expect, test } from 'vitest'
import { HOUR, SECOND } from '../../src/kernel/time.js'
import type { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'
import { COMMAND, switchTown } from './switch-town.js'

const tallyOf = (model: Model, id: string) => model.tallies.find((one) => one.requirement.id === id)!

describe('a full buffer', () => {
  // 30 commands at once for 30 meters: the DAP takes 1 s for each and has room for 4, the one in service included. They come a
  // millisecond and 40 µs apart, so that all have come while the first is in service.
  const town = (...set: string[]) =>
    finished(deploymentOf(switchTown('', '1 per day', '12 h'), 'quantities.meters.electric.residential=30', 'nodes.dap.servers=1', 'nodes.dap.processing=1 s', ...set)) // prettier-ignore

  test('is a place of its own, and every message is accounted for', () => {
    const tally = tallyOf(town('nodes.dap.buffer=4 packets'), COMMAND)
    expect([tally.sent, tally.delivered]).toEqual([30, 4])
    expect([...tally.losses]).toEqual([['DAPjm: queue full', 26]])
  })

  test('at the sender loses before anything is sent', () => {
    const model = town('nodes.cis.servers=1', 'nodes.cis.buffer=1 packet')
    expect([...tallyOf(model, COMMAND).losses]).toEqual([['CIS/Billing - Utility: queue full', 29]])
    expect(tallyOf(model, COMMAND).delivered).toBe(1)
    expect(model.network.packets.inUse).toBe(0)
  })

  test('at the receiver loses what has come that far', () => {
    const one = ['nodes.meter.servers=1', 'nodes.meter.processing=10 s', 'nodes.meter.buffer=1 packet']
    const model = finished(deploymentOf(switchTown('', '4000 per day', '12 h'), ...one))
    const { sent, delivered, losses } = tallyOf(model, COMMAND)
    // One each 10.8 s: the meter is ready again.
    expect([sent, delivered, losses.size]).toEqual([4000, 4000, 0])
    const faster = finished(deploymentOf(switchTown('', '8000 per day', '12 h'), ...one))
    // One each 5.4 s: each second one finds the meter busy.
    expect(tallyOf(faster, COMMAND).delivered).toBe(4000)
    expect([...tallyOf(faster, COMMAND).losses]).toEqual([['2-Way Meter - Electr: queue full', 4000]])
  })
})

describe('gas meters', () => {
  const OPERATE = '4.15.4.6/valve_opr_cmd/1'
  const town = (...set: string[]) =>
    finished(deploymentOf('name: gas\nuse-cases: [Service Switch]\nquantities: { meters: { electric: { residential: 200 }, gas: { residential: 200 } } }', 'choices.ranges=high', ...set)) // prettier-ignore

  test('are reached in their windows: the mean wait is that of a random time, and other meters wait for nothing', () => {
    const windows = 'nodes.gas-meter.wake-up={every: 1 hour, for: 60 s}'
    const [always, sleeping] = [town('duration=20 days'), town('duration=20 days', windows)]
    const [before, after] = [tallyOf(always, OPERATE), tallyOf(sleeping, OPERATE)]
    expect(after.delivered).toBeGreaterThan(100)
    const wait = after.latency.mean - before.latency.mean
    // Even between 0 and 59 min with the probability 59/60: (every - for)² / (2 every); its standard deviation is below that of an even hour.
    const expected = (HOUR - 60 * SECOND) ** 2 / (2 * HOUR)
    expect(Math.abs(wait - expected)).toBeLessThan((4 * HOUR) / Math.sqrt(12) / Math.sqrt(after.delivered))
    expect(after.latency.max).toBeLessThan(HOUR)
    expect(tallyOf(sleeping, COMMAND).latency.mean).toBe(tallyOf(always, COMMAND).latency.mean)
  })

  test('that have spent their battery send no more that day, and say so', () => {
    // The acknowledgement is the one thing that a meter sends: one message a day suffices for most, none for those asked twice.
    const model = town('duration=20 days', 'nodes.gas-meter.battery={bytes-per-day: 1 B}')
    const tally = model.tallies.find((one) => one.requirement.payload.name === 'valve_opr_cmd_ack' && one.sent > 0)!
    expect([tally.delivered, [...tally.losses]]).toEqual([0, [['2-Way Meter - Gas: node down', tally.sent]]])
  })
})

describe('priorities', () => {
  const town = (...set: string[]) => finished(deploymentOf('name: p\nquantities: { meters: { electric: { residential: 400 } } }', 'choices.ranges=high', ...set)) // prettier-ignore

  test('are classes of the payloads, and change nothing where no link and no node has an order of its own', () => {
    const latencies = (model: Model) =>
      model.tallies.map((one) => [one.requirement.id, one.latency.mean, one.delivered])
    expect(latencies(town('priorities.types.cmd=bulk'))).toEqual(latencies(town()))
  })

  test('let commands pass readings at a node that serves by class', () => {
    const busy = ['nodes.dap.servers=1', 'nodes.dap.processing=10 s', 'timing.scheduled-reads=aligned']
    const [fifo, strict] = [town(...busy), town(...busy, 'nodes.dap.order=strict')]
    const mean = (model: Model) => tallyOf(model, COMMAND).latency.mean
    expect(tallyOf(fifo, COMMAND).delivered).toBeGreaterThan(0)
    expect(mean(strict)).toBeLessThan(mean(fifo))
    // At the same class all are alike again.
    const alike = town(...busy, 'nodes.dap.order=strict', 'priorities.types.cmd=response')
    expect(mean(alike)).toBe(mean(fifo))
  })
})

describe('what a DAP may send, and what it keeps', () => {
  // 30 commands at once, each 1.04 s on the NAN.
  const town = (...set: string[]) =>
    tallyOf(finished(deploymentOf(switchTown('', '1 per day', '12 h'), 'quantities.meters.electric.residential=30', 'networks.nan.rate=8 kbps', ...set)), COMMAND) // prettier-ignore

  test('waits until its duty cycle allows it', () => {
    const cycle = 'nodes.dap.duty-cycle={share: 1%, window: 2 min}'
    const tally = town(cycle)
    expect(tally.delivered).toBe(30)
    // Each takes 104 s to earn, and the bucket holds 1.2 s, of which the first leaves 0.16 s: the last begins after 29 × 104 s - 16 s.
    expect(tally.latency.max / SECOND).toBeGreaterThan(3000)
    expect(tally.latency.max / SECOND).toBeLessThan(3002)
    // On another network nothing is limited.
    const other = town('nodes.dap.duty-cycle={share: 1%, window: 2 min, networks: [fan]}')
    expect(other.latency.max).toBe(town().latency.max)
  })

  test('is offered again where the queue of the next link was full', () => {
    const narrow = ['networks.nan.mtu=1500 B', 'networks.nan.queue=1500 B']
    const lost = town(...narrow)
    expect([lost.delivered, [...lost.losses]]).toEqual([1, [['DAPjm → 2-Way Meter - Electr: queue full', 29]]])
    const kept = town(...narrow, 'nodes.dap.store={retry: 1 s}')
    expect([kept.delivered, kept.losses.size]).toEqual([30, 0])
    // The wire takes one each second round that it is free: no more than two seconds each.
    expect(kept.latency.max / SECOND).toBeLessThan(60)
    const short = town(...narrow, 'nodes.dap.store={retry: 1 s, time-out: 5 s}')
    expect(short.delivered).toBeLessThan(7)
    expect([...short.losses]).toEqual([['DAPjm: expired', 30 - short.delivered]])
  })

  test('is seen later where a person reads it', () => {
    const [plain, shown] = [town(), town('nodes.meter.user-interface=3 s')]
    expect(shown.delivered).toBe(30)
    expect(Math.abs(shown.latency.mean - plain.latency.mean - 3 * SECOND)).toBeLessThan(1)
  })
})
