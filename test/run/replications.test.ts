import { describe, expect, test } from 'vitest'
import type { BudgetResult } from '../../src/check/budget-result.js'
import { kindsOf, sumsOf, type ShareResult } from '../../src/check/share-result.js'
import { statisticsFields } from '../../src/report/statistics-field.js'
import { addMeasured, type Measured } from '../../src/run/measured.js'
import {
  inOrder,
  Interrupted,
  ReplicasHere,
  seedOf,
  type Replicas,
  type Replicate,
} from '../../src/run/replications.js'
import { resultsOf } from '../../src/run/results.js'
import { run, type Run } from '../../src/run/run.js'
import { ONE_RUN, type Statistics } from '../../src/run/statistics.js'
import { UntilDecided } from '../../src/run/until-decided.js'
import { deploymentOf } from '../deployment/fixture.js'

const yaml = (seed: number, more = '') => `name: small
use-cases: [Service Switch]
seed: ${seed}
start: 2026-01-01 08:00
duration: 12 hr
quantities: { meters: { electric: { residential: 20000 } }, endpoints-per-dap: 500 }
networks: { nan: { rate: 20 kbps, loss: 20%, retries: 0 } }
${more}`

function here(seed: number, kinds = false, more = ''): ReplicasHere {
  return new ReplicasHere((of, warmUp) => deploymentOf(`${yaml(of, more)}\nwarm-up: ${warmUp / 1e6} s`), seed, kinds)
}

async function ran(statistics: Partial<Statistics>, replicas?: Replicas, more = ''): Promise<Run> {
  const options = { statistics: { ...ONE_RUN, ...statistics }, ...(replicas && { replicas }) }
  return (await run(deploymentOf(yaml(7, more)), options))!
}

describe('replications of a run', () => {
  test('have seeds of their own, the first that of the deployment', () => {
    const seeds = Array.from({ length: 1000 }, (_, i) => seedOf(7, i + 1))
    expect(seeds[0]).toBe(7)
    expect(new Set(seeds).size).toBe(1000)
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true)
  })

  test('come to what the runs with their seeds come to by themselves', async () => {
    const together = await ran({ replications: 3 }, here(7))
    const alone: Run[] = []
    for (const number of [1, 2, 3]) alone.push((await run(deploymentOf(yaml(seedOf(7, number)))))!)
    expect(together.replications.map(({ number }) => number)).toEqual([1, 2, 3])
    for (const [i, outcome] of together.outcomes.entries()) {
      const own = alone.map((one) => one.outcomes[i]!)
      const sum = (of: (one: (typeof own)[number]) => number) => own.reduce((all, one) => all + of(one), 0)
      expect(outcome.sent).toBe(sum((one) => one.sent))
      expect(outcome.counted).toBe(sum((one) => one.counted))
      expect(outcome.inTime).toBe(sum((one) => one.inTime))
      expect(outcome.lost).toBe(sum((one) => one.lost))
      if (outcome.latencyS)
        expect(outcome.latencyS.max).toBe(Math.max(...own.map(({ latencyS }) => latencyS?.max ?? 0)))
    }
    // More of the same narrows the interval of what is not 0 or 1 by the square root, about.
    const widest = together.outcomes.filter((one) => one.counted > 100)
    expect(widest.length).toBeGreaterThan(0)
    for (const one of widest) {
      const first = alone[0]!.outcomes.find(({ requirement }) => requirement.id === one.requirement.id)!
      expect(one.high! - one.low!).toBeLessThan(first.high! - first.low!)
    }
  })

  test('give the same whatever order they end in', async () => {
    const some = here(7)
    const late: Replicate = async (number, warmUp) => {
      const result = await some.here(number, warmUp)
      await new Promise((resolve) => setTimeout(resolve, 60 - 20 * number))
      return result
    }
    const reversed: Replicas = { here: late, beside: [late, late], close: () => Promise.resolve() }
    const figures = ({ outcomes, replications }: Run) => JSON.stringify([outcomes, replications])
    expect(figures(await ran({ replications: 3 }, reversed))).toBe(figures(await ran({ replications: 3 }, here(7))))
  })

  test('are run in this thread too when the first has ended, and no number twice', async () => {
    const some = here(7)
    const run: [place: string, number: number][] = []
    // The other place does not end its first before this thread has done all that is left.
    let ended = () => {}
    const others = new Promise<void>((resolve) => (ended = resolve))
    const replicas: Replicas = {
      here: async (number, warmUp) => {
        run.push(['here', number])
        const result = await some.here(number, warmUp)
        if (number === 4) ended()
        return result
      },
      beside: [
        async (number, warmUp) => {
          run.push(['beside', number])
          await others
          return some.here(number, warmUp)
        },
      ],
      close: () => Promise.resolve(),
    }
    const { replications } = await ran({ replications: 4 }, replicas)
    expect(replications.map(({ number, seed }) => [number, seed])).toEqual([1, 2, 3, 4].map((n) => [n, seedOf(7, n)]))
    expect(run).toEqual([['beside', 2], ['here', 3], ['here', 4]]) // prettier-ignore
  })

  test('that are interrupted in any place end the run, and those of this thread with it', async () => {
    const long = new ReplicasHere((seed) => deploymentOf(yaml(seed).replace('12 hr', '3650 days')), 7, false)
    const closed: Promise<unknown>[] = []
    let interrupted = false
    const replicas: Replicas = {
      here: (number, warmUp) => {
        const one = long.here(number, warmUp)
        closed.push(expect(one).rejects.toThrow(Interrupted))
        interrupted = true
        return one
      },
      beside: [() => new Promise(() => undefined)],
      close: () => long.close(),
    }
    const statistics = { ...ONE_RUN, replications: 9 }
    expect(await run(deploymentOf(yaml(7)), { statistics, replicas, interrupted: () => interrupted })).toBeUndefined()
    expect(closed).toHaveLength(1)
    await Promise.all(closed)
  })

  test('are asked for in their order, so many at once, and no longer than someone takes them', async () => {
    const begun: number[] = []
    const taken: number[] = []
    for await (const one of inOrder(2, 9, 3, (n) => Promise.resolve(begun.push(n)).then(() => n))) {
      taken.push(one)
      if (taken.length === 3) break
    }
    expect(taken).toEqual([2, 3, 4])
    expect(begun).toEqual([2, 3, 4, 5, 6])
  })
})

describe('replications until all is decided', () => {
  test('stop with the one that decides, and say so', async () => {
    // A made-up replication: 100 clusters of ten, of which so many messages of each tenth cluster fail.
    const bad = [0, 0, 3]
    const made = (measured: Measured, number: number): Measured => ({
      ...measured,
      tallies: measured.tallies.map((tally, i) => {
        const shares = tally.shares.map((share) => {
          const good = new Uint32Array(100).fill(10)
          if (bad[i]! > 0) for (let c = number % 10; c < 100; c += 10) good[c] = 10 - bad[i]!
          const counts = { counted: new Uint32Array(100).fill(10), good }
          return { ...share, sums: sumsOf(counts), kinds: kindsOf(counts), byDevice: undefined }
        })
        return { ...tally, shares }
      }),
    })
    const { measured } = await here(7, true).here(1, 0)
    const three = { ...measured, tallies: measured.tallies.slice(0, 3) }
    const looked = new UntilDecided(three, { ...ONE_RUN, untilDecided: true, replications: 1000 })
    let all: Measured | undefined
    let replications = 0
    do {
      const next = made(three, replications++)
      looked.add(next)
      all = all ? addMeasured(all, next) : next
    } while (!looked.isDecided && replications < 1000)
    // 97 % is under each bound of these rows (98 % or more), 100 % above.
    const verdicts = all.tallies.map((tally, i) => looked.verdictOf(i, tally))
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'fail'])
    expect(replications).toBeGreaterThan(1)
    expect(replications).toBeLessThan(50)
  })

  test('throw away what was run beyond the decision, wherever that was', async () => {
    // After the first nothing is good any more: every bound fails soon.
    const real = await here(7, true).here(2, 0)
    const tallies = real.measured.tallies.map((tally) => {
      const counts = { counted: new Uint32Array(100).fill(10), good: new Uint32Array(100) }
      const shares = tally.shares.map((share) => ({ ...share, sums: sumsOf(counts), kinds: kindsOf(counts), byDevice: undefined })) // prettier-ignore
      return { ...tally, shares }
    })
    const decidedWith = async (threads: number) => {
      const begun: number[] = []
      const bad: Replicate = async (number) => {
        begun.push(number)
        await new Promise((resolve) => setTimeout(resolve, (number * 7) % 5))
        return { replication: { ...real.replication, number }, measured: { ...real.measured, tallies } }
      }
      const replicas: Replicas = { here: bad, beside: Array(threads).fill(bad), close: () => Promise.resolve() } // prettier-ignore
      const { replications, outcomes } = await ran({ untilDecided: true, replications: 1000 }, replicas)
      return { begun, replications, outcomes: outcomes.map(({ verdict, counted, low, high }) => [verdict, counted, low, high]) } // prettier-ignore
    }
    const [alone, among] = [await decidedWith(0), await decidedWith(2)]
    expect(alone.replications.length).toBeLessThan(50)
    expect(alone.replications.map(({ number }) => number)).toEqual(alone.replications.map((_, i) => i + 1))
    expect([among.replications, among.outcomes]).toEqual([alone.replications, alone.outcomes])
    expect(among.begun.length).toBeGreaterThan(among.replications.length - 1)
  })

  test('do not pass what rests on a few devices, however many clusters of districts and hours there are', async () => {
    const { measured } = await here(7, true).here(1, 0)
    const even = (clusters: number) => ({
      counted: new Uint32Array(clusters).fill(1),
      good: new Uint32Array(clusters).fill(1),
    })
    const of = (byDevice: ShareResult['byDevice']): Measured => ({
      ...measured,
      budgets: [],
      tallies: measured.tallies.slice(0, 1).map((tally) => {
        const counts = even(1000)
        const bound = { share: 0.98, strict: true, within: 1 }
        const share = { bound, what: 'x', delivered: 0, sums: sumsOf(counts), kinds: kindsOf(counts), byDevice }
        return { ...tally, shares: [share] }
      }),
    })
    const words = (one: Measured) => {
      const looked = new UntilDecided(one, { ...ONE_RUN, untilDecided: true, replications: 9 })
      looked.add(one)
      return [looked.isDecided, looked.verdictOf(0, one.tallies[0]!).verdict]
    }
    expect(words(of(undefined))).toEqual([true, 'pass'])
    expect(words(of(sumsOf(even(10))))).toEqual([false, 'undecided'])
  })

  test('end at the most that there may be, and say what would decide', async () => {
    const few = await ran({ untilDecided: true, replications: 2, resolution: 1e-6 }, here(7, true))
    expect(few.replications).toHaveLength(2)
    const open = few.outcomes.filter((one) => one.verdict === 'undecided')
    expect(open.length).toBeGreaterThan(0)
    for (const { reason } of open) expect(reason).toMatch(/not decided after 2 replications .*would decide/)
  })

  test('have intervals that are wider than one that was never looked at', async () => {
    const looked = await ran({ untilDecided: true, replications: 2, resolution: 1e-6 }, here(7, true))
    const once = await ran({ replications: 2 }, here(7))
    for (const [i, one] of looked.outcomes.entries()) {
      if (one.counted < 50) continue
      expect(one.high! - one.low!).toBeGreaterThan(once.outcomes[i]!.high! - once.outcomes[i]!.low!)
    }
  })
})

describe('how sure verdicts have to be', () => {
  test('more confidence makes wider intervals', async () => {
    const [usual, sure] = [await ran({}), await ran({ confidence: 0.999 })]
    for (const [i, { low, high, counted }] of usual.outcomes.entries()) {
      if (counted === 0) continue
      const wide = sure.outcomes[i]!
      expect(wide.high! - wide.low!).toBeGreaterThan(high! - low!)
    }
  })

  test('of all together, only those stand that are surer than each by itself has to be', async () => {
    const [each, all] = [await ran({}), await ran({ familywise: true })]
    const decided = ({ verdict }: Run['outcomes'][number]) => verdict === 'pass' || verdict === 'fail'
    const family = each.outcomes.filter((one) => one.counted > 0).length
    for (const [i, one] of each.outcomes.entries()) {
      const together = all.outcomes[i]!
      // Holm: what a division by all of them (Bonferroni) leaves standing, stands; what is not decided by itself is not.
      if (decided(together)) expect(decided(one)).toBe(true)
      if (decided(one) && one.doubt! * family < 0.05) expect(together.verdict).toBe(one.verdict)
      if (decided(one) && !decided(together)) expect(together.reason).toContain('--familywise')
    }
  })

  test('of ten passes that are just sure enough each, none is sure enough among them', async () => {
    // 200 clusters without a failure are above 98 % with a doubt of 2 × 0.98^200 = 3.5 %.
    const { measured } = await here(7).here(1, 0)
    const counts = { counted: new Uint32Array(200).fill(1), good: new Uint32Array(200).fill(1) }
    const bound = { share: 0.98, strict: true, within: 1 }
    const shares = [{ bound, what: 'in time', delivered: 200, sums: sumsOf(counts) }]
    const { model } = await ran({})
    const all = { ...measured, tallies: measured.tallies.map((tally) => ({ ...tally, shares })) }
    const words = (familywise: boolean) =>
      resultsOf(model, all, { ...ONE_RUN, familywise }, 1, () => undefined).outcomes.map(({ verdict }) => verdict)
    expect(new Set(words(false))).toEqual(new Set(['pass']))
    expect(new Set(words(true))).toEqual(new Set(['undecided']))
  })
})

const BUDGETS = `budgets:
  - { add: "SW_opr_cmd > 98% within 1 min" }
  - { add: "SW_opr_cmd > 98% within 1 min", level: warn }
  - { add: "SW_opr_cmd 99% within 1 min, rest within 2 min, of each event" }
  - { add: wan.up utilisation max < 50% }
`

/** A budget of a share of which so many clusters of one message are good, and so many not. */
function share(budget: number, good: number, bad: number): BudgetResult {
  const counts = { counted: new Uint32Array(good + bad).fill(1), good: new Uint32Array(good + bad).fill(1, 0, good) }
  const bound = { share: 0.98, strict: true, within: 1 }
  const result = { bound, what: 'in time', delivered: good, sums: sumsOf(counts), kinds: kindsOf(counts) }
  return { budget, requirement: 'x', of: 'share', share: result }
}

describe('budgets', () => {
  const measured = async () => (await here(7, true, BUDGETS).here(1, 0)).measured

  test('that are shares are of one family with the requirements', async () => {
    const { model } = await ran({}, undefined, BUDGETS)
    const one = await measured()
    const idle = one.tallies.map((tally) => ({ ...tally, shares: tally.shares.map((each) => ({ ...each, sums: sumsOf({ counted: new Uint32Array(1), good: new Uint32Array(1) }), byDevice: undefined })) })) // prettier-ignore
    const events = one.budgets.filter((each) => each.of === 'events')
    const words = (budgets: BudgetResult[], familywise: boolean) => {
      const results = resultsOf(
        model,
        { ...one, tallies: idle, budgets },
        { ...ONE_RUN, familywise },
        1,
        () => undefined,
      )
      return results.budgets.map(({ verdict }) => verdict)
    }
    // 200 clusters without a failure are above 98 % with a doubt of 2 × 0.98^200 = 3.5 %: one is below 5 %, two are not.
    expect(words([share(0, 200, 0)], true)).toEqual(['pass'])
    expect(words([share(0, 200, 0), share(1, 200, 0)], false)).toEqual(['pass', 'pass'])
    expect(words([share(0, 200, 0), share(1, 200, 0)], true)).toEqual(['undecided', 'undecided'])
    // Of two the surer one has to be below 2.5 %, and then the other below 5 %.
    expect(words([share(0, 200, 0), share(1, 400, 0)], true)).toEqual(['pass', 'pass'])
    // Events are exact: they take nothing from the others.
    expect(events).toHaveLength(1)
    expect(words([share(0, 200, 0), ...events], true)[0]).toBe('pass')
    // And the requirements lose what the budgets take.
    const counts = { counted: new Uint32Array(200).fill(1), good: new Uint32Array(200).fill(1) }
    const shares = [
      { bound: { share: 0.98, strict: true, within: 1 }, what: 'in time', delivered: 200, sums: sumsOf(counts) },
    ]
    const tallies = idle.map((tally, i) => (i === 0 ? { ...tally, shares } : tally))
    const first = (budgets: BudgetResult[]) =>
      resultsOf(model, { ...one, tallies, budgets }, { ...ONE_RUN, familywise: true }, 1, () => undefined).outcomes[0]!
    expect(first([]).verdict).toBe('pass')
    expect(first([share(0, 200, 0)])).toMatchObject({ verdict: 'undecided', reason: expect.stringContaining('among 2 verdicts (--familywise)') as string }) // prettier-ignore
  })

  test('of level error are waited for until they are decided, those that warn are not', async () => {
    const deployment = deploymentOf(yaml(7, BUDGETS))
    const one = { ...(await measured()), tallies: [] }
    const statistics = { ...ONE_RUN, untilDecided: true, replications: 1000 }
    const decidedAfter = (place: number) => {
      const made = { ...one, budgets: [share(place, 10, 0)] }
      const looked = new UntilDecided(made, statistics, deployment.budgets)
      let [all, replications]: [Measured, number] = [made, 0]
      do {
        looked.add(made)
        if (replications++ > 0) all = addMeasured(all, made)
      } while (!looked.isDecided && replications < 1000)
      return { replications, found: looked.ofBudget(0, all.budgets[0]!)! }
    }
    const waited = decidedAfter(0)
    // Fewer than ln(0.025)/ln(0.98) = 182 clusters cannot decide even when nobody looks before.
    expect(waited.replications).toBeGreaterThan(18)
    expect(waited.replications).toBeLessThan(1000)
    expect(waited.found.verdict).toBe('pass')
    const warns = decidedAfter(1)
    expect(warns.replications).toBe(1)
    expect(warns.found).toMatchObject({ verdict: 'undecided', reason: expect.stringContaining('not decided after 1 replication') as string }) // prettier-ignore
  })

  test('of each event leave nothing undecided, but their intervals are those of someone who looks', async () => {
    const options = { replications: 2, resolution: 1e-6 }
    const looked = await ran({ ...options, untilDecided: true }, here(7, true, BUDGETS), BUDGETS)
    const once = await ran(options, here(7, false, BUDGETS), BUDGETS)
    const [one, other] = [looked, once].map(({ budgets }) =>
      budgets.find(({ budget }) => budget.demand.of === 'events')!,
    )
    expect(one!.verdict).toBe(other!.verdict)
    expect(one!.counted).toBe(other!.counted)
    const width = ({ interval }: typeof one & object) => interval!.high - interval!.low
    expect(width(one!)).toBeGreaterThan(width(other!))
    expect(looked.budgets.map(({ name }) => name)).toEqual(once.budgets.map(({ name }) => name))
    const [, words] = statisticsFields(once).find(([name]) => name === 'replications')!
    expect(words).toContain('all but requirements.csv, chains.csv, budgets.csv and replications.csv is of the first')
  })
})

describe('a warm-up', () => {
  test('that is given is simulated and not judged', async () => {
    const [whole, late] = [await ran({}), await ran({}, undefined, 'warm-up: 6 hr')]
    expect(late.warmUp).toEqual({ length: 6 * 3600e6, by: 'given', settled: true })
    expect(late.model.simulation.events).toBe(whole.model.simulation.events)
    let fewer = 0
    for (const [i, one] of late.outcomes.entries()) {
      const all = whole.outcomes[i]!
      expect([one.sent, one.delivered, one.lost]).toEqual([all.sent, all.delivered, all.lost])
      expect(one.counted).toBeLessThanOrEqual(all.counted)
      if (one.counted < all.counted) fewer++
    }
    expect(fewer).toBeGreaterThan(0)
  })

  test('that is to be found ends with one of 500 intervals, in the first half, or is said not to end', async () => {
    const { warmUp } = await ran({}, undefined, 'warm-up: found')
    expect(warmUp.by).toBe('found')
    const intervals = (warmUp.length / (12 * 3600e6)) * 500
    expect(intervals).toBeCloseTo(Math.round(intervals), 4)
    expect(intervals).toBeLessThanOrEqual(250)
  })

  test('that leaves nothing to judge is refused', () => {
    expect(() => deploymentOf(yaml(1, 'warm-up: 12 hr'))).toThrow(/the warm-up must be shorter than the run/)
    expect(() => deploymentOf(yaml(1, 'warm-up: 5'))).toThrow(/expected found, or a duration with its unit/)
  })
})
