import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceShares, type DevicesHeld } from '../../src/check/device-shares.js'

const BOUND = { share: 0.9, strict: false }

/** The same from a list of all payloads: of which device, and whether it met the bound. */
function naive(all: readonly { device: number; good: boolean }[], bound: typeof BOUND): DevicesHeld | undefined {
  const devices = new Map<number, boolean[]>()
  for (const { device, good } of all) devices.set(device, [...(devices.get(device) ?? []), good])
  if (devices.size === 0) return undefined
  const good = all.filter((one) => one.good).length
  const held: DevicesHeld = {
    devices: devices.size,
    below: 0,
    failing: 0,
    failingByChance: 0,
    payloads: all.length,
    good,
  }
  for (const own of devices.values()) {
    const good = own.filter((one) => one).length
    const mine = good / own.length
    if (bound.strict ? mine <= bound.share : mine < bound.share) held.below++
    if (good < own.length) held.failing++
    held.failingByChance += 1 - (held.good / held.payloads) ** own.length
  }
  return held
}

function expectSame(counted: DevicesHeld | undefined, expected: DevicesHeld | undefined) {
  if (expected === undefined) return expect(counted).toBeUndefined()
  const { failingByChance, ...whole } = expected
  expect(counted).toMatchObject(whole)
  expect(counted!.failingByChance).toBeCloseTo(failingByChance, 6)
}

describe('payloads by device', () => {
  it('agree with a list of all, for few devices and many, kept in a hash or in a row', () => {
    const some = fc.record({ size: fc.constantFrom(1, 10, 16, 17, 100, 5000), n: fc.nat(600), first: fc.nat(1000) })
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat(1e6)), fc.boolean(), ({ size, n, first }, draws, strict) => {
        const shares = new DeviceShares(first, size)
        const all: { device: number; good: boolean }[] = []
        for (let i = 0; i < n; i++) {
          const [at, luck] = [draws.next().value as number, draws.next().value as number]
          const one = { device: first + (at % size), good: luck % 10 > 0 }
          all.push(one)
          shares.counted(one.device)
          if (one.good) shares.good(one.device)
        }
        expectSame(shares.held({ share: 0.9, strict }), naive(all, { share: 0.9, strict }))
      }),
      { seed: 5, numRuns: 60 },
    )
  })

  it('stay exact beyond 255 and 65 535 of one device, beside devices of which there are few', () => {
    const shares = new DeviceShares(0, 3)
    const [many, some, few] = [70_000, 300, 2]
    for (let i = 0; i < many; i++) {
      shares.counted(0)
      if (i >= 7000) shares.good(0)
    }
    for (let i = 0; i < some; i++) {
      shares.counted(1)
      if (i >= 31) shares.good(1)
    }
    for (let i = 0; i < few; i++) {
      shares.counted(2)
      shares.good(2)
    }
    // 63 000 of 70 000 is 90 % exactly, 269 of 300 is less.
    expect(shares.held(BOUND)).toMatchObject({ devices: 3, below: 1, failing: 2 })
    expect(shares.held({ share: 0.9, strict: true })).toMatchObject({ devices: 3, below: 2, failing: 2 })
  })

  it('keep several bounds apart', () => {
    const shares = new DeviceShares(100, 50, 3)
    for (let device = 100; device < 150; device++) {
      for (let bound = 0; bound < 3; bound++) {
        if (bound === 2 && device >= 110) continue
        shares.counted(device, bound)
        if (bound === 0 || device % 2 === 0) shares.good(device, bound)
      }
    }
    expect(shares.held(BOUND, 0)).toMatchObject({ devices: 50, below: 0, failing: 0, failingByChance: 0 })
    expect(shares.held(BOUND, 1)).toMatchObject({ devices: 50, below: 25, failing: 25 })
    expect(shares.held(BOUND, 2)).toMatchObject({ devices: 10, below: 5, failing: 5 })
    // Of one payload each, as many fail as by chance.
    expect(shares.held(BOUND, 1)!.failingByChance).toBeCloseTo(25, 9)
  })

  it('tell failures that fall on a few devices from as many spread over all', () => {
    const [few, spread] = [new DeviceShares(0, 100), new DeviceShares(0, 100)]
    for (let device = 0; device < 100; device++) {
      for (let i = 0; i < 10; i++) {
        few.counted(device)
        spread.counted(device)
        // A tenth of all fails: all of ten devices, or one of each.
        if (device >= 10) few.good(device)
        if (i > 0) spread.good(device)
      }
    }
    expect(few.held({ share: 0.95, strict: false })).toMatchObject({ below: 10, failing: 10 })
    expect(spread.held({ share: 0.95, strict: false })).toMatchObject({ below: 100, failing: 100 })
    // 100 devices with 10 payloads each, nine of ten of which are good: 100 × (1 - 0.9^10).
    expect(few.held(BOUND)!.failingByChance).toBeCloseTo(65.13, 2)
  })

  it('are of none where none counted, and refuse what is no device of theirs', () => {
    expect(new DeviceShares(0, 10).held(BOUND)).toBeUndefined()
    expect(() => new DeviceShares(5, 100).counted(4)).toThrow(RangeError)
    expect(() => new DeviceShares(5, 100).counted(105)).toThrow(RangeError)
  })
})
