import { describe, expect, test } from 'vitest'
import { partsInMemory, refuseTooLarge } from '../../src/run/memory.js'
import { deploymentOf } from '../deployment/fixture.js'

const TOWN = 'name: a\nduration: 1 day\nquantities: { meters: { electric: { residential: 1000 } } }\n'
const GIB = 2 ** 30

describe('a deployment that the machine cannot hold', () => {
  test('is refused for its meters, with the memory that they need', () => {
    const city = deploymentOf(TOWN, 'quantities.meters.electric.residential=1e12')
    expect(() => refuseTooLarge(city, 8 * GIB)).toThrow(/1000000000000 meters need about \d+(\.\d+)? GB of memory/)
  })

  // 14,000 weeks are 2.4 million hours.
  test('is refused for its duration, since every hour is counted', () => {
    const long = deploymentOf(TOWN.replace('1 day', '14000 weeks'))
    expect(() => refuseTooLarge(long, 4 * GIB)).toThrow(
      /^test.yaml:2:11: .* hour by hour need about \d+.* GB of memory/,
    )
  })

  test('runs where the machine can', () => {
    expect(() => refuseTooLarge(deploymentOf(TOWN), GIB)).not.toThrow()
  })
})

// A small run needs about 120 MB, most of them for the program, which every thread has.
test('parts of a run are no more than there is room for, beside the back office', () => {
  const town = deploymentOf(TOWN)
  expect(partsInMemory(town, 8 * GIB)).toBeGreaterThan(60)
  expect(partsInMemory(town, GIB)).toBe(7)
  expect(partsInMemory(town, GIB / 8)).toBe(0)
})
