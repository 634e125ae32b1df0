import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { disagreements } from '../../bench/speed-agree.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const missing =
  spawnSync('g++', ['--version']).status !== 0
    ? 'there is no g++ here'
    : existsSync(join(ROOT, 'dist', 'cli', 'main.js'))
      ? undefined
      : 'sgsim is not built: npm run build'
if (missing !== undefined) console.log(`the bench beside C++ is not tested: ${missing}`)

interface Row {
  name: string
  file: string
  runs: object[]
  options: object
  result: Record<string, number>
}
interface Case {
  work: string
  size: object
  rows: Row[]
  wrong: string[]
}

test.each([
  [['--nonsense'], /^Unknown option '--nonsense' \(there are --only, .*--json\)\n$/],
  [
    ['--json', join(ROOT, 'nowhere', 'x.json')],
    /^--json: expected a file in a folder that can be written to; found .*x\.json\n$/,
  ],
])('%s is refused before anything is measured', (words, said) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bench', 'speed-peers.js'), ...words], {
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(said)
})

describe.skipIf(missing !== undefined)('sgsim beside C++ in small, by the command', () => {
  let status: number | null
  let stdout: string
  let cases: Case[]

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'sgsim-speed-test-'))
    try {
      const json = join(folder, 'speed.json')
      const words = ['--quick', '--peers', 'sgsim,c++', '--json', json]
      const ended = spawnSync(process.execPath, [join(ROOT, 'bench', 'speed-peers.js'), ...words], { encoding: 'utf8' })
      ;({ status, stdout } = ended)
      if (!existsSync(json)) throw new Error(ended.stderr)
      cases = (JSON.parse(readFileSync(json, 'utf8')) as { cases: Case[] }).cases
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)

  test('all programs did the same work', () => {
    expect({ status, wrong: cases.flatMap(({ wrong }) => wrong) }).toEqual({ status: 0, wrong: [] })
    expect([...new Set(cases.map(({ work }) => work))]).toEqual(['hold', 'mm1', 'meters'])
    for (const { rows } of cases) expect(rows.filter(({ runs }) => runs.length !== 1)).toEqual([])
  })

  test('events come out in one order, whichever queue holds them', () => {
    for (const { rows } of cases.filter(({ work }) => work === 'hold'))
      expect(new Set(rows.map(({ result }) => result['order'])).size).toBe(1)
  })

  test('reads and acknowledgements take what their links take', () => {
    const { rows } = cases.find(({ work }) => work === 'meters')!
    for (const { result } of rows) {
      // 1000 meters, two hours.
      expect(result['reads']).toBe(2000)
      // 260 bytes at 100 kbps and 2 Mbps, 20 and 30 ms, 5 ms in the head-end; hardly one waits for another.
      expect(Math.abs(result['readLatencyS']! / (0.0208 + 0.02 + 0.00104 + 0.03 + 0.005) - 1)).toBeLessThan(0.001)
      // 5 ms in the head-end, 85 bytes the same way back.
      expect(result['acknowledgementLatencyS']).toBeCloseTo(0.005 + 0.00034 + 0.03 + 0.0068 + 0.02, 6)
    }
  })

  test('the table has a line for each program', () => {
    for (const { name } of cases.flatMap(({ rows }) => rows)) expect(stdout).toContain(`\n  ${name} `)
    expect(stdout.split('\n').filter((line) => line.length > 110)).toEqual([])
  })

  test.each([
    ['hold', 'order', 1, 'order'],
    ['mm1', 'meanWaitS', 4, 'standard errors'],
    ['meters', 'reads', -1, 'reads of 2000'],
    ['meters', 'readLatencyS', 0.001, 'readLatencyS'],
    ['meters', 'acknowledgementsReceived', -6, 'acknowledgementsReceived'],
  ])('where a program of %s is wrong by its %s, it says so', (work, figure, by, said) => {
    const one = cases.find((other) => other.work === work)!
    const [first, ...rest] = one.rows as [Row, ...Row[]]
    const result = { ...first.result, [figure]: first.result[figure]! + by }
    const wrong = disagreements({ ...one, rows: [{ ...first, result, runs: [{ result }] }, ...rest] })
    expect(wrong.join('\n')).toContain(said)
  })
})
