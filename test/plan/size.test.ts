import { describe, expect, test } from 'vitest'
import type { VerdictWord } from '../../src/check/verdict.js'
import { readDuration, readRate } from '../../src/input/units.js'
import { isAnswered } from '../../src/plan/size-answer.js'
import { sizeCsv } from '../../src/plan/size-csv.js'
import { sizeJson } from '../../src/plan/size-json.js'
import { sizeText } from '../../src/plan/size-text.js'
import { sizedValueOf } from '../../src/plan/size-value.js'
import { warningsOf } from '../../src/plan/size-words.js'
import { size, type SizeOptions } from '../../src/plan/size.js'
import type { Figures } from '../../src/run/figures.js'
import { deploymentOf } from '../deployment/fixture.js'
import { FiguresAs, figuresWith } from './sized-figures.js'

const TOWN = `name: town
quantities: { meters: { electric: { residential: 1000 } }, endpoints-per-dap: 250 }
networks: { wan: { rate: 1 Mbps, delay: 30 ms } }
`
const town = deploymentOf(TOWN)
const none: SizeOptions = {
  ...{ from: undefined, to: undefined, headroom: undefined, resolution: 0.05, requirements: [], fixed: [] },
}
const value = (read: typeof readRate, text: string) => (read(text) as { value: number }).value
const sizesOf = async (as: (values: Record<string, string>) => Figures | string, names: string[], options = none) => {
  const runs = new FiguresAs(as)
  const sizing = await size(town, names.map((name) => sizedValueOf(town, name)), runs, options) // prettier-ignore
  return { sizing, runs, answer: sizing.answers[0]! }
}
/** A requirement that passes from a rate on. */
const passesFrom = (rate: number, at: number): VerdictWord => (at >= rate ? 'pass' : 'fail')
const rateOf = (values: Record<string, string>) => value(readRate, values['networks.wan.rate'] ?? '1 Mbps')

describe('sizing', () => {
  test.each([2_345, 300_000, 1_000_000, 77_700_000])('finds the rate from which on all pass: %i bps', async (rate) => {
    const { answer } = await sizesOf((values) => figuresWith({ a: passesFrom(rate, rateOf(values)), b: 'pass' }), ['wan.rate']) // prettier-ignore
    const { fails, passes } = answer.bracket
    expect(answer.found).toBe('bracket')
    expect(fails!.value).toBeLessThan(rate)
    expect(passes!.value).toBeGreaterThanOrEqual(rate)
    expect(passes!.value / fails!.value).toBeLessThanOrEqual(1.05)
    expect(answer.binding.map(({ name }) => name)).toEqual(['a'])
    expect(answer.rest.alwaysPass.map(({ name }) => name)).toEqual(['b'])
  })

  test('names the requirement that is the last to pass', async () => {
    const { answer } = await sizesOf(
      (values) => figuresWith({ a: passesFrom(400_000, rateOf(values)), b: passesFrom(3e6, rateOf(values)) }),
      ['wan.rate'],
    )
    expect(answer.binding.map(({ name }) => name)).toEqual(['b'])
    expect(answer.bracket.passes!.value).toBeGreaterThanOrEqual(3e6)
    expect(answer.standing.answering).toEqual(['a', 'b'])
  })

  test('finds from the ends that smaller is better', async () => {
    const delay = (values: Record<string, string>) => value(readDuration, values['networks.wan.delay']!)
    const { answer } = await sizesOf(
      (values) => figuresWith({ a: delay(values) < 2e6 ? 'pass' : 'fail' }),
      ['wan.delay'],
    )
    expect(answer.standing.better).toBe('smaller')
    expect(answer.bracket.passes!.value).toBeLessThan(2e6)
    expect(answer.bracket.fails!.value).toBeGreaterThanOrEqual(2e6)
    expect(answer.bracket.fails!.value / answer.bracket.passes!.value).toBeLessThanOrEqual(1.05)
  })

  test('counts in whole numbers, up to two that are neighbours', async () => {
    const perDap = (values: Record<string, string>) => Number(values['quantities.endpoints-per-dap'])
    const { answer } = await sizesOf(
      (values) => figuresWith({ a: perDap(values) <= 13 ? 'pass' : 'fail' }),
      ['endpoints-per-dap'],
    )
    expect([answer.bracket.passes!.text, answer.bracket.fails!.text]).toEqual(['13', '14'])
  })

  test('leaves between its ends what cannot be decided, and says so', async () => {
    const as = (rate: number): VerdictWord => (rate < 1e5 ? 'fail' : rate < 2e5 ? 'undecided' : 'pass')
    const { answer } = await sizesOf((values) => figuresWith({ a: as(rateOf(values)) }), ['wan.rate'])
    expect(answer.bracket.fails!.value).toBeLessThan(1e5)
    expect(answer.bracket.fails!.value).toBeGreaterThan(1e5 / 1.06)
    expect(answer.bracket.passes!.value).toBeGreaterThanOrEqual(2e5)
    expect(answer.bracket.passes!.value).toBeLessThan(2e5 * 1.06)
    expect(answer.undecidedShort.map(({ name }) => name)).toEqual(['a'])
    expect(warningsOf(answer).join()).toContain('is not decided (a)')
  })

  test('tells of what fails whatever the value, of what nobody can decide, and of what was not sent', async () => {
    const others: Record<string, VerdictWord> = { b: 'fail', c: 'undecided', d: 'not exercised', e: 'pass' }
    const { sizing, answer } = await sizesOf(
      (values) => figuresWith({ a: passesFrom(5e5, rateOf(values)), ...others }),
      ['wan.rate'],
    )
    const names = (items: readonly { name: string }[]) => items.map(({ name }) => name)
    const { alwaysFail, undecided, notExercised, alwaysPass, neverPass } = answer.rest
    expect([alwaysFail, undecided, notExercised, alwaysPass, neverPass].map(names)).toEqual([['b'], ['c'], ['d'], ['e'], []]) // prettier-ignore
    // No value passes; the others have a bracket all the same.
    expect([answer.found, answer.hasBothEnds, isAnswered(answer)]).toEqual(['no pass', true, true])
    const text = sizeText(sizing)
    expect(text.indexOf('fail of b')).toBeGreaterThan(0)
    expect(text.indexOf('fail of b')).toBeLessThan(text.indexOf('stop failing at'))
  })

  test('warns where a value fails above one that passes, and answers with the better', async () => {
    const island = (rate: number) => (rate >= 2e7 || (rate >= 1e6 && rate < 1.5e6) ? 'pass' : 'fail')
    const { answer } = await sizesOf((values) => figuresWith({ a: island(rateOf(values)) }), ['wan.rate'])
    expect(answer.bracket.fails!.value).toBeLessThan(2e7)
    expect(answer.bracket.passes!.value).toBeGreaterThanOrEqual(2e7)
    expect(answer.bracket.notMonotone.map(({ text }) => text)).toContain('8 Mbps')
    expect(warningsOf(answer).join()).toMatch(/^not monotone: 8 Mbps, .* fail although 1 Mbps passes$/)
  })

  test('tries nothing beyond the ends that are given, and both of them', async () => {
    const as = (values: Record<string, string>) => figuresWith({ a: passesFrom(2e6, rateOf(values)) })
    const { answer } = await sizesOf(as, ['wan.rate'], { ...none, from: 123_456, to: 1e7 })
    const all = answer.tried.map(({ value }) => value)
    expect([Math.min(...all), Math.max(...all)]).toEqual([123_456, 1e7])
    expect(answer.found).toBe('bracket')
  })

  test('has no answer where the largest value that may be tried still fails, and says what fails', async () => {
    const { answer, sizing } = await sizesOf(
      (values) =>
        figuresWith({ a: passesFrom(5e7, rateOf(values)) }, { shares: { a: Math.min(0.9, rateOf(values) / 5e7) } }),
      ['wan.rate'],
      { ...none, to: 2e6 },
    )
    expect(answer.found).toBe('no pass')
    expect(answer.rest.alwaysFail.map(({ name }) => name)).toEqual(['a'])
    expect(answer.tried.at(-1)!.text).toBe('2 Mbps')
    expect(sizeText(sizing)).toContain('no value passes')
  })

  test('does not take for a pass what is only not decided to fail', async () => {
    const { answer, sizing } = await sizesOf(
      (values) => figuresWith({ a: rateOf(values) < 1e5 ? 'fail' : 'undecided' }),
      ['wan.rate'],
    )
    expect([answer.found, answer.standing.better]).toEqual(['no pass', 'larger'])
    expect(answer.bracket.passes).toBeUndefined()
    expect(sizeText(sizing)).toContain('no value is decided to pass')
  })

  test('says that nothing fails where nothing does', async () => {
    const { answer } = await sizesOf((values) => figuresWith({ a: 'pass' }, { shares: { a: 1 - 1 / rateOf(values) } }), ['wan.rate']) // prettier-ignore
    expect(answer.found).toBe('no fail')
  })

  test('names what passes and from where on it is undecided, where nothing fails', async () => {
    const perDap = (values: Record<string, string>) => Number(values['quantities.endpoints-per-dap'])
    const as = (values: Record<string, string>) => {
      const verdict = perDap(values) <= 500 ? 'pass' : 'undecided'
      return figuresWith({ a: verdict, b: verdict, c: 'undecided' }, { daps: Math.ceil(1000 / perDap(values)) })
    }
    const { answer, sizing } = await sizesOf(as, ['endpoints-per-dap'])
    expect([answer.found, answer.standing.better, answer.standing.leaning]).toEqual(['no fail', undefined, 'smaller'])
    // The documented rule: none fails, and all pass that pass at the best value.
    const stands = answer.standing.ordered.map(({ value }, i) => [value <= 500, answer.standing.is[i]])
    for (const [isSmall, is] of stands) expect(is).toBe(isSmall ? 'passes' : 'undecided')
    const [text, json] = [
      sizeText(sizing).replaceAll(/\s+/g, ' '),
      JSON.parse(JSON.stringify(sizeJson(sizing))) as object,
    ]
    expect(text).toContain('passes up to 500, undecided from 1000')
    expect(text).toContain('1000 is undecided, not failed: a: undecided of a (and 1 more)')
    expect(json).toMatchObject({ answers: [{ answer: 'no fail', better: 'smaller', passes: '500', undecidedFrom: '1000', fails: null }] }) // prettier-ignore
  })

  test('tells of what always fails although what answers is only undecided', async () => {
    const as = (values: Record<string, string>) => figuresWith({ a: 'fail', b: rateOf(values) < 1e6 ? 'undecided' : 'pass' }) // prettier-ignore
    const { answer, sizing } = await sizesOf(as, ['wan.rate'])
    expect(answer.found).toBe('no pass')
    expect(sizeText(sizing)).toMatch(/^answer +no value passes: 1 always fails, at every value from /m)
    expect(warningsOf(answer)).toEqual([])
  })

  test('goes no further where nothing changes any more, but on where nothing has changed yet', async () => {
    const perDap = (values: Record<string, string>) => Number(values['quantities.endpoints-per-dap'])
    // All of 1000 meters are in one district from 1000 on.
    const one = await sizesOf((values) => figuresWith({ a: 'pass' }, { daps: Math.ceil(1000 / perDap(values)) }), ['endpoints-per-dap']) // prettier-ignore
    expect(one.answer.still.map(({ text }) => text)).toEqual(['1000'])
    expect(one.answer.tried.at(-1)!.value).toBeLessThanOrEqual(4000)
    expect(sizeText(one.sizing).replaceAll(/\s+/g, ' ')).toContain('beyond 1000 no figure changes')
    expect(sizeText(one.sizing)).not.toMatch(/--from|--to/)
    const late = await sizesOf((values) => figuresWith({ a: perDap(values) <= 20_000 ? 'pass' : 'fail' }), ['endpoints-per-dap']) // prettier-ignore
    expect(late.answer.bracket.passes!.value).toBeLessThanOrEqual(20_000)
    expect(late.answer.bracket.fails!.value).toBeGreaterThan(20_000)
  })

  test('says that the ends can be moved where nothing fails between those that were tried', async () => {
    const as = (values: Record<string, string>) => figuresWith({ a: 'pass' }, { shares: { a: 1 - 1 / rateOf(values) } })
    const told = async (range: Partial<SizeOptions>) => {
      const { sizing } = await sizesOf(as, ['wan.rate'], { ...none, ...range })
      return sizeText(sizing).replaceAll(/\s+/g, ' ')
    }
    expect(await told({})).toContain('; --from and --to go further')
    expect(await told({ from: 1e4 })).toContain('; --to goes further')
    expect(await told({ from: 1e4, to: 1e7 })).not.toContain('further')
  })

  test('refuses what nothing answers to, and a network that nothing crosses at once', async () => {
    await expect(sizesOf(() => figuresWith({ a: 'pass' }), ['wan.rate'])).rejects.toThrow(/nothing answers to networks\.wan\.rate: every figure is the same .*\n {2}what messages cross here: wan/) // prettier-ignore
    const runs = new FiguresAs(() => figuresWith({ a: 'pass' }))
    await expect(size(town, [sizedValueOf(town, 'fan.rate')], runs, none)).rejects.toThrow('no message of this deployment crosses fan') // prettier-ignore
    expect(runs.asked).toHaveLength(3)
  })

  test('does not go beyond what the deployment can have', async () => {
    const { answer } = await sizesOf(
      (values) => (rateOf(values) > 2e6 ? 'too much' : figuresWith({ a: passesFrom(4e5, rateOf(values)) })),
      ['wan.rate'],
    )
    expect(answer.found).toBe('bracket')
    expect(warningsOf(answer)).toContain('the deployment cannot have 8 Mbps: too much')
    await expect(sizesOf(() => 'wrong', ['wan.rate'])).rejects.toThrow('the deployment cannot have 1 Mbps: wrong')
  })

  test('confirms by a run what leaves some of it free', async () => {
    const { answer, runs } = await sizesOf(
      (values) => figuresWith({ a: passesFrom(5e5, rateOf(values)) }),
      ['wan.rate'],
      { ...none, headroom: 0.2 },
    )
    const { point, failing } = answer.headroom!
    expect(point.value).toBeGreaterThanOrEqual(answer.bracket.passes!.value / 0.8)
    expect(point.value).toBeLessThan((answer.bracket.passes!.value / 0.8) * 1.011)
    expect(failing).toEqual([])
    expect(runs.asked.at(-1)).toBe(`networks.wan.rate=${point.text}`)
  })

  test('sizes several values each by itself, and says whether they hold together', async () => {
    const delayOf = (values: Record<string, string>) => value(readDuration, values['networks.wan.delay'] ?? '30 ms')
    const alone = (values: Record<string, string>) =>
      figuresWith({ a: rateOf(values) >= 3e5 && delayOf(values) < 1e6 ? 'pass' : 'fail' })
    const fine = await sizesOf(alone, ['wan.rate', 'wan.delay'])
    expect(fine.sizing.answers.map(({ found }) => found)).toEqual(['bracket', 'bracket'])
    expect(fine.sizing.together!.failing).toEqual([])
    expect(fine.runs.asked.at(-1)).toBe(
      fine.sizing.together!.changes.map(({ sized, text }) => `${sized.path.join('.')}=${text}`).join(' '),
    )
    expect(fine.sizing.runs).toBe(fine.runs.asked.length)
    const apart = await sizesOf(
      (values) => figuresWith({ a: 1e11 / rateOf(values) + delayOf(values) < 5e5 ? 'pass' : 'fail' }),
      ['wan.rate', 'wan.delay'],
    )
    expect(apart.sizing.together!.failing.map(({ name }) => name)).toEqual(['a'])
    expect(sizeText(apart.sizing)).toMatch(/all of them together\n.*\n.*fails: a: fail of a/)
  })

  /** Decided to fail up to 20 kbps, and never to pass: in few clusters even 100 % decide nothing. Its bound is 98 %. */
  const few = (rate: number) => ({
    verdict: (rate <= 20_000 ? 'fail' : 'undecided') as VerdictWord,
    share: rate <= 20_000 ? 0.5 : rate < 26_000 ? 0.9167 : 1,
  })
  const told = (sizing: Awaited<ReturnType<typeof sizesOf>>['sizing']) => ({
    text: sizeText(sizing).replaceAll(/\s+/g, ' '),
    json: JSON.parse(JSON.stringify(sizeJson(sizing))) as { answers: Record<string, unknown>[] },
  })

  test('does not take a share below its bound for a pass because nobody can decide it, and says what is known', async () => {
    const as = (values: Record<string, string>) => {
      const { verdict, share } = few(rateOf(values))
      return figuresWith({ a: verdict, b: passesFrom(15_000, rateOf(values)) }, { shares: { a: share } })
    }
    const { answer, sizing } = await sizesOf(as, ['wan.rate'], { ...none, headroom: 0.2 })
    const { fails, passes, isDecided } = answer.bracket
    expect([answer.found, isDecided, answer.headroom!.stands]).toEqual(['bracket', false, 'not failed'])
    expect([fails!.value <= 20_000, fails!.value > 20_000 / 1.05]).toEqual([true, true])
    expect([passes!.value >= 26_000, passes!.value < 26_000 * 1.05]).toEqual([true, true])
    expect(answer.notDecided.map(({ name }) => name)).toEqual(['a'])
    expect(answer.undecidedShort.map(({ name }) => name)).toEqual(['a'])
    for (const [i, { value }] of answer.standing.ordered.entries())
      expect(answer.standing.is[i]).toBe(value <= 20_000 ? 'fails' : value < 26_000 ? 'undecided' : 'not failed')
    const { text, json } = told(sizing)
    expect(text).toContain(`not failed at ${passes!.text} `)
    expect(text).toContain('not decided a: undecided of a')
    expect(text).toContain(
      `${answer.headroom!.point.text}: does not fail in a run; not decided: a (none below its bound as measured)`,
    )
    expect(text).not.toMatch(/passes at|confirmed| passes /)
    expect(json.answers[0]).toMatchObject({
      ...{ answer: 'bracket', passes: null, notFailed: passes!.text, fails: fails!.text },
      notDecided: [{ name: 'a', verdict: 'undecided', meetsAsMeasured: true }],
      headroom: { stands: 'not failed', holds: true, notDecided: [{ name: 'a' }] },
    })
  })

  test('says that it passes where all that answer are decided to', async () => {
    const as = (values: Record<string, string>) => figuresWith({ a: passesFrom(3e5, rateOf(values)), b: 'undecided' })
    const { answer, sizing } = await sizesOf(as, ['wan.rate'], { ...none, headroom: 0.2 })
    const { text, json } = told(sizing)
    const passes = answer.bracket.passes!.text
    expect(text).toContain(`passes at ${passes} `)
    expect(text).toContain('passes, confirmed by a run')
    expect(text).not.toContain('not failed')
    expect(json.answers[0]).toMatchObject({ passes, notFailed: passes, notDecided: [], headroom: { stands: 'passes' } })
  })

  test('says of a headroom that falls below a bound as measured that it is not decided', async () => {
    const as = (values: Record<string, string>) => {
      const rate = rateOf(values)
      // Luck: the value with the headroom alone is below its bound.
      const share = rate > 32_000 && rate < 35_000 ? 0.97 : few(rate).share
      return figuresWith({ a: few(rate).verdict }, { shares: { a: share } })
    }
    const { answer, sizing } = await sizesOf(as, ['wan.rate'], { ...none, headroom: 0.2, from: 1000, to: 1e6 })
    expect(answer.headroom!.stands).toBe('undecided')
    expect(told(sizing).text).toContain('not decided: a (below its bound as measured: a)')
    expect(told(sizing).json.answers[0]).toMatchObject({ headroom: { holds: false, stands: 'undecided' } })
  })

  test('is as strict as the requirement: a share that is its bound does not exceed it', async () => {
    // SRS 4.15.4.1: > 98 %, of which figuresWith has the bound.
    const command = '4.15.4.1/SW_opr_cmd/1'
    const as = (values: Record<string, string>) => {
      const rate = rateOf(values)
      const share = rate < 5e5 ? 0.5 : rate < 2e6 ? 0.98 : 0.985
      return figuresWith({ [command]: rate < 5e5 ? 'fail' : 'undecided' }, { shares: { [command]: share } })
    }
    const { answer } = await sizesOf(as, ['wan.rate'])
    expect(answer.bracket.passes!.value).toBeGreaterThanOrEqual(2e6)
    expect(answer.bracket.passes!.value).toBeLessThan(2e6 * 1.05)
  })

  test('narrows the largest value that fails of a requirement by itself, as among others', async () => {
    const of = (names: readonly string[]) => (values: Record<string, string>) => {
      const { verdict, share } = few(rateOf(values))
      const all = { a: verdict, b: passesFrom(15_000, rateOf(values)) }
      return figuresWith(Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))), { shares: { a: share } }) // prettier-ignore
    }
    const alone = (await sizesOf(of(['a']), ['wan.rate'])).answer
    const among = (await sizesOf(of(['a', 'b']), ['wan.rate'])).answer
    expect(alone.found).toBe('bracket')
    for (const { bracket } of [alone, among]) {
      expect(20_000 / bracket.fails!.value).toBeLessThan(1.05)
      expect(bracket.passes!.value / 26_000).toBeLessThan(1.05)
    }
  })

  test('narrows it also where nothing beyond meets its bound as measured, and has no answer then', async () => {
    const as = (values: Record<string, string>) =>
      figuresWith({ a: few(rateOf(values)).verdict }, { shares: { a: rateOf(values) <= 20_000 ? 0.5 : 0.97 } })
    const { answer, sizing } = await sizesOf(as, ['wan.rate'])
    expect([answer.found, isAnswered(answer)]).toEqual(['no pass', false])
    expect(answer.bracket.fails!.value).toBeLessThanOrEqual(20_000)
    expect(20_000 / answer.bracket.fails!.value).toBeLessThan(1.05)
    expect(told(sizing).text).toContain(`fails at ${answer.bracket.fails!.text} (the largest value that is decided to fail), and is not decided`) // prettier-ignore
  })

  test('lets nobody take for the answer where the others stop failing', async () => {
    const leg = { flow: '1D', network: 'nan', text: 'leg 1 (1D, nan) costs it' }
    const as = (values: Record<string, string>) => {
      const figures = figuresWith({ a: passesFrom(5e5, rateOf(values)), b: 'fail' })
      return { ...figures, requirements: figures.requirements.map((one) => ({ ...one, leg })) }
    }
    const { answer, sizing } = await sizesOf(as, ['wan.rate'], { ...none, headroom: 0.2 })
    const { text, json } = told(sizing)
    const { fails, passes } = answer.bracket
    expect(text).toMatch(/answer no value passes: 1 always fails, .*: b: fail of b; leg 1 \(1D, nan\) costs it; it fails on nan, not on wan the others stop failing at /) // prettier-ignore
    expect(text).toContain(`stop failing at ${passes!.text} `)
    expect(text).toContain('but for 1 that always fails: passes')
    expect(text.split(passes!.text).slice(1).join()).not.toMatch(/^ passes /)
    expect(text).not.toMatch(/passes at/)
    expect(json.answers[0]).toMatchObject({
      ...{ answer: 'no pass', passes: null, notFailed: null, fails: null, price: null },
      others: { butFor: ['b'], fails: fails!.text, passes: passes!.text, notFailed: passes!.text },
      headroom: { holds: false, butFor: ['b'] },
    })
    const rows = sizeCsv(sizing).trimEnd().split('\n').slice(1).map((line) => line.split(',')[2]) // prettier-ignore
    expect(new Set(rows)).toEqual(new Set(['fails', 'but for 1']))
    for (const line of sizeText(sizing).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  test('says how many runs that were where each value is run several times', async () => {
    const as = (values: Record<string, string>) => figuresWith({ a: passesFrom(5e5, rateOf(values)) })
    const { sizing, runs } = await sizesOf(as, ['wan.rate'], { ...none, replications: 20 })
    expect([sizing.runs, sizing.replications]).toEqual([20 * runs.asked.length, 20])
    const { text, json } = told(sizing)
    expect(text).toContain(`${sizing.runs} runs of 1 day: each of ${runs.asked.length} values 20 times, `)
    expect(json).toMatchObject({ runs: sizing.runs, replications: 20 })
  })

  test('tries the same values whatever the number of workers', async () => {
    const as = (values: Record<string, string>) => figuresWith({ a: passesFrom(321_000, rateOf(values)) })
    const asked = []
    for (const atOnce of [1, 2, 7]) {
      const runs = new FiguresAs(as, atOnce)
      await size(town, [sizedValueOf(town, 'wan.rate')], runs, none)
      asked.push(runs.asked)
    }
    expect(asked[1]).toEqual(asked[0])
    expect(asked[2]).toEqual(asked[0])
    expect(new Set(asked[0]).size).toBe(asked[0]!.length)
  })

  test('counts budgets as requirements, but not warnings, nor requirements that are relaxed', async () => {
    const budget = (name: string, verdict: VerdictWord, more = {}) => ({
      ...{ name, kind: 'add' as const, level: 'error' as const, requirement: undefined, verdict, found: 'found' },
      ...{ share: undefined, interval: undefined, value: undefined, limit: undefined, bound: undefined },
      ...more,
    })
    const { answer } = await sizesOf(
      (values) =>
        figuresWith(
          { a: 'fail', b: 'pass' },
          {
            budgets: [
              budget('load', passesFrom(6e5, rateOf(values)), { value: 1e6 / rateOf(values), limit: 1 }),
              budget('shown', 'fail', { level: 'warn' }),
              budget('relax a', 'pass', { kind: 'relax', requirement: 'a' }),
            ],
          },
        ),
      ['wan.rate'],
    )
    expect(answer.binding.map(({ name }) => name)).toEqual(['load'])
    expect(answer.rest.alwaysFail).toEqual([])
    expect(answer.rest.alwaysPass.map(({ name }) => name)).toEqual(['b', 'relax a'])
  })

  test('counts only the requirements that are asked for, and knows those that there are', async () => {
    const [command, other] = ['4.15.4.1/SW_opr_cmd/1', '4.10.4.1/on-demand_Mtr-read_cmd/1']
    const as = (values: Record<string, string>) =>
      figuresWith({ [command]: passesFrom(4e5, rateOf(values)), [other]: passesFrom(9e6, rateOf(values)) })
    const { answer } = await sizesOf(as, ['wan.rate'], { ...none, requirements: ['SW_*'] })
    expect(answer.standing.answering).toEqual([command])
    await expect(sizesOf(as, ['wan.rate'], { ...none, requirements: ['SW_opr_cdm'] })).rejects.toThrow(
      /no requirement of this deployment is called "SW_opr_cdm"\n {2}did you mean "SW_opr_cmd"/,
    )
  })
})

describe('what is told of a size', () => {
  const prices = '{ currency: EUR, per: month, networks: { wan: { link: 30, mbps: 2 } }, dap: 12.5 }'
  const priced = deploymentOf(TOWN, `prices=${prices}`)
  const id = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
  const sizing = () =>
    size(
      priced,
      [sizedValueOf(priced, 'wan.rate')],
      new FiguresAs((values) => {
        const lane = { network: 'wan', links: 4, rate: rateOf(values), bytesWire: 1, utilisation: 0.1, utilisationBusiest: 0.22413 } // prettier-ignore
        const rate = rateOf(values)
        const verdicts = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`${id}/${n}`, passesFrom(567_000 - n, rate)])) // prettier-ignore
        return figuresWith(verdicts, {
          networks: (['down', 'up'] as const).map((direction) => ({ ...lane, direction })),
          shares: { [`${id}/1`]: rate >= 567_000 ? 0.99123 : 0.91234 },
        })
      }),
      none,
    )

  test('costs what the prices say of its links, their rate and the DAPs', async () => {
    const json = sizeJson(await sizing()) as { answers: { passes: string; price: { total: number } }[] }
    const [{ passes, price }] = json.answers as [(typeof json.answers)[number]]
    // 4 links at 30, 2 for each of their Mbps, 4 DAPs at 12.5.
    expect(price.total).toBeCloseTo(4 * 30 + 2 * 4 * (value(readRate, passes) / 1e6) + 4 * 12.5, 9)
    expect(sizeText(await sizing())).toMatch(/price .* EUR a month \(4 wan links 120, /)
  })

  test('has at most 80 columns, and every value in its unit', async () => {
    const text = sizeText(await sizing())
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(text).toMatch(/^passes at {4}\d{3} kbps /m)
  })

  test('is a CSV with a line for each value, and no empty cell', async () => {
    const result = await sizing()
    const lines = sizeCsv(result).trimEnd().split('\n')
    expect(lines).toHaveLength(1 + result.answers[0]!.tried.length)
    for (const line of lines) expect(line.split(',').every((cell) => cell !== '')).toBe(true)
  })
})
