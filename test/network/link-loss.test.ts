import { describe, expect, it } from 'vitest'
import { EVERYONE } from '../../src/network/medium.js'
import { LinkLoss, linkLossSchema, lossForGood, meanLoss, type LinkLossSettings } from '../../src/network/link-loss.js'
import { lossDraw } from '../../src/network/loss-draw.js'
import { shareInterval } from '../../src/stats/share-interval.js'
import { Bench } from './bench.js'

const SECOND = 1_000_000

/** Losses of a link on a table: each transmission is of a packet of its own. */
function table(settings: LinkLossSettings, seed = 1) {
  const { network } = new Bench(seed)
  const { packets } = network
  const loss = new LinkLoss(settings, seed, network.book, 10)
  const packet = packets.take()
  const fails = (node: number, serial: number, at = 0, attempt = 0) => {
    packets.serial[packet] = serial
    return loss.fails(packet, node, attempt, at)
  }
  const draw = (serial: number, attempt = 0) => {
    packets.serial[packet] = serial
    return lossDraw(packets, packet, attempt, seed)
  }
  return { loss, fails, draw, book: network.book }
}

describe('the losses of links that are all alike', () => {
  it('are the draws of a plain share, the same for any node at any time', () => {
    const { fails, draw } = table(0.3)
    for (let i = 0; i < 2000; i++) expect(fails(i % 12, i, i, i % 4)).toBe(draw(i, i % 4) < 0.3)
    const group = table({ share: 0.3 })
    for (let i = 0; i < 2000; i++) expect(group.fails(i % 12, i, i)).toBe(draw(i) < 0.3)
  })

  it.each([0, { share: 0 }, { share: 0, poor: { devices: 0, share: 1 } }])(
    'are never where the share is none: %j',
    (none) => {
      const { loss, fails } = table(none)
      expect(loss.never).toBe(true)
      for (let i = 0; i < 100; i++) expect(fails(i, i)).toBe(false)
    },
  )

  it.each([
    0.01,
    { share: 0, poor: { devices: 0.1, share: 0.5 } },
    { share: 0, bursts: { every: 9, length: 1, share: 0.1 } },
  ])('may be where any share is above none: %j', (some) => {
    expect(table(some).loss.never).toBe(false)
  })
})

describe('poor links', () => {
  const settings = { share: 0.1, poor: { devices: 0.2, share: 0.8 } }
  const shareOf = (node: number, seed: number, from: number) => {
    const { fails } = table(settings, seed)
    let lost = 0
    for (let i = 0; i < 400; i++) if (fails(node, from + node * 400 + i, i * SECOND)) lost++
    return lost / 400
  }

  it('are the same nodes from day to day: each loses the one share or the other, whatever is sent', () => {
    // 400 draws of 0.1 stay below 0.3, and of 0.8 above 0.6, but for a chance of 1e-20.
    const poor = (seed: number, from: number) =>
      Array.from({ length: 300 }, (_, node) => shareOf(node, seed, from) > 0.45)
    for (let node = 0; node < 300; node++) {
      const share = shareOf(node, 3, 0)
      expect(share < 0.3 || share > 0.6).toBe(true)
    }
    expect(poor(3, 1e6)).toEqual(poor(3, 0))
    expect(poor(4, 0)).not.toEqual(poor(3, 0))
    const interval = shareInterval(poor(3, 0).filter(Boolean).length, 300, 0.999)
    expect(interval.low).toBeLessThan(0.2)
    expect(interval.high).toBeGreaterThan(0.2)
  })

  it('weigh in with their share where a packet is for many', () => {
    const { fails, draw } = table(settings)
    const mean = 0.8 * 0.1 + 0.2 * 0.8
    for (let i = 0; i < 5000; i++) expect(fails(EVERYONE, i)).toBe(draw(i) < mean)
  })
})

describe('bursts of losses', () => {
  // All is lost in a burst, nothing between: a look says which it is.
  const settings = { share: 0, bursts: { every: 10 * SECOND, length: 2 * SECOND, share: 1 } }

  it('are of each node by itself, and there at the same moment for whoever looks', () => {
    const { fails } = table(settings)
    const states = Array.from({ length: 500 }, (_, node) => fails(node, node, 7))
    for (let look = 1; look <= 3; look++) {
      expect(states.map((_, node) => fails(node, 1000 * look + node, 7))).toEqual(states)
    }
    const interval = shareInterval(states.filter(Boolean).length, 500, 0.999)
    expect(interval.low).toBeLessThan(0.2)
    expect(interval.high).toBeGreaterThan(0.2)
  })

  it.each([0.1, 1, 5, 60])('are remembered over %d s as two states that change at random times are', (seconds) => {
    const { fails } = table(settings)
    const n = 20_000
    const seen = { burst: 0, after: 0, quiet: 0, later: 0 }
    for (let node = 0; node < n; node++) {
      const first = fails(node, node, 0)
      const second = fails(node, n + node, seconds * SECOND)
      seen[first ? 'burst' : 'quiet']++
      if (second) seen[first ? 'after' : 'later']++
    }
    // Rates 1/2 and 1/8 a second: the memory fades as exp(-(1/2 + 1/8) t).
    const memory = Math.exp(-(1 / 2 + 1 / 8) * seconds)
    const after = shareInterval(seen.after, seen.burst, 0.999)
    expect(after.low).toBeLessThan(0.2 + 0.8 * memory)
    expect(after.high).toBeGreaterThan(0.2 + 0.8 * memory)
    const later = shareInterval(seen.later, seen.quiet, 0.999)
    expect(later.low).toBeLessThan(0.2 - 0.2 * memory)
    expect(later.high).toBeGreaterThan(0.2 - 0.2 * memory)
  })

  it('do not depend on how often someone looked in between', () => {
    // Of a memoryless state, a look at the middle changes nothing in the share that is found at the end.
    const share = (looks: number) => {
      const { fails } = table(settings)
      let lost = 0
      for (let node = 0; node < 20_000; node++) {
        for (let look = 0; look < looks; look++) fails(node, look * 20_000 + node, (look * SECOND) / looks)
        if (fails(node, 1e6 + node, SECOND)) lost++
      }
      return shareInterval(lost, 20_000, 0.999)
    }
    for (const looks of [0, 1, 7]) {
      expect(share(looks).low).toBeLessThan(0.2)
      expect(share(looks).high).toBeGreaterThan(0.2)
    }
  })

  it('take the place of the share of the link, poor or not', () => {
    const { fails, draw } = table({
      share: 0.1,
      poor: { devices: 1, share: 0.5 },
      bursts: { every: 4, length: 1, share: 0.9 },
    })
    // Looks far apart: a quarter of them are in a burst.
    let lost = 0
    for (let i = 0; i < 40_000; i++) {
      const failed = fails(5, i, i * 1000)
      if (failed) lost++
      if (draw(i) < 0.5) expect(failed).toBe(true)
      if (draw(i) >= 0.9) expect(failed).toBe(false)
    }
    const interval = shareInterval(lost, 40_000, 0.999)
    expect(interval.low).toBeLessThan(0.25 * 0.9 + 0.75 * 0.5)
    expect(interval.high).toBeGreaterThan(0.25 * 0.9 + 0.75 * 0.5)
  })
})

describe('the share that is lost for good', () => {
  it('is that of each attempt to the power of the attempts, where all links are alike', () => {
    expect(lossForGood(0.5, 3, 0)).toBe(0.0625)
    expect(lossForGood({ share: 0.5 }, 3, 1000)).toBe(0.0625)
    expect(meanLoss(0.3)).toBe(0.3)
  })

  it('is the mean over the links, not that of a mean link', () => {
    const settings = { share: 0.01, poor: { devices: 0.1, share: 0.9 } }
    expect(lossForGood(settings, 2, 0)).toBeCloseTo(0.9 * 0.01 ** 3 + 0.1 * 0.9 ** 3, 12)
  })

  it('is in a burst that outlasts all attempts what it is there, and otherwise that of looks far apart', () => {
    const settings = { share: 0.2, bursts: { every: 10 * SECOND, length: 2 * SECOND, share: 0.9 } }
    expect(meanLoss(settings)).toBeCloseTo(0.8 * 0.2 + 0.2 * 0.9, 12)
    expect(lossForGood(settings, 2, 0)).toBeCloseTo(0.8 * 0.2 ** 3 + 0.2 * 0.9 ** 3, 12)
    expect(lossForGood(settings, 2, 1000 * SECOND)).toBeCloseTo(meanLoss(settings) ** 3, 12)
  })

  it('is what comes out when packets are sent again', () => {
    const settings = {
      share: 0.1,
      poor: { devices: 0.3, share: 0.5 },
      bursts: { every: 4 * SECOND, length: SECOND, share: 0.9 },
    }
    const { fails } = table(settings, 9)
    const [n, between] = [50_000, SECOND / 2]
    let lost = 0
    // Another node each, so that the packets are independent.
    for (let node = 0; node < n; node++)
      if ([0, 1, 2].every((attempt) => fails(node, node, attempt * between, attempt))) lost++
    const interval = shareInterval(lost, n, 0.999)
    expect(interval.low).toBeLessThan(lossForGood(settings, 2, between))
    expect(interval.high).toBeGreaterThan(lossForGood(settings, 2, between))
  })
})

describe('the key loss', () => {
  const schema = linkLossSchema('1%')

  it('is a share, or a group of keys', () => {
    expect(schema.parse(undefined)).toBe(0.01)
    expect(schema.parse('2%')).toBe(0.02)
    const written = {
      share: '1%',
      poor: { devices: '5%', share: '30%' },
      bursts: { every: '10 min', length: '2 s', share: '90%' },
    }
    expect(schema.parse(written)).toEqual({
      share: 0.01,
      poor: { devices: 0.05, share: 0.3 },
      bursts: { every: 600 * SECOND, length: 2 * SECOND, share: 0.9 },
    })
    expect(schema.parse({ share: '1%' })).toEqual({ share: 0.01 })
  })

  it.each([
    ['100%', [], 'below 100%'],
    ['5', [], 'expected a share with its unit, such as "0.1%", found "5"'],
    [0.1, [], 'expected a share with its unit, such as "0.1%", found 0.1'],
    [['1%'], [], 'expected a share with its unit, such as "0.1%", found a list'],
    [{ share: '1%', pour: {} }, [], 'Unrecognized key: "pour"'],
    [{ share: '100%' }, ['share'], 'below 100%'],
    [{ poor: { devices: '5%', share: '30%' } }, ['share'], 'expected a share with its unit'],
    [{ share: '1%', poor: { devices: '5%' } }, ['poor', 'share'], 'expected a share with its unit'],
    [{ share: '5%', poor: { devices: '5%', share: '1%' } }, ['poor', 'share'], 'at least that of the other links'],
    [{ share: '5%', bursts: { every: '1 s', length: '1 s', share: '9%' } }, ['bursts', 'every'], 'from burst to burst'],
    [{ share: '5%', bursts: { every: '1 s', length: '0 s', share: '9%' } }, ['bursts', 'length'], 'above zero'],
    [{ share: '5%', bursts: { every: '1 min', length: '1 s', share: '1%' } }, ['bursts', 'share'], 'between bursts'],
  ])('refuses %j at the key that is wrong', (written, path, says) => {
    const issues = flat(schema.safeParse(written).error!.issues)
    const [issue] = issues.filter((one) => one.path.join() === path.join())
    expect(issue?.message).toContain(says)
  })

  interface Issue {
    path: PropertyKey[]
    message: string
    errors?: Issue[][]
  }

  /** What a deployment reports: where both alternatives are wrong, the problems inside the group. */
  function flat(issues: readonly Issue[]): Issue[] {
    return issues.flatMap((issue) => [issue, ...(issue.errors ?? []).flatMap((list) => flat(list))])
  }
})
