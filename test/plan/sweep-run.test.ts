import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDeployment } from '../../src/deployment/load.js'
import type { Override } from '../../src/input/overrides.js'
import { InputError } from '../../src/input/problems.js'
import { mergedPoints } from '../../src/plan/merge.js'
import { checkPoints } from '../../src/plan/sweep-check.js'
import { isThere, pointPath } from '../../src/plan/sweep-files.js'
import { identityOf } from '../../src/plan/sweep-identity.js'
import { sweepInFile } from '../../src/plan/sweep-in-file.js'
import { sweepOfOptions } from '../../src/plan/sweep-options.js'
import { runPoints } from '../../src/plan/sweep-run.js'
import { PointsHere, type PointRunner } from '../../src/plan/sweep-runners.js'
import { writeSweepTables } from '../../src/plan/sweep-tables.js'
import type { Sweep } from '../../src/plan/sweep.js'
import { run } from '../../src/run/run.js'
import { ONE_RUN } from '../../src/run/statistics.js'
import { catalogue } from '../deployment/fixture.js'
import { folder } from '../input/files.js'
import { rowsOf } from '../report/written.js'

const TOWN = `name: town
use-cases: [Service Switch]
duration: 6 hr
quantities: { meters: { electric: { residential: 400 } }, endpoints-per-dap: 100 }
`

/** A town of its own in a folder, and what a sweep of it needs. */
function townOf(vary: string[], profiles?: string, yaml = TOWN) {
  const place = folder()
  const file = join(place, 'town.yaml')
  writeFileSync(file, yaml)
  const withMore = (more: readonly Override[]) => loadDeployment(file, catalogue, more)
  const base = withMore([])
  const sweep = sweepOfOptions(vary, profiles) ?? sweepInFile(base)!
  return { place, withMore, base, sweep, identity: identityOf(base, sweep, ONE_RUN) }
}

type Town = ReturnType<typeof townOf>

const here = ({ withMore }: Town) => new PointsHere(withMore, ONE_RUN)

function numbers({ count }: Sweep): number[] {
  return Array.from({ length: count }, (_, i) => i + 1)
}

async function ran(town: Town, to: string, which = numbers(town.sweep), runner: PointRunner = here(town)) {
  const out = join(town.place, to)
  expect(await runPoints(out, town.sweep, town.identity, which, runner)).toBe(true)
  return out
}

function tablesOf(folders: string[], out: string): string[] {
  const { identity, points } = mergedPoints(folders)
  writeSweepTables(out, identity, points())
  return ['sweep.csv', 'sweep-requirements.csv', 'sweep.json'].map((name) => readFileSync(join(out, name), 'utf8'))
}

function problemOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'none'
}

describe('the points of a sweep', () => {
  test('give what a run of each by itself gives', async () => {
    const day = TOWN.replace('6 hr', '1 day').replace('Service Switch', 'Meter Reading').replace('400', '4000')
    const town = townOf(['nan.delay=20 ms,20 s'], undefined, day)
    const out = await ran(town, 'out')
    const [table, requirements] = tablesOf([out], out).map((text) => (text.startsWith('{') ? [] : rowsOf(text)))
    for (const number of [1, 2]) {
      const alone = (await run(town.withMore(town.sweep.point(number).values.map(({ override }) => override))))!
      const counts = (word: string) => String(alone.outcomes.filter(({ verdict }) => verdict === word).length)
      const row = table![number - 1]!
      expect(row).toMatchObject({ point: `${number}`, 'nan.delay': ['20 ms', '20 s'][number - 1] })
      expect([row['pass'], row['fail'], row['undecided'], row['not_exercised']]).toEqual(
        ['pass', 'fail', 'undecided', 'not exercised'].map(counts),
      )
      const own = requirements!.filter((one) => one['point'] === `${number}`)
      expect(own.map((one) => one['requirement'])).toEqual(alone.outcomes.map((one) => one.requirement.id))
      expect(own.map((one) => one['verdict'])).toEqual(alone.outcomes.map((one) => one.verdict))
      // The worst is one of those with the worst verdict, and none of them is further below its bound.
      const worst = alone.outcomes.find((one) => one.requirement.id === row['worst_requirement'])!
      expect(worst.verdict).toBe(row['worst_verdict'])
      const rivals = alone.outcomes.filter((one) => one.verdict === worst.verdict && one.counted > 0)
      const margin = (one: typeof worst) => one.shareInTime! - one.boundReliability
      expect(Math.min(...rivals.map(margin))).toBe(margin(worst))
    }
    // On-demand reads have 15 s (SRS 4.10.4.1): none is in time over a hop that takes 20 s.
    expect(table!.map((row) => row['fails'])).toEqual(['no', 'yes'])
    expect(table![1]).toMatchObject({ worst_verdict: 'fail', worst_share_in_time: '0' })
  })

  test('run on several machines make the same tables, byte for byte', async () => {
    const town = townOf(['nan.delay=20 ms,2 s', 'seed=1,2'])
    const all = await ran(town, 'all')
    const one = await ran(town, 'one', [4, 1])
    const other = await ran(town, 'other', [3, 2, 1])
    expect(tablesOf([one, other], join(town.place, 'merged'))).toEqual(tablesOf([all], all))
    expect(tablesOf([other, one], join(town.place, 'merged'))).toEqual(tablesOf([all], all))
  })

  test('that are there are not run again, but for another sweep, seed or version', async () => {
    const town = townOf(['seed=1,2'])
    const out = await ran(town, 'out')
    const of = (number: number, identity = town.identity) => isThere(out, town.sweep.point(number), identity)
    expect([of(1), of(2)]).toEqual([true, true])
    for (const change of [{ sgsim: '0.0.1' }, { node: 18 }, { seed: 7 }, { deploymentHash: 'x' }, { catalogueHash: 'x' }])
      expect(of(1, { ...town.identity, ...change }), JSON.stringify(change)).toBe(false) // prettier-ignore
    expect(isThere(out, { ...town.sweep.point(2), number: 1 }, town.identity)).toBe(false)
    const path = pointPath(out, 2)
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 500))
    expect(of(2)).toBe(false)
    expect(existsSync(pointPath(out, 3))).toBe(false)
  })

  test('whose profile a deployment cannot take are told with the reason, and are no mistake', async () => {
    // DDAAD by itself does not say how its AMI network is built (SRS 4.20.3).
    const town = townOf([], 'ACvW,DDAAD')
    expect(await checkPoints(town.sweep, [1, 2], town.withMore)).toBe(true)
    const out = await ran(town, 'out')
    const [first, second] = rowsOf(tablesOf([out], out)[0]!)
    expect(first).toMatchObject({ profile: 'ACvW', cannot: 'NA' })
    expect(second).toMatchObject({ profile: 'DDAAD', pass: 'NA' })
    expect(second!['cannot']).toContain('join it with an AMI profile')
  })

  test('are checked before any is run: all that is wrong, once, where it stands', async () => {
    const sweep = 'sweep: { grid: { nan.rate: [50 kbps, 9 kbs], nan.raet: [1 kbps] } }\n'
    const town = townOf([], undefined, TOWN + sweep)
    const message = await checkPoints(town.sweep, [1, 2], town.withMore).catch((error: Error) => error.message)
    const file = join(town.place, 'town.yaml')
    expect(String(message).split('\n')).toEqual([
      `${file}:5:38: networks.nan.rate: expected a rate with its unit, such as "100 kbps", found "9 kbs" (a unit that is known, not "kbs": did you mean "kbps"?)`,
      '  at point 2 of 2: nan.rate=9 kbs, nan.raet=1 kbps',
      `${file}:5:46: "networks.nan" has no key "raet"`,
      '  did you mean "rate"?',
      '  at point 1 of 2: nan.rate=50 kbps, nan.raet=1 kbps',
    ])
  })

  test('that have ended stay when it is interrupted', async () => {
    const town = townOf(['seed=1,2,3'])
    const out = join(town.place, 'out')
    let done = 0
    const options = { onProgress: (ended: number) => (done = ended), interrupted: () => done >= 1 }
    const runner = here(town)
    const slow: PointRunner = {
      atOnce: 1,
      run: async (values) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        return runner.run(values)
      },
      close: () => runner.close(),
    }
    expect(await runPoints(out, town.sweep, town.identity, [1, 2, 3], slow, options)).toBe(false)
    expect([1, 2, 3].map((number) => existsSync(pointPath(out, number)))).toEqual([true, false, false])
  })
})

describe('sgsim merge', () => {
  test('refuses points that are missing, and says which', async () => {
    const town = townOf(['seed=1,2,3,4,5'])
    const out = await ran(town, 'out', [1, 4])
    expect(problemOf(() => mergedPoints([out]))).toMatch(/: 3 of 5 points are missing: 2-3, 5\n/)
  })

  test('refuses points of another sweep, and says in what they differ', async () => {
    const town = townOf(['seed=1,2'])
    const one = await ran(town, 'one', [1])
    for (const [change, words] of [
      [{ sgsim: '9.9.9' }, 'the version of sgsim "0.1.0" and "9.9.9"'],
      [{ seed: 5 }, 'the seed 1 and 5'],
      [{ deploymentHash: 'feed' }, 'the deployment (its hash)'],
      [{ node: 99 }, 'the major version of Node'],
    ] as const) {
      const other = await ran({ ...town, identity: { ...town.identity, ...change } }, `other-${words.length}`, [2])
      expect(problemOf(() => mergedPoints([one, other]))).toContain(`${pointPath(other, 2)}: is of another sweep than`)
      expect(problemOf(() => mergedPoints([one, other]))).toContain(words)
    }
  })

  test('takes a point that is there twice if both are equal, and refuses it if not', async () => {
    const town = townOf(['seed=1,2'])
    const one = await ran(town, 'one')
    const other = join(town.place, 'other')
    cpSync(one, other, { recursive: true })
    rmSync(pointPath(other, 1))
    expect(mergedPoints([one, other]).identity.sweep.points).toBe(2)
    const path = pointPath(other, 2)
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"messages":(\d)/, '"messages":1$1'))
    expect(problemOf(() => mergedPoints([one, other]))).toBe(
      `${path}: is point 2 as ${pointPath(one, 2)} is, but what came out differs`,
    )
    writeFileSync(path, '{"point": 2,')
    expect(problemOf(() => mergedPoints([one, other]))).toMatch(new RegExp(`^${path}:1:\\d+: not JSON`))
    expect(problemOf(() => mergedPoints([town.place]))).toContain('holds no points of a sweep')
  })
})
