import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, contents, folderOf, PROGRAM, sgsim, SMALL } from './sgsim.js'

const DAY = SMALL.replace('duration: 1 h', 'duration: 24 h')
const COMMAND = '4.10.4.1/on-demand_Mtr-read_cmd/1'
const COLUMNS = 'message,requirement,device,sent_at,received_at'
/** So many commands, one a minute from the start on; every tenth is late, or none is (the bound of SRS 4.10.4.1 is 15 s). */
const rows = (many: number, late: boolean) =>
  Array.from(
    { length: many },
    (_, i) => `${i},${COMMAND},m${i % 50},${60 * i},${60 * i + (late && i % 10 === 0 ? 40 : 2)}`,
  )
const trace = (late: boolean) => [COLUMNS, ...rows(1100, late), ''].join('\n')

describe('sgsim check', () => {
  test('holds a trace against the requirements, and writes what it found', () => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': trace(true) })
    const { status, stdout, stderr } = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--out', 'r')
    expect(stderr).toBe('')
    expect(status).toBe(1)
    expect(stdout).toContain(`FAIL  ${COMMAND}`)
    expect(stdout).toMatch(/^rows +1 100 read, 1 100 counted/m)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(Object.keys(contents(join(folder, 'r')))).toEqual([
      'assumptions.csv',
      'chains.csv',
      'report.html',
      'requirements.csv',
      'run.json',
    ])
    const line = readFileSync(join(folder, 'r', 'requirements.csv'), 'utf8')
      .split('\n')
      .find((one) => one.startsWith(COMMAND))
    // 1100 commands, of which 110 were late.
    expect(line).toMatch(/Electr,1100,1100,990,0,0,1100,/)
    const json = JSON.parse(readFileSync(join(folder, 'r', 'run.json'), 'utf8')) as { trace: object }
    expect(json.trace).toMatchObject({ file: 't.csv', rows: 1100, counted: 1100, duplicates: 0 })
  })

  test('ends with 0 where nothing fails, and with 1 where that is not enough (--strict)', () => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': trace(false) })
    const args = ['check', 't.csv', '--deployment', 'd.yaml', '--out', 'r', '--quiet']
    expect(sgsim(folder, ...args)).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(sgsim(folder, ...args, '--strict').status).toBe(1)
  })

  test('prints JSON, and writes JUnit', () => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': trace(true) })
    const { stdout } = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--json', '--junit', 'j.xml')
    const { outcomes, reports } = JSON.parse(stdout) as {
      outcomes: { requirement: string; sent: number }[]
      reports: string
    }
    expect(reports).toBe(join('reports', 'small-check'))
    expect(outcomes.find((one) => one.requirement === COMMAND)).toMatchObject({ sent: 1100 })
    expect(readFileSync(join(folder, 'j.xml'), 'utf8')).toContain(`name="${COMMAND}"`)
  })

  test('gives what the run gave, of the trace that it wrote', () => {
    const folder = folderOf({ 'd.yaml': SMALL })
    sgsim(folder, 'run', 'd.yaml', '--out', 'a', '--trace', 't.ndjson', '--quiet')
    sgsim(folder, 'check', 't.ndjson', '--deployment', 'd.yaml', '--out', 'b', '--quiet')
    const [a, b] = ['a', 'b'].map((name) => readFileSync(join(folder, name, 'requirements.csv'), 'utf8'))
    expect(b).toBe(a)
  })

  test('refuses what it cannot read with its place, and writes nothing', () => {
    const folder = folderOf({ 'd.yaml': SMALL, 't.csv': `${COLUMNS}\n1,${COMMAND},a,soon,2\n2,${COMMAND},a,3\n` })
    const { status, stdout, stderr } = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--out', 'r')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^t\.csv:2:39: sent_at: expected a number/)
    expect(stderr).toContain('t.csv:3:39: expected 5 cells, found 4')
    expect(existsSync(join(folder, 'r'))).toBe(false)
  })

  test.each([
    [['--unit', 'h'], '--unit h: expected s, ms or us, found "h"'],
    [['--skew', '5'], '--skew 5: expected a time, such as 50ms'],
    [['--confidence', '2'], '--confidence 2: expected a share between 0% and 100%'],
    [['--map', 'snt_at=x'], '--map snt_at=x: a trace has no column "snt_at"'],
    [['--time-zone', 'Mars'], '--time-zone Mars: expected the name of a time zone'],
  ])('refuses %s', (options, said) => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': trace(false) })
    const { status, stderr } = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', ...options)
    expect(status).toBe(2)
    expect(stderr).toContain(said)
  })

  test('needs a deployment, and a trace that is there', () => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': trace(false) })
    expect(sgsim(folder, 'check', 't.csv').stderr).toContain("required option '--deployment <file>' not specified")
    expect(sgsim(folder, 'check', 't.cvs', '--deployment', 'd.yaml').status).toBe(2)
    expect(sgsim(folder, 'check', 'u.csv', '--deployment', 'd.yaml').stderr).toContain('did you mean "t.csv"?')
  })

  test('annotates what failed on GitHub, and writes a summary of the step', () => {
    const budgets = `budgets: [{ tighten: on-demand_Mtr-read_cmd, to: "> 99% within 1 s", reason: a contract }]\n`
    const folder = folderOf({ 'd.yaml': `${DAY}${budgets}`, 't.csv': trace(true) })
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 's.md'), GITHUB_WORKSPACE: folder }
    const args = [PROGRAM, 'check', 't.csv', '--deployment', 'd.yaml', '--out', 'r', '--quiet']
    const { status, stderr } = command(folder, process.execPath, args, env)
    expect(status).toBe(1)
    expect(stderr).toMatch(new RegExp(`^::error file=d\\.yaml,line=\\d+,.*title=fail%3A ${COMMAND}::`, 'm'))
    expect(stderr).toMatch(/^::error file=d\.yaml,line=\d+,.*title=budget%3A fail::/m)
    const summary = readFileSync(join(folder, 's.md'), 'utf8')
    expect(summary).toContain('## sgsim: small: 1 requirement failed')
    expect(summary).toContain('](<r>)')
  })

  test.each([
    ['a line of columns only', [], 't.csv: expected rows, found none'],
    [
      'no row that counts',
      ['1,4.10.4.1/nonsense/1,a,60,61', '2,4.10.4.1/nonsense/1,a,60,61'],
      't.csv: none of its 2 rows counts for a requirement\n  not counted: 2 rows of requirements that the catalogue does not have',
    ],
  ])('refuses a trace with %s, and writes nothing', (_, rows, said) => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': [COLUMNS, ...rows, ''].join('\n') })
    const { status, stdout, stderr } = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--junit', 'j.xml')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(said)
    expect(existsSync(join(folder, 'reports', 'small-check')) || existsSync(join(folder, 'j.xml'))).toBe(false)
  })

  test('says that no warm-up is left out where one would have to be found, on the terminal and in run.json', () => {
    const folder = folderOf({ 'd.yaml': `${DAY}warm-up: found\n`, 't.csv': trace(false) })
    const { stdout } = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--out', 'r')
    expect(stdout).toMatch(/^warm-up +none is left out/m)
    const json = JSON.parse(readFileSync(join(folder, 'r', 'run.json'), 'utf8')) as { trace: object }
    expect(json.trace).toMatchObject({ warmUpSought: true })
  })

  test('has a help that fits, with examples that are right', () => {
    const { stdout } = sgsim(folderOf(), 'check', '--help')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    const [, set] = /e\.g\.\s+(duration="2\s+days")/.exec(stdout)!
    const folder = folderOf({ 'd.yaml': SMALL, 't.csv': trace(false) })
    const value = set!.replaceAll(/\s+/g, ' ').replaceAll('"', '')
    expect(sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--set', value, '--quiet').status).toBe(0)
  })

  test.runIf(existsSync('/proc/self'))('refuses a place where nothing can be made', () => {
    const folder = folderOf({ 'd.yaml': DAY, 't.csv': trace(false) })
    const check = sgsim(folder, 'check', 't.csv', '--deployment', 'd.yaml', '--junit', '/proc/x.xml')
    const run = sgsim(folder, 'run', 'd.yaml', '--trace', '/proc/x.csv')
    for (const { status, stderr } of [check, run]) {
      expect(status).toBe(2)
      expect(stderr).toMatch(/^\/proc\/x\.(xml|csv): cannot be written \(E[A-Z]+\)\n$/)
    }
  })
})
