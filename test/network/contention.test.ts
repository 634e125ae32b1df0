import { describe, expect, it } from 'vitest'
import { ALL_HEAR_ALL, type Hearing } from '../../src/network/contention-air.js'
import { EVERYONE } from '../../src/network/medium.js'
import { Air, hearingOf } from './air.js'
import { BACKLOG_MAX, BYTES_APPLICATION, BYTES_WIRE } from '../../src/network/links.js'

const DAP = 0
const [ONE, OTHER, THIRD] = [1, 2, 3]

describe('one frame on an idle channel', () => {
  it('is heard after listening, turnaround, preamble, its bytes and propagation', () => {
    const settings = { sensing: 128, turnaround: 192, preamble: 100, propagation: 7, header: 20 }
    const air = new Air(settings).send({ at: 5000, from: ONE, to: DAP, bytes: 300 }).run()
    expect(air.arrivals).toEqual([{ frame: 0, at: 5000 + 128 + 192 + 100 + 320 + 7 }])
    // The books have what the channel carried, the header included.
    expect(air.sent).toEqual([{ frame: 0, start: 5320, finish: 5740 }])
    expect(air.network.links.get(0, BYTES_WIRE)).toBe(320)
    expect(air.network.links.get(0, BYTES_APPLICATION)).toBe(300)
  })

  it('is followed by that of the same node when the acknowledgement has come and the gap is over', () => {
    const settings = {
      acknowledged: true, ack: 5, 'ack-after': 192, 'ack-time-out': 900, preamble: 100, turnaround: 192, gap: 640,
    } // prettier-ignore
    const air = new Air(settings).send({ at: 0, from: ONE, to: DAP }, { at: 0, from: ONE, to: DAP }).run()
    const first = 192 + 100 + 1000
    const over = first + 192 + 100 + 5
    expect(air.arrivals.map(({ at }) => at)).toEqual([first, over + 640 + first])
    // An exchange counts with its acknowledgement.
    expect(air.sent[0]).toEqual({ frame: 0, start: 192, finish: over })
    expect(air.network.links.get(0, BYTES_WIRE)).toBe(2 * 1005)
  })

  it('waits a whole number of units, each of them as often', () => {
    const settings = { 'back-off-unit': 320, 'min-exponent': 3, 'max-exponent': 5 }
    const air = new Air(settings)
    // Far apart, so that none finds the channel busy.
    const frames = Array.from({ length: 8000 }, (_, i) => ({ at: i * 10_000, from: 1 + (i % 4000), to: DAP }))
    air.send(...frames).run()
    const waits = air.sent.map(({ frame, start }) => start - frames[frame]!.at)
    const counts = Array.from({ length: 8 }, (_, units) => waits.filter((wait) => wait === units * 320).length)
    expect(counts.reduce((sum, count) => sum + count)).toBe(8000)
    // Pearson's statistic with seven degrees of freedom: 99.9 % are below 24.3.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(24.3)
  })
})

describe('two that would speak', () => {
  it('take turns where they hear each other: the later one listens again', () => {
    const settings = { 'back-off-unit': 600, 'min-exponent': 1, 'max-exponent': 1, 'max-back-offs': 9 }
    const air = new Air(settings).send({ at: 0, from: ONE, to: DAP }, { at: 700, from: OTHER, to: DAP }).run()
    expect(air.failures).toEqual([])
    const [first, second] = air.sent
    expect(second!.start).toBeGreaterThanOrEqual(first!.finish)
  })

  it('collide in the turnaround, in which nobody hears the other coming, and from then on not', () => {
    const settings = { turnaround: 192 }
    const within = new Air(settings).send({ at: 0, from: ONE, to: DAP }, { at: 192, from: OTHER, to: DAP }).run()
    expect(within.failures.map(({ reason }) => reason)).toEqual(['collision', 'collision'])
    const after = new Air(settings).send({ at: 0, from: ONE, to: DAP }, { at: 193, from: OTHER, to: DAP }).run()
    expect(after.arrivals).toEqual([{ frame: 0, at: 1192 }])
    expect(after.failures).toEqual([{ frame: 1, at: 193, reason: 'channel busy' }])
  })

  it('collide when they begin in the same microsecond, whichever comes first', () => {
    for (const keys of [
      [0, 1],
      [1, 0],
    ]) {
      const [first, second] = keys as [number, number]
      const air = new Air({}).send(
        { at: 0, from: ONE, to: DAP, key: first },
        { at: 0, from: OTHER, to: DAP, key: second },
      )
      air.run()
      expect(air.arrivals).toEqual([])
      expect(air.failures).toHaveLength(2)
    }
  })

  it('collide where they do not hear each other, at the receiver that hears both', () => {
    const hidden = hearingOf([[ONE, DAP], [OTHER, DAP]]) // prettier-ignore
    const air = new Air({}, hidden).send({ at: 0, from: ONE, to: DAP }, { at: 999, from: OTHER, to: DAP }).run()
    expect(air.failures).toEqual([
      { frame: 0, at: 1000, reason: 'collision' },
      { frame: 1, at: 1999, reason: 'collision' },
    ])
    const apart = new Air({}, hidden).send({ at: 0, from: ONE, to: DAP }, { at: 1000, from: OTHER, to: DAP }).run()
    expect(apart.arrivals).toHaveLength(2)
  })

  it('harm only the receiver that hears the other', () => {
    // One speaks to the DAP, which the other one disturbs; the third hears nothing of the one.
    const hearing = hearingOf([[ONE, DAP], [OTHER, DAP], [OTHER, THIRD]]) // prettier-ignore
    const air = new Air({}, hearing).send({ at: 0, from: ONE, to: DAP }, { at: 500, from: OTHER, to: THIRD }).run()
    expect(air.failures).toEqual([{ frame: 0, at: 1000, reason: 'collision' }])
    expect(air.arrivals).toEqual([{ frame: 1, at: 1500 }])
  })

  it('leave the nearer one alone where it is said to win', () => {
    const capture: Hearing = {
      hears: () => false,
      disturbs: (speaker, _receiver, wanted) => !(wanted === ONE && speaker === OTHER),
      neighbours: () => [],
    }
    const air = new Air({}, capture).send({ at: 0, from: ONE, to: DAP }, { at: 500, from: OTHER, to: DAP }).run()
    expect(air.arrivals).toEqual([{ frame: 0, at: 1000 }])
    expect(air.failures).toEqual([{ frame: 1, at: 1500, reason: 'collision' }])
  })

  it('meet only on the same channel, that is one time in so many', () => {
    const pairs = 4000
    const air = new Air({ access: 'aloha', channels: 5 })
    for (let i = 0; i < pairs; i++) {
      const [at, from] = [i * 5000, 1 + 2 * (i % 1000)]
      air.send({ at, from, to: DAP }, { at: at + 10, from: from + 1, to: DAP })
    }
    air.run()
    const met = air.failures.length / 2
    // Binomial with p = 1/5; four standard deviations.
    expect(Math.abs(met - pairs / 5)).toBeLessThan(4 * Math.sqrt(pairs * 0.2 * 0.8))
  })

  it('meet in another domain only where it is said to be a neighbour', () => {
    const beside: Hearing = { ...ALL_HEAR_ALL, neighbours: (domain) => [1 - domain] }
    for (const [hearing, reasons] of [
      [ALL_HEAR_ALL, []],
      [beside, ['collision', 'collision']],
    ] as const) {
      const air = new Air({ access: 'aloha' }, hearing)
      air.send({ at: 0, from: ONE, to: DAP, domain: 0 }, { at: 500, from: 11, to: 10, domain: 1 }).run()
      expect(air.failures.map(({ reason }) => reason)).toEqual(reasons)
    }
  })
})

describe('a node has one radio', () => {
  it('and hears nothing while it speaks', () => {
    const air = new Air({ access: 'aloha' }, hearingOf([[ONE, DAP], [DAP, THIRD]])) // prettier-ignore
    air.send({ at: 0, from: ONE, to: DAP }, { at: 400, from: DAP, to: THIRD }).run()
    expect(air.failures).toEqual([{ frame: 0, at: 1000, reason: 'collision' }])
    expect(air.arrivals).toEqual([{ frame: 1, at: 1400 }])
  })

  it('and sends one frame at a time, those of a lower number of priority first, but never interrupts', () => {
    const air = new Air({})
    const priorities = [2, 3, 1, 0, 3, 1, 2]
    air.send(...priorities.map((priority) => ({ at: 0, from: ONE, to: DAP, priority }))).run()
    expect(air.arrivals.map(({ frame }) => frame)).toEqual([0, 3, 2, 5, 6, 1, 4])
  })

  it('and a queue of so many bytes, the frame that is being tried included', () => {
    const air = new Air({ queue: 2500, header: 100 })
    const frames = [0, 0, 0, 1150].map((at) => ({ at, from: ONE, to: DAP, bytes: 1000 }))
    air.send(...frames).run()
    expect(air.failures).toEqual([{ frame: 2, at: 0, reason: 'queue full' }])
    expect(air.arrivals.map(({ frame, at }) => [frame, at])).toEqual([[0, 1100], [1, 2200], [3, 3300]]) // prettier-ignore
    expect(air.network.links.get(0, BACKLOG_MAX)).toBe(2200)
  })
})

describe('acknowledgements', () => {
  const settings = { acknowledged: true, ack: 100, 'ack-after': 200, 'ack-time-out': 900, retries: 2 }

  it('are waited for, and the frame is sent again so often', () => {
    const air = new Air(settings)
    air.noise = (_, attempt) => attempt < 2
    air.send({ at: 0, from: ONE, to: DAP }).run()
    expect(air.sent.map(({ start }) => start)).toEqual([0, 1900, 3800])
    expect(air.arrivals).toEqual([{ frame: 0, at: 4800 }])
  })

  it('fail for good when the last one is missed', () => {
    const air = new Air(settings)
    air.noise = () => true
    air.send({ at: 0, from: ONE, to: DAP }).run()
    expect(air.failures).toEqual([{ frame: 0, at: 3 * 1900, reason: 'retries exhausted' }])
  })

  it('where nothing is sent again, the reason is what spoilt the frame', () => {
    for (const more of [{ retries: 0 }, { acknowledged: false }]) {
      const air = new Air({ ...settings, ...more })
      air.noise = () => true
      air.send({ at: 0, from: ONE, to: DAP }).run()
      expect(air.failures).toEqual([{ frame: 0, at: 1000, reason: 'noise' }])
    }
  })

  it('keep the channel busy for those who hear the receiver', () => {
    // The other one hears only the DAP: it comes when the frame is over and the answer is on the air, from 1200 to 1300.
    const hidden = hearingOf([[ONE, DAP], [OTHER, DAP]]) // prettier-ignore
    for (const [at, reasons] of [
      [1250, ['channel busy']],
      [1300, []],
    ] as const) {
      const air = new Air({ ...settings, retries: 0 }, hidden)
      air.send({ at: 0, from: ONE, to: DAP }, { at, from: OTHER, to: DAP }).run()
      expect(air.failures.map(({ reason }) => reason)).toEqual(reasons)
    }
  })

  it('spoil what their sender would receive meanwhile', () => {
    // The frame of the other one begins before the answer, and is on the air when that begins.
    const hidden = hearingOf([[ONE, DAP], [OTHER, DAP]]) // prettier-ignore
    const air = new Air({ ...settings, retries: 0 }, hidden)
    air.send({ at: 0, from: ONE, to: DAP }, { at: 1100, from: OTHER, to: DAP }).run()
    expect(air.arrivals).toEqual([{ frame: 0, at: 1000 }])
    expect(air.failures).toEqual([{ frame: 1, at: 2100, reason: 'collision' }])
  })

  it('are heard coming by those who know how long an exchange lasts', () => {
    const hidden = hearingOf([[ONE, DAP], [ONE, OTHER], [OTHER, DAP]]) // prettier-ignore
    // At 1100 nobody speaks, but the exchange lasts until 1300, the gap until 1350.
    const more = { 'after-busy': 'wait', 'max-back-offs': 1, gap: 50 } as const
    const air = new Air({ ...settings, ...more }, hidden)
    air.send({ at: 0, from: ONE, to: DAP }, { at: 1100, from: OTHER, to: DAP }).run()
    expect(air.failures).toEqual([])
    expect(air.sent.map(({ start }) => start)).toEqual([0, 1350])
  })
})

describe('a busy channel', () => {
  it('is tried again so often, with ever longer waits', () => {
    const settings = { 'back-off-unit': 100, 'min-exponent': 1, 'max-exponent': 3, 'max-back-offs': 4 }
    const air = new Air(settings, ALL_HEAR_ALL, 1, { busy: () => 1, spoils: () => 0 })
    const count = 3000
    const frames = Array.from({ length: count }, (_, i) => ({ at: i * 10_000, from: 1 + i, to: DAP }))
    air.send(...frames).run()
    expect(air.failures.every(({ reason }) => reason === 'channel busy')).toBe(true)
    // Means of 0…1, 0…3, 0…7, 0…7 and 0…7 units; five draws of at most 230 units of standard deviation each.
    const waits = air.failures.map(({ frame, at }) => at - frames[frame]!.at)
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / count
    expect(Math.abs(mean - (50 + 150 + 3 * 350))).toBeLessThan((4 * 230 * Math.sqrt(5)) / Math.sqrt(count))
  })

  it('may be so with traffic that is not simulated, and a share of the frames is spoilt by it', () => {
    const [busy, spoils, backOffs, count] = [0.4, 0.25, 2, 4000]
    const settings = { 'back-off-unit': 100, 'min-exponent': 1, 'max-exponent': 3, 'max-back-offs': backOffs }
    const air = new Air(settings, ALL_HEAR_ALL, 1, { busy: () => busy, spoils: () => spoils })
    air.send(...Array.from({ length: count }, (_, i) => ({ at: i * 10_000, from: 1 + (i % 4000), to: DAP }))).run()
    const of = (reason: string) => air.failures.filter((one) => one.reason === reason).length
    const within = (number: number, share: number, of: number) =>
      expect(Math.abs(number - share * of)).toBeLessThan(4 * Math.sqrt(of * share * (1 - share)))
    within(of('channel busy'), busy ** (backOffs + 1), count)
    within(of('collision'), spoils, count - of('channel busy'))
    expect(air.arrivals).toHaveLength(count - of('channel busy') - of('collision'))
  })
})

describe('a frame for everyone', () => {
  it('reaches those that hear no other, and is not acknowledged', () => {
    const hearing = hearingOf([[DAP, ONE], [DAP, OTHER], [THIRD, OTHER]]) // prettier-ignore
    const air = new Air({ acknowledged: true, ack: 10, 'ack-time-out': 20, retries: 3 }, hearing)
    const heard: boolean[][] = []
    air.onFlood = (frame) => {
      if (frame === 0) heard.push([ONE, OTHER, THIRD].map((node) => air.contention.reached(node)))
    }
    // The third speaks to a node that nobody else hears; it is over before the frame for everyone is.
    air.send({ at: 0, from: DAP, to: EVERYONE }, { at: 100, from: THIRD, to: 9, bytes: 50 }).run()
    expect(heard).toEqual([[true, false, false]])
    expect(air.arrivals.map(({ frame }) => frame)).toEqual([1, 0])
    expect(air.sent.find(({ frame }) => frame === 0)).toEqual({ frame: 0, start: 0, finish: 1000 })
  })
})
