import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { run } from '../../src/run/run.js'
import { lifeOf } from '../../src/trace/message-life.js'
import { slowest } from '../../src/trace/slowest.js'
import { hopsFileOf, TraceFiles } from '../../src/trace/trace-files.js'
import { readTraceFilter } from '../../src/trace/trace-filter.js'
import { TraceRecorder } from '../../src/trace/trace-recorder.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sgsim-trace-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const TOWN = `name: town
profile: ACvW
use-cases: [Meter Reading, Service Switch]
start: 2026-06-01 06:00
duration: 4 h
quantities: { meters: { electric: { residential: 2000, commercial: 200 } } }
networks: { nan: { loss: 40%, retries: 1 } }
`

async function trace(name: string, { sample = 1, filter = [] as string[], seed = 1 } = {}): Promise<string> {
  const file = join(folder, name)
  const files = new TraceFiles(file)
  const { messages, hops } = await files.begin()
  const recorder = new TraceRecorder(messages, hops, seed, sample, readTraceFilter(filter, catalogue))
  await run(deploymentOf(TOWN, `seed=${seed}`), { trace: recorder })
  files.end()
  files.commit()
  files.abandon()
  return file
}

const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n')
const isSame = (a: string, b: string) => readFileSync(a).equals(readFileSync(b))
const messageOf = (line: string) => line.slice(0, line.indexOf(','))

describe('the files of a trace', () => {
  test('are the same, byte for byte, for the same seed, and others for another', async () => {
    const [one, again] = [await trace('one.csv'), await trace('again.csv')]
    expect(linesOf(one).length).toBeGreaterThan(1000)
    expect(isSame(again, one)).toBe(true)
    expect(isSame(hopsFileOf(again), hopsFileOf(one))).toBe(true)
    expect(isSame(await trace('other.csv', { seed: 2 }), one)).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['again.csv', 'again.hops.csv', 'one.csv', 'one.hops.csv', 'other.csv', 'other.hops.csv']) // prettier-ignore
  })

  test('say the same in NDJSON', async () => {
    const [csv, ndjson] = [await trace('a.csv'), await trace('a.ndjson')]
    for (const [a, b] of [
      [csv, ndjson],
      [hopsFileOf(csv), hopsFileOf(ndjson)],
    ] as const) {
      const shown = (value: unknown) => (value === null ? 'NA' : String(value))
      const objects = linesOf(b).map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(Object.keys(objects[0]!).join(',')).toBe(linesOf(a)[0])
      // No cell of this trace holds a comma but names of losses, which do not either.
      expect(objects.map((one) => Object.values(one).map(shown).join(','))).toEqual(linesOf(a).slice(1))
    }
  })

  test('hold a sample: rows of the whole, all of a message with what it causes, all reads of a device', async () => {
    const [whole, part] = [await trace('whole.csv'), await trace('part.csv', { sample: 0.2 })]
    const all = linesOf(whole).slice(1)
    const some = new Set(linesOf(part).slice(1))
    expect(some.size).toBeGreaterThan(50)
    const known = new Set(all)
    expect([...some].every((line) => known.has(line))).toBe(true)
    const cells = all.map((line) => line.split(','))
    const inSample = new Set([...some].map(messageOf))
    const isRead = (one: string[]) => one[11] !== 'NA'
    const devices = new Set(cells.filter((one) => isRead(one) && inSample.has(one[0]!)).map((one) => one[5]))
    let effects = 0
    for (const one of cells) {
      if (isRead(one)) expect([one, inSample.has(one[0]!)]).toEqual([one, devices.has(one[5])])
      else if (one[10] !== 'NA') {
        expect([one, inSample.has(one[0]!)]).toEqual([one, inSample.has(one[10]!)])
        effects++
      }
    }
    expect(effects).toBeGreaterThan(50)
    const hops = linesOf(hopsFileOf(part)).slice(1)
    const ofWhole = linesOf(hopsFileOf(whole)).slice(1)
    expect(hops).toEqual(ofWhole.filter((line) => inSample.has(messageOf(line))))
  })

  test('hold what fits the filter, of the hops those of its messages', async () => {
    const whole = linesOf(await trace('whole.csv')).slice(1)
    const part = await trace('part.csv', { filter: ['payload=SW_*', 'outcome=lost'] })
    const expected = whole.filter((line) => /,SW_/.test(line) && line.split(',')[9] === 'lost')
    expect(expected.length).toBeGreaterThan(0)
    expect(linesOf(part).slice(1)).toEqual(expected)
    // What becomes of a message is not known yet when its packets are on their way.
    const commands = new Set(whole.filter((line) => /,SW_/.test(line)).map(messageOf))
    const hops = new Set(linesOf(hopsFileOf(part)).slice(1).map(messageOf))
    expect([...hops].every((one) => commands.has(one))).toBe(true)
    expect(hops.size).toBeGreaterThan(expected.length)
  })

  test('are not there before they are whole, and never if they are abandoned', async () => {
    const file = join(folder, 'new', 't.csv')
    const files = new TraceFiles(file)
    await files.begin()
    expect([existsSync(file), readdirSync(join(folder, 'new')).length]).toEqual([false, 2])
    files.abandon()
    expect(readdirSync(join(folder, 'new'))).toEqual([])
  })

  test('replace a trace, and nothing else', async () => {
    await trace('t.csv')
    const before = readFileSync(join(folder, 't.csv'))
    const again = new TraceFiles(join(folder, 't.csv'))
    await again.begin()
    again.abandon()
    expect(before.equals(readFileSync(join(folder, 't.csv')))).toBe(true)
    writeFileSync(join(folder, 'meters.csv'), 'device,tree\n1,2\n')
    mkdirSync(join(folder, 'f.csv'))
    writeFileSync(join(folder, 'u.hops.csv'), 'mine\n')
    const refused = (name: string) => expect(() => new TraceFiles(name === '' ? '' : join(folder, name)))
    refused('meters.csv').toThrow(/meters\.csv: is no trace of sgsim: it would be overwritten/)
    refused('u.csv').toThrow(/u\.hops\.csv: is no trace of sgsim/)
    refused('f.csv').toThrow(/expected a file, found a folder/)
    refused('t.cvs').toThrow(
      /expected a name that ends in .csv, .ndjson, .parquet; found ".cvs"\n {2}did you mean ".csv"\?/,
    )
    refused('t').toThrow(/found none/)
    refused('').toThrow(InputError)
  })
})

describe('what a trace says', () => {
  test('of a message: its rows, its hops, what caused it and what it caused', async () => {
    for (const name of ['t.csv', 't.ndjson']) {
      const file = await trace(name)
      const { receipts } = slowest(file, 1, '4.15.4.1/SW_opr_cmd/1')
      const number = receipts[0]!.row['message'] as number
      const life = lifeOf(file, number)
      expect(life.rows.every((row) => row['message'] === number)).toBe(true)
      expect(life.rows.map((row) => row['requirement'])).toContain('4.15.4.1/SW_opr_cmd/1')
      expect(life.hops!.map((hop) => hop['hop'])).toEqual([1, 2, 3, 4])
      const queued = life.hops!.map((hop) => hop['queued_s'] as number)
      expect(queued).toEqual([...queued].sort((a, b) => a - b))
      const effect = life.caused.find((row) => row['payload'] === 'SW_opr_cmd_ack')!
      const other = lifeOf(file, effect['message'] as number)
      expect(other.causedBy.map((row) => row['message'])).toContain(number)
    }
  })

  test('of a message without hops, or that is not there', async () => {
    const file = await trace('t.csv', { filter: ['payload=SW_*'] })
    rmSync(hopsFileOf(file))
    const numbers = [...new Set(linesOf(file).slice(1).map(messageOf).map(Number))].sort((a, b) => a - b)
    expect(lifeOf(file, numbers[3]!).hops).toBeUndefined()
    const gap = numbers.findIndex((one, i) => numbers[i + 1]! > one + 1)
    const [below, above] = [numbers[gap]!, numbers[gap + 1]!]
    expect(() => lifeOf(file, below + 1)).toThrow(
      `no message has the number ${below + 1}\n  near it: ${below}, ${above}`,
    )
    expect(() => lifeOf(join(folder, 'none.csv'), 1)).toThrow(/none\.csv: no such file/)
    writeFileSync(join(folder, 't.parquet'), 'PAR1')
    expect(() => lifeOf(join(folder, 't.parquet'), 1)).toThrow(/reads CSV \(\.csv\) and NDJSON \(\.ndjson\)/)
    writeFileSync(join(folder, 'x.csv'), 'message,payload\n1,a\n')
    expect(() => lifeOf(join(folder, 'x.csv'), 1)).toThrow(/x\.csv:1:1: expected the columns of a trace of sgsim; there is no requirement, from/) // prettier-ignore
  })

  test('of the worst: the longest latencies first, of all that were received', async () => {
    const file = await trace('t.csv')
    const id = '4.15.4.1/SW_opr_cmd/1'
    const latencies = linesOf(file)
      .slice(1)
      .map((line) => line.split(','))
      .filter((one) => one[1] === id && one[9] === 'delivered')
      .map((one) => Math.round((Number(one[7]) - Number(one[6])) * 1e6) / 1e6)
      .sort((a, b) => b - a)
    const found = slowest(file, 7, id)
    expect(found.receipts.map((one) => one.latency)).toEqual(latencies.slice(0, 7))
    expect(found.of).toBe(latencies.length)
    expect(slowest(file, 1, undefined).receipts[0]!.latency).toBeGreaterThanOrEqual(latencies[0]!)
  })

  test('a cell that is no number is refused with its place', async () => {
    const file = await trace('t.csv')
    const lines = linesOf(file)
    lines[2] = lines[2]!.replace(/,(\d+\.\d+),/, ',soon,')
    writeFileSync(file, lines.join('\n') + '\n')
    expect(() => slowest(file, 1, undefined)).toThrow(/t\.csv:3:\d+: expected a number, found "soon"/)
  })
})
