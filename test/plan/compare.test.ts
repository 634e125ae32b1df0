import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { VerdictWord } from '../../src/check/verdict.js'
import { compareAnnotations } from '../../src/plan/compare-annotations.js'
import { compareJson } from '../../src/plan/compare-json.js'
import { compareMarkdown } from '../../src/plan/compare-markdown.js'
import { compareText } from '../../src/plan/compare-text.js'
import { compareReports } from '../../src/plan/compare.js'
import { directionOf } from '../../src/plan/verdict-change.js'
import { complaint, folder } from '../input/files.js'
import { FAILED, IDLE, line, reportOf, RUN, UNDECIDED } from './report-folder.js'

const A = '4.15.4.1/SW_opr_cmd/1'
const B = '4.15.4.1/SW_opr_cmd/2'

function compared(base: Parameters<typeof reportOf>, next: Parameters<typeof reportOf>) {
  return compareReports(reportOf(...base), reportOf(...next))
}

/** What became of one requirement. */
const single = (before: object, after: object) => compared([[line(A, { ...before })]], [[line(A, { ...after })]])

describe('a verdict', () => {
  // What fails now and did not, and what passed and does no longer, is worse; nothing else is.
  const order: [VerdictWord, VerdictWord, string][] = [
    ['pass', 'fail', 'worse'],
    ['undecided', 'fail', 'worse'],
    ['not exercised', 'fail', 'worse'],
    ['pass', 'undecided', 'worse'],
    ['pass', 'not exercised', 'worse'],
    ['not exercised', 'undecided', 'neither'],
    ['undecided', 'not exercised', 'neither'],
    ['fail', 'not exercised', 'neither'],
    ['fail', 'undecided', 'better'],
    ['fail', 'pass', 'better'],
    ['undecided', 'pass', 'better'],
    ['not exercised', 'pass', 'better'],
  ]
  const CELLS = { pass: {}, fail: FAILED, undecided: UNDECIDED, 'not exercised': IDLE }

  test.each(order)('from %s to %s is %s', (from, to, direction) => {
    expect(directionOf(from, to)).toBe(direction)
    const { verdicts, regressions } = single(CELLS[from], CELLS[to])
    expect(verdicts).toMatchObject([{ name: A, direction }])
    expect(regressions).toBe(direction === 'worse' ? 1 : 0)
  })

  test.each(['pass', 'fail', 'undecided', 'not exercised'] as const)('that stays %s is no change', (word) => {
    expect(single(CELLS[word], CELLS[word])).toMatchObject({ verdicts: [], moved: [], regressions: 0, identical: 1 })
  })

  test('that is undecided for good is undecided', () => {
    const final = { ...UNDECIDED, verdict: 'undecided (at the bound)' }
    expect(single(UNDECIDED, final).verdicts).toEqual([])
    const { verdicts } = single({}, final)
    expect(verdicts).toMatchObject([{ direction: 'worse', next: { verdictText: 'undecided (at the bound)' } }])
  })

  // Of two that are as bad, the one whose interval ends lower.
  test('is told with the worst first, each with both shares and intervals', () => {
    const cells = order.map(([from, to], i) => [line(`1.${i}`, CELLS[from]), line(`1.${i}`, CELLS[to])])
    const [before, after] = [0, 1].map((side) => cells.map((pair) => pair[side]!).reverse())
    const { verdicts } = compared([before!], [after!])
    expect(verdicts.map(({ base, next }) => `${base.verdict} → ${next.verdict}`)).toEqual([
      'pass → fail',
      'undecided → fail',
      'not exercised → fail',
      'pass → undecided',
      'pass → not exercised',
      'undecided → not exercised',
      'not exercised → undecided',
      'fail → not exercised',
      'undecided → pass',
      'not exercised → pass',
      'fail → undecided',
      'fail → pass',
    ])
    expect(verdicts[0]).toMatchObject({
      base: { shareInTime: 1, low: 0.995, high: 1 },
      next: { shareInTime: 0.5, low: 0.47, high: 0.53 },
    })
  })
})

describe('a latency', () => {
  const p99 = (value: number, low: number, high: number | undefined) => ({
    latency_p99_s: value,
    latency_p99_low_s: low,
    latency_p99_high_s: high,
  })

  test.each([
    ['wholly above', p99(1, 0.9, 1.1), p99(2, 1.2, 2.5), 'worse'],
    ['wholly above, without an upper limit of its own', p99(1, 0.9, 1.1), p99(2, 1.2, undefined), 'worse'],
    ['wholly below', p99(2, 1.2, 2.5), p99(1, 0.9, 1.1), 'better'],
    ['wholly below one without an upper limit', p99(2, 1.2, undefined), p99(1, 0.9, 1.1), 'better'],
  ])('whose interval is %s is told', (_, before, after, direction) => {
    const { moved, regressions } = single(before, after)
    expect(moved).toMatchObject([{ requirement: A, figure: 'p99', direction }])
    expect(regressions).toBe(direction === 'worse' ? 1 : 0)
  })

  test.each([
    ['whose intervals overlap', p99(1, 0.9, 1.1), p99(1.2, 1.05, 1.3)],
    ['whose intervals touch', p99(1, 0.9, 1.1), p99(1.2, 1.1, 1.3)],
    // A histogram knows 0.05 %: two figures may be apart by 0.1 % for the same latency.
    ['that is another by less than 0.1 %', p99(1, 1, 1), p99(1.0009, 1.0009, 1.0009)],
    ['that there is no longer', p99(1, 0.9, 1.1), { ...p99(1, 0, undefined), latency_p99_s: undefined }],
  ])('%s has not moved', (_, before, after) => {
    expect(single(before, after)).toMatchObject({ moved: [], untold: 0, regressions: 0, identical: 0 })
  })

  test('of which too little is known to say is counted', () => {
    expect(single(p99(1, 0.5, undefined), p99(9, 8, undefined))).toMatchObject({ moved: [], untold: 1, regressions: 0 })
    expect(single(p99(1, 0.5, undefined), p99(1, 0.5, undefined)).untold).toBe(0)
  })

  test('of a report without intervals is not compared, which is said', () => {
    const old = Object.fromEntries(Object.entries(line(A)).filter(([column]) => !/_(low|high)_s$/.test(column)))
    const { moved, notes } = compared([[old]], [[line(A, p99(50, 40, 60))]])
    expect(moved).toEqual([])
    expect(notes).toEqual([expect.stringMatching(/^no intervals of all latencies in .*report, of an older sgsim: /)])
  })
})

describe('a share in time', () => {
  const share = (value: number, low: number, high: number) => ({ share_in_time: value, low, high })

  test('whose interval is wholly below the old one is worse, although the verdict is the same', () => {
    const [high, low] = [share(0.999, 0.998, 1), share(0.985, 0.981, 0.989)]
    expect(single(high, low)).toMatchObject({ verdicts: [], moved: [{ figure: 'in time', direction: 'worse' }], regressions: 1 }) // prettier-ignore
    expect(single(low, high)).toMatchObject({ moved: [{ figure: 'in time', direction: 'better' }], regressions: 0 })
    expect(single(high, share(0.998, 0.997, 0.999)).moved).toEqual([])
  })

  test('of another time is not compared', () => {
    const [day, hours] = [{ ...share(0.999, 0.998, 1), bound_latency_s: 86400 }, { ...share(0.985, 0.981, 0.989) }]
    expect(single(day, hours).moved).toEqual([])
  })
})

describe('requirements', () => {
  test('that are gone are a regression, those that came are not', () => {
    const { gone, came, inBoth, regressions } = compared([[line(A), line(B)]], [[line(A), line('9/x/1', FAILED)]])
    expect(gone.map(({ id }) => id)).toEqual([B])
    expect(came.map(({ id, verdict }) => [id, verdict])).toEqual([['9/x/1', 'fail']])
    expect({ inBoth, regressions }).toEqual({ inBoth: 1, regressions: 1 })
  })

  test('are identical where every cell is', () => {
    expect(single({}, { reason: 'another one' })).toMatchObject({ identical: 0, inBoth: 1, regressions: 0 })
    expect(single({}, {})).toMatchObject({ identical: 1 })
    // A trace does not tell which leg took the time, of which the reason of a run speaks.
    const trace = { trace: { file: 't.csv' } }
    const ofTrace = (cells: object) => compared([[line(A)]], [[line(A, { ...cells, reason: 'another one' })], trace])
    expect(ofTrace({})).toMatchObject({ identical: 1, inBoth: 1 })
    expect(ofTrace({ lost: 1 })).toMatchObject({ identical: 0, inBoth: 1 })
  })

  test('have messages that add up', () => {
    const { messages } = compared([[line(A, { sent: 7 }), line(B)]], [[line(A), line(B, { sent: 20, lost: 3 })]])
    expect(messages).toContainEqual({ count: 'sent', base: 1007, next: 1020 })
    expect(messages).toContainEqual({ count: 'lost', base: 0, next: 3 })
  })

  test('are read back where a cell was escaped against spreadsheets', () => {
    const names = ['=1+1', '+x', '-3', '@home', "'quoted"]
    const path = reportOf(names.map((name) => line(name)))
    expect(readFileSync(join(path, 'requirements.csv'), 'utf8')).toContain("\n'=1+1,")
    const { base } = compareReports(path, path)
    expect([...base.requirements.keys()]).toEqual(names)
    // A number below zero is escaped as well.
    const { messages } = compareReports(reportOf([line(A, { sent: -5 })]), reportOf([line(A)]))
    expect(messages[0]).toEqual({ count: 'sent', base: -5, next: 1000 })
  })
})

describe('budgets', () => {
  const budget = (cells: Record<string, string>) => ({ budget: 'wan.up utilisation p95 < 70%', verdict: 'pass', level: 'error', ...cells }) // prettier-ignore
  const held = (before: object[], after: object[]) =>
    compared([[line(A)], {}, before as never], [[line(A)], {}, after as never])

  test('that become worse are regressions, unless they only warn', () => {
    const failing = budget({ verdict: 'fail' })
    expect(held([budget({})], [failing])).toMatchObject({ budgets: [{ direction: 'worse' }], regressions: 1 })
    expect(held([failing], [budget({})])).toMatchObject({ budgets: [{ direction: 'better' }], regressions: 0 })
    const warns = held([budget({ level: 'warn' })], [budget({ level: 'warn', verdict: 'fail' })])
    expect(warns).toMatchObject({ budgets: [{ direction: 'neither' }], regressions: 0 })
    expect(compareText(warns)).toContain('pass (warns only) → fail (warns only)')
  })

  test('that are gone are regressions, those that came are not; a level that is lowered is told', () => {
    const other = budget({ budget: 'head-end backlog max < 5000', verdict: 'fail' })
    expect(held([budget({}), other], [budget({})])).toMatchObject({ budgets: [{ name: other.budget }], regressions: 1 })
    expect(held([budget({})], [budget({}), other])).toMatchObject({ budgets: [{ name: other.budget }], regressions: 0 })
    expect(held([budget({})], [budget({ level: 'warn' })])).toMatchObject({ budgets: [{ direction: 'neither' }] })
  })

  test('that relax a requirement decide in its place: its own verdict is no regression', () => {
    const relaxed = (requirement: string) => [budget({ kind: 'relax', requirement })]
    const change = (id: string) => compared([[line(A)], {}, relaxed(id)], [[line(A, FAILED)], {}, relaxed(id)])
    expect(change(A)).toMatchObject({ verdicts: [{ name: A, direction: 'neither' }], regressions: 0 })
    expect(change(B)).toMatchObject({ verdicts: [{ name: A, direction: 'worse' }], regressions: 1 })
  })

  test('of networks and nodes that the check of a trace does not tell of are noted, and no regression', () => {
    const figure = { comparator: '<' }
    const idle = { verdict: 'not exercised' }
    const other = budget({ budget: 'SW_opr_cmd > 99% within 3 s', comparator: 'NA' })
    const all = (cells: object, share: object = {}) => [budget({ ...figure, ...cells }), { ...other, ...share }]
    const trace = { trace: { file: 't.csv' } }
    const toTrace = compared([[line(A)], {}, all({})], [[line(A)], trace, all(idle)])
    expect(toTrace).toMatchObject({ budgets: [], regressions: 0 })
    expect(toTrace.notes).toEqual([
      expect.stringMatching(/report is the check of a trace, which says nothing of networks and nodes: 1 budget of a network or node is not compared$/),
    ])
    expect(compared([[line(A)], trace, all(idle)], [[line(A)], {}, all({ verdict: 'fail' })]).regressions).toBe(0)
    // What a trace does tell of, and what a run no longer exercises, counts.
    expect(compared([[line(A)], {}, all({})], [[line(A)], trace, all(idle, idle)]).regressions).toBe(1)
    expect(compared([[line(A)], {}, all({})], [[line(A)], {}, all(idle)]).regressions).toBe(1)
  }) // prettier-ignore

  test('that one report lacks are said, those that are there twice are refused', () => {
    const two = [budget({}), budget({})]
    const path = reportOf([line(A)], {}, two)
    expect(complaint(() => compareReports(path, path))).toMatch(/budgets\.csv:3:1: "wan\.up utilisation p95 < 70%" is there twice$/) // prettier-ignore
    const { notes, budgets } = compared([[line(A)], {}, two.slice(1)], [[line(A)]])
    expect(budgets).toEqual([])
    expect(notes).toEqual([expect.stringMatching(/report has no budgets: those of the other one are not compared$/)])
  })

  test('of an unknown level or verdict are refused', () => {
    const path = reportOf([line(A)], {}, [budget({ level: 'eror', verdict: 'passes' })])
    const file = join(path, 'budgets.csv')
    expect(complaint(() => compareReports(path, path)).split('\n')).toEqual([
      `${file}:2:30: expected a verdict, found "passes"`,
      '  did you mean "pass"?',
      `${file}:2:37: expected error or warn, found "eror"`,
      '  did you mean "error"?',
    ])
  })
})

describe('two runs', () => {
  test.each([
    [{ sgsim: '0.2.0' }, 'sgsim 0.1.0 → 0.2.0: what is different may be the doing of sgsim'],
    [{ node: 22 }, 'Node 20 → 22: what is different may be the doing of Node'],
    [{ profile: 'ACvIW' }, 'profile ACvW → ACvIW: paths are different, and requirements come and go'],
    [{ useCases: ['Price'] }, 'use cases Meter Reading → Price: requirements come and go'],
    [
      { seed: 2 },
      'seed 1 → 2: chance is different everywhere; with one seed it is so only where something was changed',
    ],
    [{ start: undefined }, 'start 2026-01-01 00:00 → unknown: the hours and seasons are different'],
    [
      { statistics: { confidence: 0.99, familywise: false } },
      'confidence 95 % → 99 %: intervals are as much wider or narrower',
    ],
    [
      { statistics: { replications: [{}, {}] } },
      'replications 1 → 2: numbers of messages are different, and so is what can be decided',
    ],
    [{ durationS: 3600 }, 'duration 1 day → 1 h: numbers of messages are different, and so is what can be decided'],
  ])('that differ in %o say so', (run, note) => {
    expect(compared([[line(A)]], [[line(A)], run]).notes).toEqual([note])
  })

  test('of different catalogues are refused', () => {
    const [base, next] = [reportOf([line(A)]), reportOf([line(A)], { catalogueHash: 'e'.repeat(64) })]
    expect(complaint(() => compareReports(base, next))).toBe(
      `${next}/run.json: of another catalogue than ${base}: eeeeeeeeeeee, there cccccccccccc; they cannot be compared\n` +
        '  the same requirement may ask for something else there: run both with the same payloads and the same sgsim',
    )
  })
})

describe('what is no report', () => {
  const good = () => reportOf([line(A)])
  const refused = (...folders: [string, string]) => complaint(() => compareReports(...folders))

  test('is refused, with what is there', () => {
    const path = good()
    const parent = dirname(path)
    expect(refused(join(parent, 'reprot'), path)).toBe(`${parent}/reprot: no such folder\n  did you mean "${path}"?`)
    expect(refused(join(parent, 'something-else'), path)).toBe(`${parent}/something-else: no such folder\n  one of: ${path}`) // prettier-ignore
    expect(refused(parent, path)).toBe(`${parent}: expected a report folder, found one without run.json\n  one of: ${path}`) // prettier-ignore
    const csv = join(path, 'requirements.csv')
    expect(refused(csv, path)).toBe(`${csv}: expected a report folder, found a file\n  did you mean "${path}"?`)
    expect(refused(folder(), path)).toMatch(/found one without run\.json\n {2}sgsim run writes one, /)
    expect(refused('', path)).toMatch(/^"": no such folder/)
    expect(basename(path)).toBe('report')
  })

  test('is told of both folders at once', () => {
    const [one, two] = [join(folder(), 'one'), join(folder(), 'two')]
    expect(refused(one, two).match(/no such folder/g)).toHaveLength(2)
  })

  test('has no run.json that can be read', () => {
    const path = good()
    const file = join(path, 'run.json')
    const saying = (text: string) => {
      writeFileSync(file, text)
      return refused(path, good())
    }
    expect(saying('{\n  "sgsim": "0.1.0",\n  oops\n}')).toMatch(/run\.json:3:3: not JSON: /)
    expect(saying('{ "sgsim": ')).toMatch(/run\.json:1:12: not JSON: /)
    expect(saying('[]')).toBe(`${file}:1:1: expected an object, found a list`)
    const hint = '\n  run the deployment again with this version of sgsim'
    expect(saying('{ "sgsim": 1 }')).toBe(
      `${file}:1:1: expected "sgsim" with a text, found 1${hint}\n` +
        `${file}:1:1: expected "catalogueHash" with a text, found nothing${hint}`,
    )
  })

  test('has no requirements.csv, or one that can not be read', () => {
    const path = good()
    const file = join(path, 'requirements.csv')
    const text = readFileSync(file, 'utf8')
    const saying = (written: string) => {
      writeFileSync(file, written)
      return refused(path, good())
    }
    const lines = text.trimEnd().split('\n')
    expect(saying(text.replace('share_in_time', 'share_ontime'))).toBe(
      `${file}:1:1: the column "share_in_time" is missing\n` +
        '  was it written by another version of sgsim? run the deployment again with this one',
    )
    expect(saying(text.replace('delivered', 'sent'))).toContain('the column "sent" is there twice')
    expect(saying(`${text}${lines[1]}\n`)).toBe(`${file}:3:1: "${A}" is there twice`)
    expect(saying(text.replace(',1000,', ',many,'))).toMatch(/csv:2:\d+: expected a number or NA, found "many"$/)
    expect(saying(text.replace(',pass,', ',passed,'))).toMatch(/expected a verdict, found "passed"\n {2}did you mean "pass"\?$/) // prettier-ignore
    expect(saying(text.slice(0, -30))).toMatch(/csv:2:\d+: expected \d+ cells, found \d+/)
    expect(saying('')).toMatch(/csv:1:1: the file is empty: expected the columns requirement, sent, /)
    rmSync(file)
    expect(refused(path, good())).toMatch(/requirements\.csv: no such file/)
    mkdirSync(file)
    expect(refused(path, good())).toMatch(/requirements\.csv: expected a file, found a folder/)
  })

  test('may have columns that nobody knows', () => {
    const path = reportOf([line(A, { colour: 'red' })])
    expect(compareReports(path, good())).toMatchObject({ inBoth: 1, identical: 1 })
  })
})

describe('a comparison with very many changes', () => {
  const name = (i: number) => `4.10.4.4/Mtr-read_multi-interval-data_resp-data/${i}`
  const many = Array.from({ length: 120 }, (_, i) => i)
  const slower = { latency_p50_s: 3, latency_p50_low_s: 2, latency_p50_high_s: 4 }
  const everything = () =>
    compared(
      [many.map((i) => line(name(i))).concat(many.map((i) => line(`gone ${i}`)))],
      [many.map((i) => line(name(i), i < 60 ? { ...FAILED, ...slower } : {})), { seed: 2 }],
    )

  test('has 80 columns and at most 20 lines a section on the terminal, then how many more', () => {
    const comparison = everything()
    const text = stripVTControlCharacters(compareText(comparison))
    for (const one of text.split('\n')) expect(one.length, one).toBeLessThanOrEqual(80)
    const sections = text.split('\n\n').filter((one) => one.includes('… and '))
    expect(sections).toHaveLength(3)
    for (const one of sections) {
      const [, ...lines] = one.split('\n')
      expect(lines).toHaveLength(21)
      expect(lines[20]).toMatch(/^… and \d+ more \(--json has them all\)$/)
    }
    // Two lines an item.
    expect(text).toContain('… and 50 more')
    expect(text).toContain('pass 100 % (99.5 % to 100 %) → fail 50 % (47 % to 53 %)')
    expect(text).toContain('p50 140 ms (130 ms to 150 ms) → 3 s (2 s to 4 s)')
    expect(text.trimEnd().split('\n').at(-1)).toBe('240 regressions')
  })

  test('stays below what a comment on GitHub may have, as Markdown in which nothing has a meaning of its own', () => {
    const comparison = everything()
    const text = compareMarkdown(comparison)
    expect(text.length).toBeLessThan(65536)
    expect(text).toContain('## sgsim compare: 240 regressions\n')
    expect(text).toContain('| WORSE | 4.10.4.4/Mtr-read\\_multi-interval-data\\_resp-data/0 | pass → fail |')
    expect(text).toContain('… and 10 more.')
    const table = text.split('\n').filter((one) => one.startsWith('|'))
    for (const one of table) expect(one).toMatch(/^\|( .* \|)+$/)
  })

  test('has them all in JSON', () => {
    const comparison = everything()
    const json = JSON.parse(JSON.stringify(compareJson(comparison))) as Record<string, unknown[]>
    expect(json['verdicts']).toHaveLength(60)
    expect(json['gone']).toHaveLength(120)
    expect(json).toMatchObject({
      regressions: 240,
      base: { name: RUN.name },
      requirements: { inBoth: 120, identical: 60 },
    })
    expect(json['moved']![0]).toMatchObject({ figure: 'p50', direction: 'worse', new: { value: 3, low: 2, high: 4 } })
  })

  test('has ten annotations on GitHub, the last of which says how many more there are', () => {
    const comparison = everything()
    const lines = compareAnnotations(comparison).trimEnd().split('\n')
    expect(lines).toHaveLength(10)
    expect(lines[0]).toBe(
      '::error title=pass → fail%3A 4.10.4.4/Mtr-read_multi-interval-data_resp-data/0::' +
        'in time 100 %25 (99.5 %25 to 100 %25) → 50 %25 (47 %25 to 53 %25)',
    )
    expect(lines[9]).toMatch(/::231 more became worse: see sgsim compare --json$/)
  })
})
