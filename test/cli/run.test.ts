import { readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { command, contents, folderOf, PROGRAM, ROOT, sgsim, SMALL } from './sgsim.js'

// On-demand reads come 25 per 1000 meters a day (SRS 4.21 table 1) and have 15 s (SRS 4.10.4.1).
const SLOW = `${SMALL.replace('1 h', '1 day').replace('90', '4000')}networks: { nan: { delay: 20 s } }\n`

interface Summary {
  requirements: { applied: number; fail: number }
  outcomes: { requirement: string; verdict: string }[]
}

describe('a run', () => {
  test('ends with 1 where a requirement fails, which it names first', () => {
    const folder = folderOf({ 'town.yaml': SLOW })
    const { status, stdout, stderr } = sgsim(folder, 'run', 'town.yaml')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/^FAIL {2}4\.\d+\.4\.\d+\/\S+\/\d+$/m)
    expect(stdout).toMatch(/^\d+ requirements? failed; \d+ undecided, \d+ not exercised .*\n$/m)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('ends with 0 where none does, and its last line says what is not decided', () => {
    const { status, stdout, stderr } = sgsim(folderOf({ 'town.yaml': SMALL }), 'run', 'town.yaml')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/\nno requirement failed; \d+ undecided, \d+ not exercised \(.*requirements\.csv.*\)\n$/)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('ends with 0 where How Often fails alone: it stands beside the verdict', () => {
    // 48 reads a day where SRS 4.10.4.4 has 4 to 6: two in the hour, of 90 meters.
    const read = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
    const town = `${SMALL}choices: { requirements: { ${read}: { how-often: 48 per day } } }\n`
    const folder = folderOf({ 'town.yaml': town })
    const { status, stdout, stderr } = sgsim(folder, 'run', 'town.yaml')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).not.toMatch(/^FAIL|how often/m)
    expect(stdout).toContain(' 0 fail, ')
    const table = readFileSync(join(folder, 'reports', 'small', 'requirements.csv'), 'utf8')
    const lines: Record<string, string>[] = parse(table, { columns: true })
    const failed = lines.filter((line) => line['how_often_verdict'] === 'fail')
    expect(failed.map((line) => line['requirement'])).toEqual([read])
  })

  test('prints as JSON what requirements.csv holds, and the same status', () => {
    const folder = folderOf({ 'town.yaml': SLOW })
    const { status, stdout } = sgsim(folder, 'run', 'town.yaml', '--json')
    const { requirements, outcomes } = JSON.parse(stdout) as Summary
    const [, ...lines] = readFileSync(join(folder, 'reports', 'small', 'requirements.csv'), 'utf8')
      .trim()
      .split('\n')
    expect(status).toBe(1)
    expect(outcomes.map((one) => one.requirement)).toEqual(lines.map((line) => line.split(',')[0]))
    expect(outcomes).toHaveLength(requirements.applied)
    expect(outcomes.filter((one) => one.verdict === 'fail')).toHaveLength(requirements.fail)
    expect(requirements.fail).toBeGreaterThan(0)
  })

  test('with --quiet prints nothing, and ends with the same status', () => {
    expect(sgsim(folderOf({ 'town.yaml': SMALL }), 'run', 'town.yaml', '--quiet')).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
    expect(sgsim(folderOf({ 'town.yaml': SLOW }), 'run', 'town.yaml', '--quiet')).toEqual({
      status: 1,
      stdout: '',
      stderr: '',
    })
  })

  test('with --quiet prints errors all the same', () => {
    const { status, stderr } = sgsim(folderOf({ 'town.yaml': `${SMALL}efects: causal` }), 'run', 'town.yaml', '--quiet')
    expect(status).toBe(2)
    expect(stderr).toContain('did you mean "effects"?')
  })
})

describe('the reports of a run', () => {
  test('are the same bytes whenever and wherever it runs, but for timing.json', () => {
    const report = (env: NodeJS.ProcessEnv) => {
      const folder = folderOf({ 'town.yaml': SMALL })
      expect(command(folder, process.execPath, [PROGRAM, 'run', 'town.yaml', '--quiet'], env).status).toBe(0)
      const { 'timing.json': timing, ...others } = contents(join(folder, 'reports', 'small'))
      expect(timing).toBeDefined()
      return others
    }
    const first = report({ TZ: 'America/New_York', LC_ALL: 'C' })
    expect(Object.keys(first)).toHaveLength(10)
    expect(report({ TZ: 'Pacific/Auckland', LC_ALL: 'de_DE.UTF-8' })).toEqual(first)
  })

  test('differ with the seed', () => {
    const payloads = (seed: string) => {
      const folder = folderOf({ 'town.yaml': SLOW })
      sgsim(folder, 'run', 'town.yaml', '--quiet', '--seed', seed)
      return readFileSync(join(folder, 'reports', 'small', 'links.csv'), 'utf8')
    }
    expect(payloads('1')).not.toBe(payloads('2'))
  })

  test('name no folder of the machine and no day but that of the deployment', () => {
    const folder = folderOf({ 'town.yaml': `${SMALL}start: 2001-02-03 00:00\n` })
    const { status } = sgsim(folder, 'run', join(folder, 'town.yaml'), '--out', join(folder, 'report'))
    expect(status).toBe(0)
    const days = new Set<string>()
    for (const name of readdirSync(join(folder, 'report'))) {
      const text = readFileSync(join(folder, 'report', name), 'utf8')
      for (const place of [folder, ROOT, homedir()].filter((one) => one.length > 1)) {
        expect(text.includes(place), `${name} names ${place}`).toBe(false)
      }
      for (const [day] of text.matchAll(/\b(19|20)\d\d-\d\d-\d\d(?!\d)/g)) days.add(day)
    }
    expect([...days]).toEqual(['2001-02-03'])
  })
})
