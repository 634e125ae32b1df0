import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { check, compare, parse, report, requirements, run, type Message } from '../../src/index.js'
import { newFolder, problemsIn, SMALL } from './fixture.js'

const town = parse(SMALL)
const NO_PAGE = { html: false }

describe('a run', () => {
  test('has a verdict for every requirement that applies, and the same figures again', async () => {
    const result = await run(town)
    expect(result.requirements.map(({ requirement }) => requirement)).toEqual(requirements(town).map(({ id }) => id))
    const { pass, fail, undecided, notExercised } = result.verdicts
    expect(pass + fail + undecided + notExercised).toBe(result.requirements.length)
    for (const one of result.requirements) {
      // What is sent arrives, is lost or is open (conservation), and what counts was sent.
      expect(one.sent).toBe(one.delivered + one.lost + one.open)
      expect(one.counted).toBeLessThanOrEqual(one.sent)
      expect(one.inTime).toBeLessThanOrEqual(one.counted)
      if (one.counted > 0) expect(one.shareInTime).toBe(one.inTime / one.counted)
    }
    expect(result.failed()).toBe(fail > 0)
    expect(result.failed({ strict: true })).toBe(pass < result.requirements.length)
    expect((await run(town)).json()).toEqual(result.json())
  })

  test('tells what the command prints, without colours, and where its report is', async () => {
    const result = await run(town)
    expect(result.text()).toMatch(/^small\n/)
    expect(result.text()).toMatch(/^reports +not written$/m)
    // eslint-disable-next-line no-control-regex
    expect(result.text()).not.toMatch(/\x1b/)
    expect(result.text({ strict: true })).toContain('--strict counts them as failed')
    expect(result.json()).toMatchObject({ name: 'small', reports: null, requirements: { pass: result.verdicts.pass } })
    const tests = result.junit().match(/<testcase /g)!
    expect(tests).toHaveLength(result.requirements.length)
    const folder = join(newFolder(), 'report')
    await report(result, folder, NO_PAGE)
    expect(result.text()).toMatch(/^reports +\//m)
    expect(result.json()).toMatchObject({ reports: folder })
  })

  test('tells of every message once for each of those that it was for', async () => {
    const all: Message[] = []
    const larger = town.with({ 'quantities.meters.electric.residential': 4000, duration: '1 day' })
    const result = await run(larger, { onMessage: (message) => all.push(message) })
    const id = '4.10.4.1/on-demand_Mtr-read_cmd/1'
    const asked = result.requirements.find(({ requirement }) => requirement === id)!
    const told = all.filter(({ requirement }) => requirement === id)
    expect(asked.sent).toBeGreaterThan(0)
    expect(told).toHaveLength(asked.sent)
    const latencies = told.flatMap(({ sentAtS, receivedAtS }) => (receivedAtS === undefined ? [] : receivedAtS - sentAtS!)) // prettier-ignore
    expect(latencies).toHaveLength(asked.delivered)
    // A histogram knows the mean exactly; moments are whole microseconds.
    expect(latencies.reduce((sum, one) => sum + one, 0) / latencies.length).toBeCloseTo(asked.latencyS!.mean, 6)
    const some: Message[] = []
    await run(larger, {
      onMessage: (message) => some.push(message),
      traceFilter: ['payload=*_cmd', 'outcome=delivered'],
    })
    const fits = ({ payload, outcome }: Message) => payload.endsWith('_cmd') && outcome === 'delivered'
    expect(some.length).toBeGreaterThan(0)
    expect(some).toEqual(all.filter(fits))
  })

  test('passes on what the one who is told throws, and leaves no trace', async () => {
    const folder = newFolder()
    const wrong = new Error('enough')
    const tell = () => {
      throw wrong
    }
    await expect(run(town, { onMessage: tell, trace: join(folder, 't.csv') })).rejects.toBe(wrong)
    expect(readdirSync(folder)).toEqual([])
  })

  test('ends with the reason of the signal, before it begins and while it is at it', async () => {
    await expect(run(town, { signal: AbortSignal.abort('no') })).rejects.toBe('no')
    const controller = new AbortController()
    const long = town.with({ duration: '2000 days' })
    const seen: number[] = []
    const ended = run(long, {
      signal: controller.signal,
      onProgress: ({ doneS, ofS }) => {
        seen.push(doneS)
        expect(ofS).toBe(2000 * 86_400)
        controller.abort(new Error('that will do'))
      },
    })
    await expect(ended).rejects.toThrow('that will do')
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.at(-1)).toBeLessThan(2000 * 86_400)
  })

  test('counts replications together', async () => {
    const [one, three] = [await run(town), await run(town, { replications: 3 })]
    expect([one.replications, three.replications]).toEqual([1, 3])
    const seeds = three.json()['statistics'] as object
    expect(JSON.stringify(seeds)).toContain('3')
    const counted = (result: typeof one) => result.requirements.reduce((sum, { counted }) => sum + counted, 0)
    expect(counted(three)).toBeGreaterThan(2 * counted(one))
    expect(counted(three)).toBeLessThan(4 * counted(one))
  })

  test('refuses options as the command does', async () => {
    expect(await problemsIn(() => run(town, { confidence: 1.5, replications: 0 }))).toEqual([
      expect.stringMatching(/^--confidence 150%: expected a share from 50 % to 99\.99 %/),
      expect.stringMatching(/^--replications 0: expected a whole number from 1/),
    ])
    expect(await problemsIn(() => run(town, { traceSample: 0.5 }))).toEqual([
      'traceSample: says something with trace or onMessage only',
    ])
    expect(await problemsIn(() => run(town, { traceSample: 0, onMessage: () => undefined }))).toHaveLength(1)
  })
})

describe('a trace', () => {
  test('of a run is judged as the run is', async () => {
    const folder = newFolder()
    const trace = join(folder, 't.csv')
    const rows: Message[] = []
    const ran = await run(town, { trace, onMessage: (message) => rows.push(message) })
    const read: number[] = []
    const checked = await check(town, trace, { onProgress: ({ bytes }) => read.push(bytes) })
    expect(checked.rows).toBe(rows.length)
    expect(checked.trace).toBe(trace)
    const verdicts = (result: typeof checked | typeof ran) =>
      result.requirements.map(({ requirement, verdict, counted, inTime }) => ({ requirement, verdict, counted, inTime })) // prettier-ignore
    expect(verdicts(checked)).toEqual(verdicts(ran))
    expect(checked.text()).toMatch(/^trace +\//m)
  })

  test('is refused where it cannot be read, and where nothing in it counts', async () => {
    const file = join(newFolder(), 't.csv')
    writeFileSync(file, 'when,what\n1,x\n')
    const problems = await problemsIn(() => check(town, file))
    expect(problems[0]).toMatch(/t\.csv:1:1: the column "sent_at" is missing/)
    const columns = { sent_at: 'when', payload: 'what', received_at: 'when' }
    expect(await problemsIn(() => check(town, file, { columns }))).not.toEqual([])
    expect(await problemsIn(() => check(town, file, { skewS: -1 }))).toEqual([
      'skewS: expected a time in seconds, found -1',
    ])
    await expect(check(town, file, { signal: AbortSignal.abort('no') })).rejects.toBe('no')
  })
})

describe('a report', () => {
  test('is that of the command, of a run and of a check, and can be compared', async () => {
    const folder = newFolder()
    const [base, next] = [join(folder, 'base'), join(folder, 'next')]
    const trace = join(folder, 't.csv')
    const ran = await run(town, { trace })
    await report(ran, base, NO_PAGE)
    const file = JSON.parse(readFileSync(join(base, 'run.json'), 'utf8')) as object
    expect(ran.json()).toMatchObject(file)
    expect(ran.json()['outcomes']).toHaveLength(ran.requirements.length)
    const slow = await run(town.with({ 'nan.delay': '2 min' }))
    await report(slow, next, NO_PAGE)
    const comparison = compare(base, next)
    expect(comparison.inBoth).toBe(ran.requirements.length)
    expect(comparison.regressions).toBeGreaterThan(0)
    for (const { requirement, base: before, next: after } of comparison.verdicts) {
      const verdictIn = (result: typeof ran) => result.requirements.find((one) => one.requirement === requirement)!.verdict // prettier-ignore
      expect([before, after]).toEqual([verdictIn(ran), verdictIn(slow)])
    }
    expect(comparison.json()).toMatchObject({ regressions: comparison.regressions })
    expect(comparison.markdown()).toContain('|')
    expect(compare(base, base)).toMatchObject({ regressions: 0, identical: ran.requirements.length })
    await report(await check(town, trace), join(folder, 'checked'), NO_PAGE)
    expect(compare(base, join(folder, 'checked')).verdicts).toEqual([])
  })

  test('replaces an earlier report, and nothing else', async () => {
    const folder = newFolder()
    const ran = await run(town)
    await report(ran, join(folder, 'r'), NO_PAGE)
    await report(ran, join(folder, 'r'), NO_PAGE)
    mkdirSync(join(folder, 'mine'))
    writeFileSync(join(folder, 'mine', 'note.txt'), 'keep me')
    expect(await problemsIn(() => report(ran, join(folder, 'mine'), NO_PAGE))).toEqual([
      expect.stringContaining('it would be overwritten'),
    ])
    expect(readdirSync(join(folder, 'mine'))).toEqual(['note.txt'])
    expect(readdirSync(folder).sort()).toEqual(['mine', 'r'])
  })

  test('compares nothing that is no report', async () => {
    expect(await problemsIn(() => compare(newFolder(), newFolder()))).toHaveLength(2)
  })
})

test('nothing is printed, and the exit status is left alone', async () => {
  const [out, err] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true))
  const folder = newFolder()
  const before = process.exitCode
  let calls: unknown[]
  try {
    const failing = parse(SMALL.replace('quantities', 'networks: { nan: { delay: 10 min } }\nquantities'))
    const result = await run(failing, { trace: join(folder, 't.csv'), replications: 2 })
    await report(result, join(folder, 'r'), NO_PAGE)
    await check(failing, join(folder, 't.csv'))
    compare(join(folder, 'r'), join(folder, 'r')).text()
  } finally {
    calls = [...out!.mock.calls, ...err!.mock.calls]
    vi.restoreAllMocks()
  }
  expect(calls).toEqual([])
  expect(process.exitCode).toBe(before)
})
