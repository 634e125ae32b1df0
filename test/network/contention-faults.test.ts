import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AccessSettings } from '../../src/network/contention-access.js'
import { ALL_HEAR_ALL } from '../../src/network/contention-air.js'
import { EVERYONE } from '../../src/network/medium.js'
import { Air, hearingOf, type AirFrame } from './air.js'

const DAP = 0
const [ONE, OTHER, THIRD] = [1, 2, 3]
const ALOHA: Partial<AccessSettings> = { access: 'aloha' }
const ACKNOWLEDGED: Partial<AccessSettings> = {
  acknowledged: true,
  ack: 10,
  'ack-after': 5,
  'ack-time-out': 100,
  retries: 2,
}

const failing = (settings: Partial<AccessSettings>, hearing = ALL_HEAR_ALL, seed = 1) =>
  new Air(settings, hearing, seed, undefined, true)

describe('a node that goes down', () => {
  it('spoils what it is sending, and what it held is gone, unsent, in the same instant', () => {
    const air = failing(ALOHA).at(500, ({ nodes }) => nodes.fall(ONE))
    air.send({ at: 0, from: ONE, to: DAP }, { at: 0, from: ONE, to: DAP }, { at: 100, from: ONE, to: DAP }).run()
    expect(air.arrivals).toEqual([])
    expect(air.failures).toEqual([0, 1, 2].map((frame) => ({ frame, at: 1000, reason: 'node down' })))
    expect(air.sent.map(({ frame }) => frame)).toEqual([0])
    expect(air.contention.inside).toBe(0)
  })

  it('sends what it has got since it came up, as soon as what it lost is out of the way', () => {
    const air = failing(ALOHA)
      .at(200, ({ nodes }) => nodes.fall(ONE))
      .at(300, ({ nodes }) => nodes.rise(ONE))
    air.send({ at: 0, from: ONE, to: DAP }, { at: 0, from: ONE, to: DAP }, { at: 400, from: ONE, to: DAP }).run()
    expect(air.failures.map(({ frame, at }) => [frame, at])).toEqual([[0, 1000], [1, 1000]]) // prettier-ignore
    expect(air.arrivals).toEqual([{ frame: 2, at: 2000 }])
  })

  it('leaves room in its queue for as much as before', () => {
    const air = failing({ ...ALOHA, queue: 2000 })
      .at(200, ({ nodes }) => nodes.fall(ONE))
      .at(300, ({ nodes }) => nodes.rise(ONE))
    air.send({ at: 0, from: ONE, to: DAP }, { at: 0, from: ONE, to: DAP })
    air.send({ at: 1500, from: ONE, to: DAP }, { at: 1500, from: ONE, to: DAP }, { at: 1500, from: ONE, to: DAP }).run()
    expect(air.failures.filter(({ at }) => at > 1000).map(({ frame, reason }) => [frame, reason])).toEqual([[4, 'queue full']]) // prettier-ignore
    expect(air.arrivals.map(({ frame }) => frame)).toEqual([2, 3])
  })

  it('may have held any number of frames', () => {
    const count = 20_000
    const air = failing(ALOHA).at(500, ({ nodes }) => nodes.fall(ONE))
    air.send(...Array.from({ length: count }, () => ({ at: 0, from: ONE, to: DAP }))).run()
    expect(air.failures).toHaveLength(count)
    expect(new Set(air.failures.map(({ at }) => at))).toEqual(new Set([1000]))
  })

  it('does not notice any more that its frame was not acknowledged', () => {
    const air = failing({ ...ALOHA, ...ACKNOWLEDGED, retries: 0, 'ack-time-out': 400 })
    air.noise = () => true
    air
      .at(1200, ({ nodes }) => nodes.fall(ONE))
      .send({ at: 0, from: ONE, to: DAP }, { at: 0, from: ONE, to: DAP })
      .run()
    // Without retries a frame is given up at its end; the one behind it would be tried when the time-out is over.
    expect(air.failures).toEqual([
      { frame: 0, at: 1000, reason: 'noise' },
      { frame: 1, at: 1400, reason: 'node down' },
    ])
  })
})

describe('a node that is down', () => {
  it('answers nothing: frames for it are sent again, and given up', () => {
    const air = failing({ ...ALOHA, ...ACKNOWLEDGED })
    air.nodes.fall(DAP)
    air.send({ at: 0, from: ONE, to: DAP }).run()
    // Three times a frame and its time-out.
    expect(air.sent.map(({ start }) => start)).toEqual([0, 1100, 2200])
    expect(air.failures).toEqual([{ frame: 0, at: 3300, reason: 'node down' }])
  })

  it('gets what is sent again when it is up', () => {
    const air = failing({ ...ALOHA, ...ACKNOWLEDGED }).at(2000, ({ nodes }) => nodes.rise(DAP))
    air.nodes.fall(DAP)
    air.send({ at: 0, from: ONE, to: DAP }).run()
    expect(air.arrivals).toEqual([{ frame: 0, at: 3200 }])
  })

  it('misses what is not acknowledged, also where it was down for a part of it', () => {
    for (const [falls, rises] of [[-1, 1e6], [100, 200], [-1, 999], [999, 1e6]] as const) {
      const air = failing(ALOHA).at(rises, ({ nodes }) => nodes.rise(DAP))
      if (falls < 0) air.nodes.fall(DAP)
      else air.at(falls, ({ nodes }) => nodes.fall(DAP))
      air.send({ at: 0, from: ONE, to: DAP }).run()
      expect(air.failures).toEqual([{ frame: 0, at: 1000, reason: 'node down' }])
    } // prettier-ignore
  })

  it('is spoken to all the same, which disturbs others', () => {
    const hearing = hearingOf([[ONE, DAP]])
    const air = failing(ALOHA, hearing)
    air.nodes.fall(OTHER)
    air.send({ at: 0, from: THIRD, to: DAP }, { at: 500, from: ONE, to: OTHER }).run()
    expect(air.failures.map(({ frame, reason }) => [frame, reason])).toEqual([[0, 'collision'], [1, 'node down']]) // prettier-ignore
  })

  it('does not hear what is for all, nor does one that is outside of its network', () => {
    const air = failing(ALOHA)
    const reached: number[] = []
    air.onFlood = () => reached.push(...[ONE, OTHER, THIRD, 4].filter((node) => air.contention.reached(node)))
    air.nodes.fall(OTHER)
    air.nodes.fall(THIRD)
    air.nodes.rise(THIRD, true)
    air.at(500, ({ nodes }) => nodes.fall(4))
    air.send({ at: 0, from: DAP, to: EVERYONE }).run()
    expect(reached).toEqual([ONE])
  })

  it('takes what is for it when it is outside of its network, but sends nothing on', () => {
    const air = failing(ALOHA)
    for (const node of [ONE, OTHER]) {
      air.nodes.fall(node)
      air.nodes.rise(node, true)
    }
    // A frame to the head of the domain, and one to a node in between.
    air.send({ at: 100, from: THIRD, to: ONE, domain: ONE }, { at: 5000, from: THIRD, to: OTHER }).run()
    expect(air.arrivals.map(({ frame }) => frame)).toEqual([0])
    expect(air.failures.map(({ frame, reason }) => [frame, reason])).toEqual([[1, 'node down']])
  })
})

describe('a link that is down', () => {
  it('carries nothing until it is there again', () => {
    const air = failing(ALOHA)
    const number = air.states.numberOf('air')
    air.at(500, ({ states }) => states.fall(number, 0)).at(3000, ({ states }) => states.rise(number, 0))
    air.send(...[0, 100, 200, 2000, 4000].map((at) => ({ at, from: ONE, to: DAP }))).run()
    // What is on the air when it fails gets through: it is no node that dies.
    expect(air.arrivals.map(({ frame, at }) => [frame, at])).toEqual([[0, 1000], [4, 5000]]) // prettier-ignore
    expect(air.failures.map(({ frame, at, reason }) => [frame, at, reason])).toEqual([
      [1, 1000, 'link down'],
      [2, 1000, 'link down'],
      [3, 2000, 'link down'],
    ])
  })
})

describe('other traffic that takes a share of a channel', () => {
  const count = 8000
  const frames = Array.from({ length: count }, (_, i): AirFrame => ({ at: i * 10_000, from: 1 + (i % 4000), to: DAP }))
  const lostShare = (settings: Partial<AccessSettings>, taken: number, background = 0) => {
    const sees = { busy: () => background, spoils: () => background }
    const air = new Air(settings, ALL_HEAR_ALL, 1, background > 0 ? sees : undefined, true)
    air.states.fill(air.states.numberOf('air'), 0, taken)
    air.send(...frames).run()
    return { share: air.failures.length / count, reasons: new Set(air.failures.map(({ reason }) => reason)) }
  }
  // Binomial; four standard deviations.
  const margin = (share: number) => 4 * Math.sqrt((share * (1 - share)) / count)

  it('is what a node hears for that share of the time', () => {
    const { share, reasons } = lostShare({ access: 'csma' }, 0.3)
    expect(reasons).toEqual(new Set(['channel busy']))
    expect(Math.abs(share - 0.3)).toBeLessThan(margin(0.3))
  })

  it('comes to what is there already', () => {
    // It is not heard with 0.7 × 0.8, and what is sent is not spoilt with 0.8: all hear all, so that the other traffic keeps out of the way.
    const lost = 1 - 0.7 * 0.8 * 0.8
    const { share } = lostShare({ access: 'csma' }, 0.3, 0.2)
    expect(Math.abs(share - lost)).toBeLessThan(margin(lost))
  })

  it('spoils what is sent by who does not listen, as frames as long as its own would: 1 - (1 - s)²', () => {
    const lost = 1 - 0.7 ** 2
    const { share, reasons } = lostShare(ALOHA, 0.3)
    expect(reasons).toEqual(new Set(['collision']))
    expect(Math.abs(share - lost)).toBeLessThan(margin(lost))
  })
})

describe('nodes that speak at once, unslotted and without back-off', () => {
  it.each([2, 3, 30, 1000])('are all spoilt, however many: %s', (count) => {
    const air = failing(ALOHA)
    air.send(...Array.from({ length: count }, (_, i) => ({ at: 100, from: 1 + i, to: DAP }))).run()
    expect(air.arrivals).toEqual([])
    expect(air.failures).toHaveLength(count)
    for (const { reason } of air.failures) expect(reason).toBe('collision')
  })
})

const MOST = 12
const frame = fc.record({
  at: fc.nat(20_000),
  from: fc.integer({ min: 1, max: MOST }),
  to: fc.integer({ min: -1, max: MOST }),
  bytes: fc.integer({ min: 1, max: 900 }),
  priority: fc.nat(2),
})
const change = fc.record({ at: fc.nat(25_000), node: fc.nat(MOST), lasts: fc.integer({ min: 1, max: 6000 }) })
const access = fc.constantFrom<Partial<AccessSettings>>(
  { access: 'csma', 'back-off-unit': 50, 'min-exponent': 2, 'max-exponent': 4, 'max-back-offs': 5, sensing: 10 },
  { access: 'csma', 'back-off-unit': 50, 'min-exponent': 2, 'max-exponent': 4, 'max-back-offs': 5, 'after-busy': 'wait', ...ACKNOWLEDGED }, // prettier-ignore
  ALOHA,
  { ...ALOHA, ...ACKNOWLEDGED, 'back-off-unit': 100, 'min-exponent': 3, 'max-exponent': 5, queue: 3000, channels: 2 },
  { access: 'slotted-aloha', ...ACKNOWLEDGED, 'back-off-unit': 1000, 'min-exponent': 1, 'max-exponent': 4 },
)
const sensible = (frames: AirFrame[]) => frames.map((one) => (one.to === one.from ? { ...one, to: DAP } : one))

describe('frames of nodes that go down and come up at any time', () => {
  it('end once each, and what a node held is never sent after its death', () => {
    const all = { sent: 0, arrived: 0, dead: 0 }
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 60 }), fc.array(change, { minLength: 5, maxLength: 30 }), access, (list, changes, settings) => {
        const frames = sensible(list)
        const air = failing(settings)
        const falls: { node: number; at: number }[] = []
        for (const { at, node, lasts } of changes) {
          air.at(at, ({ nodes }) => {
            nodes.fall(node)
            falls.push({ node, at })
          })
          air.at(at + lasts, ({ nodes }) => nodes.rise(node))
        }
        air.send(...frames).run()
        const ended = [...air.arrivals, ...air.failures].map((one) => one.frame).sort((a, b) => a - b)
        expect(ended).toEqual(frames.map((_, i) => i))
        expect(air.contention.inside).toBe(0)
        // All settings speak without turning round: a transmission starts when it is decided on.
        for (const { frame: i, start } of air.sent) {
          const { from, at } = frames[i]!
          expect(falls.filter((one) => one.node === from && one.at > at && one.at < start)).toEqual([])
        }
        all.sent += air.sent.length
        all.arrived += air.arrivals.length
        all.dead += air.failures.filter(({ reason }) => reason === 'node down').length
      }),
      { seed: 31, numRuns: 400 },
    ) // prettier-ignore
    for (const count of Object.values(all)) expect(count).toBeGreaterThan(400)
  })

  it('fare the same where nothing does fail as where nothing can', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 60 }), access, (list, settings) => {
        const [can, cannot] = [true, false].map((canFail) => new Air(settings, ALL_HEAR_ALL, 5, undefined, canFail).send(...sensible(list)).run()) // prettier-ignore
        expect([can!.arrivals, can!.failures, can!.sent]).toEqual([cannot!.arrivals, cannot!.failures, cannot!.sent])
      }),
      { seed: 32, numRuns: 200 },
    )
  })
})
