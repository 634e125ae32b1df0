import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { command, contents, folderOf, PROGRAM, sgsim, SMALL, start } from './sgsim.js'

/** A day on a network that loses a fifth. */
const LOSSY = SMALL.replace('1 h', '1 day').replace('90', '5000') + 'networks: { nan: { loss: 20%, retries: 0 } }\n'

/** Writes how many threads were started into a file. */
const COUNTS_THREADS = `import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
let threads = 0
process.on('worker', () => threads++)
if (isMainThread) process.on('exit', () => writeFileSync('threads', String(threads)))
`

describe('replications', () => {
  test('come to the same bytes whatever the number of workers, each but one a thread', { timeout: 120_000 }, () => {
    const report = (workers: number) => {
      const folder = folderOf({ 'town.yaml': LOSSY, 'counts.mjs': COUNTS_THREADS })
      const run = ['run', 'town.yaml', '--quiet', '--replications', '5', '--workers', String(workers)]
      const ended = command(folder, process.execPath, ['--import', './counts.mjs', PROGRAM, ...run])
      expect(ended).toMatchObject({ status: 1, stderr: '' })
      expect(readFileSync(join(folder, 'threads'), 'utf8')).toBe(String(workers - 1))
      const { 'timing.json': timing, ...others } = contents(join(folder, 'reports', 'small'))
      expect(timing).toBeDefined()
      return others
    }
    const one = report(1)
    expect(Object.keys(one)).toContain('replications.csv')
    expect(report(2)).toEqual(one)
    expect(report(3)).toEqual(one)
  })

  test('until all is decided come to the same bytes too, and say how many there were', { timeout: 120_000 }, () => {
    const report = (workers: number) => {
      const folder = folderOf({ 'town.yaml': LOSSY })
      const run = ['run', 'town.yaml', '--until-decided', '--max-replications', '4', '--workers', String(workers)]
      const { status, stdout, stderr } = sgsim(folder, ...run)
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
      expect(stdout).toMatch(/^replications {2}[1-4] runs? with/m)
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
      const { 'timing.json': timing, ...others } = contents(join(folder, 'reports', 'small'))
      expect(timing).toBeDefined()
      return others
    }
    expect(report(2)).toEqual(report(1))
  })

  test('have seeds with which each can be run alone', { timeout: 120_000 }, () => {
    const folder = folderOf({ 'town.yaml': LOSSY })
    const table = (name: string): Record<string, string>[] =>
      parse(readFileSync(join(folder, 'reports', 'small', name), 'utf8'), { columns: true })
    sgsim(folder, 'run', 'town.yaml', '--quiet', '--replications', '2')
    const second = table('replications.csv').filter((line) => line['replication'] === '2')
    sgsim(folder, 'run', 'town.yaml', '--quiet', '--seed', second[0]!['seed']!)
    const alone = table('requirements.csv')
    expect(second.map((line) => line['sent'])).toEqual(alone.map((line) => line['sent']))
    expect(second.map((line) => line['latency_p99_s'])).toEqual(alone.map((line) => line['latency_p99_s']))
  })

  test.each([
    [['--replications', '0'], '--replications 0: expected a whole number from 1 to 100000, found "0"'],
    [['--replications', '1e9'], 'found "1e9"'],
    [['--confidence', '95'], 'expected a share from 50 % to 99.99 %, such as "99%", found "95"'],
    [['--confidence', '100%'], 'found "100%"'],
    [['--resolution', '1%'], 'says something with --until-decided only'],
    [['--until-decided', '--replications', '3'], 'expected either this or --until-decided'],
  ])('%j is refused', (options, words) => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const { status, stdout, stderr } = sgsim(folder, 'run', 'town.yaml', ...options)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(words)
    expect(readdirSync(folder)).toEqual(['town.yaml'])
  })

  test('end soon when they are interrupted, and leave nothing', { timeout: 60_000 }, async () => {
    const long = SMALL.replace('1 h', '36500 days').replace('90', '10000')
    const folder = folderOf({ 'town.yaml': SMALL, 'long.yaml': long })
    sgsim(folder, 'run', 'town.yaml')
    const before = contents(folder)
    const { child, ended } = start(folder, 'run', 'long.yaml', '--replications', '3')
    while (readdirSync(join(folder, 'reports')).length < 2 && child.exitCode === null) await setTimeout(20)
    await setTimeout(1500)
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect(status).toBe(130)
    expect(stderr).toMatch(/^interrupted/)
    expect(contents(folder)).toEqual(before)
  })
})
