import { totalmem } from 'node:os'
import { describe, expect, test } from 'vitest'
import { refused } from './refused.js'
import { SMALL } from './sgsim.js'

describe('a value that cannot be meant is refused with its place:', () => {
  test('a rate without its unit', () => {
    const said = refused(`${SMALL}networks: { nan: { rate: 100 } }\n`)
    expect(said).toBe(
      'town.yaml:6:26: networks.nan.rate: expected a rate with its unit, such as "100 kbps", found 100\n' +
        '  write "100 bps" where it is bits a second\n',
    )
  })

  test('a negative quantity', () => {
    const said = refused(SMALL.replace('90', '-90'))
    const key = 'quantities.meters.electric.residential'
    expect(said).toBe(`town.yaml:5:50: ${key}: expected a number of at least 0; found -90\n`)
  })

  test('no meter at all, which nothing could fail', () => {
    const said = refused('name: small\nduration: 1 h\n')
    expect(said).toMatch(
      /^town\.yaml:1:1: expected at least one meter or other device, found none\n {2}for example quantities: /,
    )
  })

  test('a value where a group of keys belongs', () => {
    expect(refused(`${SMALL}networks: fast\n`)).toBe(
      'town.yaml:6:11: networks: expected a group of keys; found "fast"\n',
    )
  })

  test('more meters than the machine can hold, with the memory that they need', () => {
    const said = refused(SMALL.replace('90', '1e12'))
    const words = /^town\.yaml:5:23: 1000000000010 meters need about (\d+) GB of memory, this machine has ([\d.]+) GB\n/
    expect(said).toMatch(words)
    const [, needed, available] = words.exec(said)!
    // A byte a meter is 1000 GB, and nothing smaller than a byte can tell meters apart.
    expect(Number(needed)).toBeGreaterThan(1000)
    expect(Number(available)).toBeCloseTo(totalmem() / 1e9, 0)
  })
})

describe('a deployment that is wrong in several places', () => {
  test('is told all of them at once, in the order of the file', () => {
    const said = refused('name: Small Town\nprofile: ACvV\nduration: 5\nefects: causal\n')
    const lines = said.split('\n').filter((line) => line.startsWith('town.yaml'))
    expect(lines.map((line) => line.slice(0, 'town.yaml:1:1'.length))).toEqual([
      'town.yaml:1:7',
      'town.yaml:2:1',
      'town.yaml:3:1',
      'town.yaml:4:1',
    ])
  })
})
