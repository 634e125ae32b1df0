import { describe, expect, it } from 'vitest'
import { keyed } from '../../src/kernel/keyed.js'
import { DRAW_BACK_OFF, DRAW_POSITION } from '../../src/network/order.js'
import { sectorChannel } from './one-channel.js'
import { TRANSMISSIONS } from '../../src/network/links.js'

const SECOND = 1_000_000

/** A slot every 10 ms, an answer after 5, set up for 100, granted after 20, known for 10 s; 100 bytes take 800 µs. */
const random = {
  access: 'random',
  'random-access': { every: '10 ms', preambles: 1000, response: '5 ms', 'back-off': '40 ms', attempts: 3 },
  'set-up': '100 ms',
  grant: '20 ms',
  inactivity: '10 s',
  'rate-up': '1 Mbps',
  'rate-down': '1 Mbps',
}

describe('access to a sector', () => {
  it('is asked for at the next slot, then answered, set up and granted, before anything is sent', () => {
    const channel = sectorChannel(random)
    channel.send(12_345, { device: 1 })
    // Who asks at the beginning of a slot is too late for it.
    channel.send(SECOND, { device: 2 })
    const after = 5000 + 100_000 + 20_000 + 800
    expect(channel.run()).toEqual([20_000 + after, SECOND + 10_000 + after])
  })

  it('needs no asking within the inactivity time after sending or receiving: only a grant upwards, nothing downwards', () => {
    const channel = sectorChannel(random)
    channel.send(0, { device: 1 })
    const spoke = 10_000 + 125_000 + 800
    channel.send(spoke + 10 * SECOND - 1, { device: 1, down: true })
    const heard = spoke + 10 * SECOND - 1 + 800
    channel.send(heard + 10 * SECOND - 1, { device: 1 })
    const last = heard + 10 * SECOND - 1 + 20_000 + 800
    // One microsecond later it is not known any more.
    channel.send(last + 10 * SECOND, { device: 1 })
    const slot = Math.floor((last + 10 * SECOND) / 10_000 + 1) * 10_000
    expect(channel.run()).toEqual([spoke, heard, last, slot + 125_000 + 800])
  })

  it('lets what came while it was asked for go with the first, without another grant', () => {
    const channel = sectorChannel(random)
    channel.send(0, { device: 1 })
    channel.send(50_000, { device: 1 })
    channel.send(60_000, { device: 1, down: true })
    expect(channel.run()).toEqual([135_800, 136_600, 110_000 + 5000 + 800])
  })

  it('has to be asked for by an endpoint that is called, too', () => {
    const channel = sectorChannel(random)
    channel.send(12_345, { device: 1, down: true })
    expect(channel.run()).toEqual([20_000 + 105_000 + 800])
  })

  it('is asked for again after a random time by two who met, until they do not or have asked too often', () => {
    let refused = 0
    for (let seed = 1; seed <= 100; seed++) {
      const only = { ...random['random-access'], preambles: 1 }
      const channel = sectorChannel({ ...random, 'random-access': only }, { seed })
      for (const device of [1, 2]) channel.send(0, { device })
      const [one, other] = [0, 1].map((message) => slotsOf(message, seed))
      // They keep step for as long as they meet.
      const apart = one!.findIndex((slot, attempt) => slot !== other![attempt])
      if (apart < 0) refused++
      channel.run()
      const arrivals = channel.bench.arrivals()
      const sent = [one!, other!].map((slots) => (apart < 0 ? undefined : slots[apart]! + 125_000 + 800))
      // Those who are granted leave in the same moment send one after the other.
      if (apart >= 0 && sent[0] === sent[1]) sent[1]! += 800
      expect([arrivals.get(0), arrivals.get(1)]).toEqual(sent)
      expect(channel.bench.losses.map(({ reason }) => reason)).toEqual(
        apart < 0 ? ['channel busy', 'channel busy'] : [],
      )
    }
    // A back-off of up to 40 ms chooses among 5 slots, twice: the first and the last half as often: 1 in 21 pairs meets always.
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThan(15)
  })

  it('is refused to two who meet in every slot, with all that waits for them in both directions', () => {
    const met = { ...random['random-access'], preambles: 1, 'back-off': '0 s' }
    const channel = sectorChannel({ ...random, 'random-access': met })
    for (const device of [1, 2]) channel.send(0, { device })
    channel.send(2000, { device: 1, down: true })
    channel.send(SECOND, { device: 2 })
    channel.run()
    // Slots at 10, 20 and 30 ms, the answers to the last at 35 ms.
    const at = 35_000
    expect(channel.bench.losses).toMatchObject([
      { message: 2, reason: 'channel busy', at },
      { message: 0, reason: 'channel busy', at },
      { message: 1, reason: 'channel busy', at },
    ])
    expect(channel.links.get(channel.up, TRANSMISSIONS)).toBe(1)
    // Who comes alone later is heard.
    expect(channel.bench.arrivals().get(3)).toBe(SECOND + 10_000 + 125_000 + 800)
  })

  /** The slots in which a message asks while it is not heard: from 10 ms on, with a back-off after each answer. */
  function slotsOf(message: number, seed: number): number[] {
    let at = 0
    return [0, 1, 2].map((attempt) => {
      const slot = (Math.floor(at / 10_000) + 1) * 10_000
      at = Math.ceil(slot + 5000 + keyed(seed, 1, message, 0, attempt, DRAW_BACK_OFF) * 40_000)
      return slot
    })
  }
})

describe('an endpoint that sleeps', () => {
  const edrx = { mode: 'edrx', cycle: '20 s', window: '2 s' }
  const phaseOf = (device: number) => keyed(1, 1, device, 0, 0, DRAW_POSITION)

  it('is reached in the window of its cycle, at once while that is open', () => {
    for (let device = 1; device <= 20; device++) {
      const channel = sectorChannel({ 'power-save': edrx, 'rate-down': '1 Mbps', inactivity: '0 s' })
      const opens = phaseOf(device) * 20 * SECOND
      const closed = Math.ceil(opens + 5 * SECOND)
      channel.send(closed, { device, down: true })
      const open = Math.ceil(opens + 41 * SECOND)
      channel.send(open, { device, down: true })
      expect(channel.run()).toEqual([Math.ceil(opens + 20 * SECOND) + 800, open + 800])
    }
  })

  it('wakes at once for what it sends itself, and then takes what waits for it', () => {
    const channel = sectorChannel({ 'power-save': edrx, 'rate-down': '1 Mbps', 'rate-up': '1 Mbps' })
    const asleep = Math.ceil(phaseOf(7) * 20 * SECOND + 5 * SECOND)
    channel.send(asleep, { device: 7, down: true })
    channel.send(asleep + SECOND, { device: 7 })
    expect(channel.run()).toEqual([asleep + SECOND + 800, asleep + SECOND + 800])
  })

  const psm = { mode: 'psm', period: '1 h', 'active-time': '10 s' }

  it('in power save mode is reached while it is active after sending, and then a period later', () => {
    const channel = sectorChannel({ 'power-save': psm, 'rate-down': '1 Mbps', 'rate-up': '1 Mbps', inactivity: '1 s' })
    const began = 5 * 3600 * SECOND
    channel.send(began, { device: 1 })
    const spoke = began + 800
    channel.send(spoke + 9 * SECOND, { device: 1, down: true })
    // Receiving starts its timer anew.
    const heard = spoke + 9 * SECOND + 800
    channel.send(heard + 11 * SECOND, { device: 1, down: true })
    expect(channel.run()).toEqual([spoke, heard, heard + 3600 * SECOND + 800])
  })

  it('in power save mode wakes of its own accord, again and again, without an event', () => {
    const channel = sectorChannel({ 'power-save': psm, 'rate-down': '1 Mbps', 'rate-up': '1 Mbps', inactivity: '1 s' })
    channel.send(0, { device: 1 })
    const sent = 800 + 100 * 3600 * SECOND + 600 * SECOND
    channel.send(sent, { device: 1, down: true })
    expect(channel.run()).toEqual([800, 800 + 101 * 3600 * SECOND + 800])
    expect(channel.bench.simulation.events).toBeLessThan(10)
  })
})

describe('a class of coverage', () => {
  it('is drawn once for each endpoint, with the shares that are said, and is the same for every message', () => {
    const coverage = [
      { share: '70%', 'rate-factor': 1 },
      { share: '25%', 'rate-factor': 0.25 },
      { share: '5%', 'rate-factor': 0.05 },
    ]
    const devices = 4000
    const channel = sectorChannel({ coverage, 'rate-down': '1 Mbps' }, { devices })
    for (const round of [0, 1])
      for (let device = 0; device < devices; device++)
        channel.send((round * devices + device) * SECOND, { device, bytes: 100, down: true })
    const arrivals = channel.run()
    const took = arrivals.map((at, message) => at! - message * SECOND)
    expect(took.slice(0, devices)).toEqual(took.slice(devices))
    for (const [time, share] of [
      [800, 0.7],
      [3200, 0.25],
      [16_000, 0.05],
    ] as const) {
      const count = took.slice(0, devices).filter((one) => one === time).length
      // Four deviations of a binomial.
      expect(Math.abs(count - share * devices)).toBeLessThan(4 * Math.sqrt(devices * share * (1 - share)))
    }
  })
})
