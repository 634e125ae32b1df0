import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse, run, size, sweep, volumetrics, type SweepPoint } from '../../src/index.js'
import { problemsIn, SLOW, SMALL } from './fixture.js'

const town = parse(SMALL)
const seconds = (text: string | undefined) => (text!.endsWith(' min') ? 60 : 1) * parseFloat(text!)

describe('size', () => {
  const slow = parse(SLOW)
  const asked = { vary: 'nan.delay', requirements: ['SW_opr_cmd'], from: '50 s', to: '70 s' }

  test('finds the delay that the bound of 60 s allows (SRS 4.15.4.1)', async () => {
    const tried: number[] = []
    const sizing = await size(slow, { ...asked, onTried: (path, count) => tried.push(count) && expect(path).toBe('nan.delay') }) // prettier-ignore
    const [answer] = sizing.answers
    expect(answer).toMatchObject({ path: 'networks.nan.delay', now: '40 s', found: 'bracket', binding: ['4.15.4.1/SW_opr_cmd/1'] }) // prettier-ignore
    // Besides the NAN a command takes well below a second; the bracket is 5 % wide.
    expect(seconds(answer!.passes)).toBeGreaterThan(57)
    expect(seconds(answer!.passes)).toBeLessThan(60)
    expect(seconds(answer!.fails)).toBeLessThan(63.1)
    expect(seconds(answer!.fails)).toBeGreaterThan(59)
    expect(tried.at(-1)).toBe(sizing.runs)
    expect(sizing.text()).toContain('networks.nan.delay')
    expect(sizing.json()).toMatchObject({ name: 'slow', answers: [{ passes: answer!.passes }] })
  })

  test('is refused as the command refuses, and stops when it is told to', async () => {
    expect(await problemsIn(() => size(slow, { vary: 'nan.dealy' }))).toEqual([
      expect.stringMatching(/^--vary nan\.dealy: .*did you mean/),
    ])
    expect(await problemsIn(() => size(slow, { ...asked, headroom: 2 }))).toHaveLength(1)
    await expect(size(slow, { ...asked, signal: AbortSignal.abort('no') })).rejects.toBe('no')
    const controller = new AbortController()
    const stop = { signal: controller.signal, onTried: () => controller.abort('enough') }
    await expect(size(slow, { ...asked, ...stop })).rejects.toBe('enough')
  })
})

describe('sweep', () => {
  const vary = { 'wan.rate': ['1 kbps', '2 Mbps'], 'nan.delay': ['20 ms', '2 min'] }

  test('gives every combination in its order, as a run of it would be', async () => {
    const points: SweepPoint[] = []
    for await (const point of sweep(town, { vary })) points.push(point)
    expect(points.map(({ number, of, values }) => [number, of, values['wan.rate'], values['nan.delay']])).toEqual([
      [1, 4, '1 kbps', '20 ms'],
      [2, 4, '1 kbps', '2 min'],
      [3, 4, '2 Mbps', '20 ms'],
      [4, 4, '2 Mbps', '2 min'],
    ])
    const alone = await run(town.with({ 'wan.rate': '1 kbps', 'nan.delay': '2 min' }))
    const { result } = points[1]!
    expect(result).toMatchObject({ failed: alone.failed(), verdicts: alone.verdicts, messages: alone.messages })
    expect(result!.requirements.map(({ requirement, verdict }) => [requirement, verdict])).toEqual(
      alone.requirements.map(({ requirement, verdict }) => [requirement, verdict]),
    )
  })

  test('runs a part of it, and stops where nobody takes more', async () => {
    const numbers: number[] = []
    for await (const { number } of sweep(town, { vary, first: 2, last: 4 })) if (numbers.push(number) === 2) break
    expect(numbers).toEqual([2, 3])
    expect(await problemsIn(() => sweep(town, { vary, first: 3, last: 5 }).next())).toEqual([
      'first and last: expected two numbers from 1 to 4, found 3 and 5',
    ])
  })

  test('tries profiles, and takes the sweep of the file where nothing is said', async () => {
    const codes: unknown[] = []
    for await (const { values } of sweep(town, { profiles: ['ACvW', 'ACdW'] })) codes.push(values['profile'])
    expect(codes).toEqual(['ACvW', 'ACdW'])
    const own = parse(`${SMALL}sweep: { points: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] }\n`)
    const seeds: unknown[] = []
    for await (const { values } of sweep(own)) seeds.push(values['seed'])
    expect(seeds).toEqual([1, 2, 3])
    expect(await problemsIn(() => sweep(town).next())).toEqual([expect.stringContaining('expected the points')])
    expect(await problemsIn(() => sweep(town, { profiles: ['ACvX'] }).next())).toHaveLength(1)
  })

  test('ends with the reason of the signal', async () => {
    const controller = new AbortController()
    const points = sweep(town, { vary, signal: controller.signal })
    expect((await points.next()).value).toMatchObject({ number: 1 })
    controller.abort('enough')
    await expect(points.next()).rejects.toBe('enough')
  })
})

describe('volumetrics', () => {
  const example = parse(readFileSync('scenarios/srs-4.21.yaml', 'utf8'), 'scenarios/srs-4.21.yaml')

  test('has the totals of SRS 4.21, tables 1 and 2', () => {
    const { directions } = volumetrics(example, 'DAPjm', '2-Way Meter - Electr')
    const [down, up] = directions
    expect([down.eventsPerMeterPerDay, down.bytesPerMeterPerDay, down.rows.length]).toEqual([0.152, 3.8, 5])
    expect([up.eventsPerMeterPerDay, up.bytesPerMeterPerDay, up.rows.length]).toEqual([8.352 + 0.079075, 16711.75375, 8]) // prettier-ignore
  })

  test('knows an actor by its other name, and refuses what is none', async () => {
    const told = volumetrics(example, '2-Way Meter - Electr', 'DAPjm')
    expect(told.directions.map(({ from }) => from)).toEqual(['2-Way Meter - Electr', 'DAPjm'])
    expect(told.text()).toContain('SRS 4.21')
    expect(told.json()).toHaveProperty('directions')
    expect(await problemsIn(() => volumetrics(example, 'DAPj', 'Meter'))).toEqual([
      expect.stringMatching(/^volumetrics DAPj:Meter: no actor is called "DAPj" \| did you mean "DAPjm"/),
      expect.stringMatching(/^volumetrics DAPj:Meter: no actor is called "Meter"/),
    ])
    expect(await problemsIn(() => volumetrics(example, 'DAPjm', 'CIS/Billing - Utility'))).toHaveLength(1)
  })
})
