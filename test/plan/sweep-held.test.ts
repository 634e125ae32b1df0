import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { pointsIn, writePoint } from '../../src/plan/sweep-files.js'
import { claim, refuseOtherSweep, unclaimIfEmpty } from '../../src/plan/sweep-held.js'
import { identityOf, type SweepIdentity } from '../../src/plan/sweep-identity.js'
import { sweepOfOptions } from '../../src/plan/sweep-options.js'
import { writeSweepTables } from '../../src/plan/sweep-tables.js'
import { ONE_RUN } from '../../src/run/statistics.js'
import { deploymentOf } from '../deployment/fixture.js'
import { folder } from '../input/files.js'

const base = deploymentOf('name: town\nquantities: { meters: { electric: { residential: 100 } } }\n')
const MINE = identityOf(base, sweepOfOptions(['seed=1,2'], undefined)!, ONE_RUN)
const THEIRS: SweepIdentity = { ...MINE, sgsim: '9.9.9' }

const pointOf = (identity: SweepIdentity, point: number) =>
  ({ identity, point, values: { seed: point }, outcome: { cannot: 'no' } }) as const

function problemOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'none'
}

const refused = (place: string, identity = MINE) => problemOf(() => refuseOtherSweep(place, identity, 'hint'))

describe('a folder of a sweep', () => {
  test('is of the first that claims it: the second is refused, the same one is not', () => {
    const place = folder()
    expect(claim(place, THEIRS, 'hint', false)).toBe(true)
    expect(claim(place, THEIRS, 'hint', false)).toBe(false)
    expect(problemOf(() => claim(place, MINE, 'hint', false)).split('\n')).toEqual([
      `${place}: holds another sweep, of "town" (0 of its 2 points, varied: seed; sgsim 9.9.9)`,
      `  ${join(place, 'points', 'identity.json')} differs from this one in the version of sgsim "9.9.9" and "${MINE.sgsim}"`,
      '  hint',
    ])
    expect([refused(place, THEIRS), refused(place)]).toEqual(['none', expect.stringContaining('holds another sweep')])
    expect(readdirSync(join(place, 'points'))).toEqual(['identity.json'])
  })

  test('is known by its points or by its tables alone, too', () => {
    const place = folder()
    writePoint(place, pointOf(MINE, 1))
    expect(refused(place)).toBe('none')
    writePoint(place, pointOf(THEIRS, 2))
    expect(refused(place)).toMatch(/\(2 of its 2 points.+\n.*000002\.json differs/)
    const tables = folder()
    writeSweepTables(
      tables,
      THEIRS,
      [1, 2].map((number) => pointOf(THEIRS, number)),
    )
    expect(refused(tables)).toContain('0 of its 2 points')
    expect(refused(tables, THEIRS)).toBe('none')
  })

  test('is cleared of another sweep where that is asked for, and of nothing that is of this one', () => {
    const place = folder()
    claim(place, THEIRS, 'hint', false)
    writePoint(place, pointOf(THEIRS, 1))
    writePoint(place, pointOf(MINE, 2))
    writeSweepTables(
      place,
      THEIRS,
      [1, 2].map((number) => pointOf(THEIRS, number)),
    )
    expect(claim(place, MINE, 'hint', true)).toBe(true)
    expect(pointsIn(place)).toEqual([2])
    expect(readdirSync(place)).toEqual(['points'])
    expect(refused(place)).toBe('none')
  })

  test('is claimed anew where the claim is broken, and no longer where no point came of it', () => {
    const place = join(folder(), 'out')
    claim(place, MINE, 'hint', false)
    const path = join(place, 'points', 'identity.json')
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, whole.slice(0, 9))
    expect(claim(place, MINE, 'hint', false)).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe(whole)
    writePoint(place, pointOf(MINE, 1))
    unclaimIfEmpty(place)
    expect(existsSync(path)).toBe(true)
    rmSync(join(place, 'points', '000001.json'))
    unclaimIfEmpty(place)
    expect(existsSync(place)).toBe(false)
  })
})
