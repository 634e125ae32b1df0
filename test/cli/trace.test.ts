import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { refusedIn } from './refused.js'
import { contents, folderOf, sgsim, SMALL, start } from './sgsim.js'

const files = { 'town.yaml': SMALL }

describe('run --trace', () => {
  test('writes every message and every hop, and the same report as without', () => {
    const folder = folderOf(files)
    const plain = sgsim(folder, 'run', 'town.yaml', '--out', 'plain', '--quiet')
    const traced = sgsim(folder, 'run', 'town.yaml', '--out', 'traced', '--quiet', '--trace', 'new/t.csv')
    expect([traced.status, traced.stderr]).toEqual([plain.status, ''])
    expect(readdirSync(join(folder, 'new')).sort()).toEqual(['t.csv', 't.hops.csv'])
    const [one, other] = [contents(join(folder, 'plain')), contents(join(folder, 'traced'))]
    // One of the files tells of the machine.
    expect({ ...other, 'timing.json': '' }).toEqual({ ...one, 'timing.json': '' })
    const rows = readFileSync(join(folder, 'new/t.csv'), 'utf8').trimEnd().split('\n').slice(1)
    const sent = readFileSync(join(folder, 'traced/requirements.csv'), 'utf8').trimEnd().split('\n').slice(1)
    const sum = sent.reduce((all, line) => all + Number(/^(?:[^,"]*,|"[^"]*",){6}(\d+),/.exec(line)![1]), 0)
    expect(rows).toHaveLength(sum)
  })

  test.each(['ndjson', 'parquet'])('writes .%s', (extension) => {
    const folder = folderOf(files)
    sgsim(folder, 'run', 'town.yaml', '--quiet', '--trace', `t.${extension}`)
    const start = readFileSync(join(folder, `t.${extension}`))
      .subarray(0, 4)
      .toString()
    expect(start).toBe(extension === 'ndjson' ? '{"me' : 'PAR1')
    expect(existsSync(join(folder, `t.hops.${extension}`))).toBe(true)
  })

  test.each([
    [['--trace', 't.txt'], /--trace t\.txt: expected a name that ends in \.csv, \.ndjson, \.parquet; found "\.txt"/],
    [['--trace', 'town.yaml.csv/t.csv', '--trace-sample', '5'], /--trace-sample 5: expected a "%" after the number/],
    [['--trace', 't.csv', '--trace-sample', '0%'], /--trace-sample 0%: expected more than 0 %/],
    [
      ['--trace', 't.csv', '--trace-filter', 'payload=SW_opr_cdm'],
      /no payload is called "SW_opr_cdm"\n {2}did you mean "SW_opr_cmd"\?/,
    ],
    [
      ['--trace', 't.csv', '--trace-filter', 'paylod=SW_*'],
      /no column to filter by is called "paylod"\n {2}did you mean "payload"\?/,
    ],
    [['--trace-sample', '1%'], /--trace-sample 1%: expected --trace with it/],
    [['--trace-filter', 'to=MDMS'], /--trace-filter to=MDMS: expected --trace with it/],
    [
      ['--trace', 'reports/small/t.csv'],
      /is in the report folder, which is replaced as a whole\n {2}name a file beside it/,
    ],
    [['--trace', 't.csv', '--junit', 't.hops.csv'], /t\.hops\.csv is to be written already/],
  ])('%j is refused, and nothing is written', (options, words) => {
    const folder = folderOf(files)
    expect(refusedIn(folder, 'run', 'town.yaml', ...options)).toMatch(words)
    expect(readdirSync(folder)).toEqual(['town.yaml'])
  })
})

describe('a run with a trace that is interrupted', () => {
  test('leaves the trace of the run before', async () => {
    const long = SMALL.replace('1 h', '36500 days').replace('90', '10000')
    const folder = folderOf({ ...files, 'long.yaml': long })
    sgsim(folder, 'run', 'town.yaml', '--quiet', '--trace', 't.csv')
    const before = contents(folder)
    const { child, ended } = start(folder, 'run', 'long.yaml', '--quiet', '--trace', 't.csv')
    // It writes beside the trace from the moment at which it begins.
    const partial = () => readdirSync(folder).filter((name) => name.includes('.partial-'))
    while (partial().length < 2 && child.exitCode === null) await setTimeout(20)
    await setTimeout(500)
    expect(partial()).toHaveLength(2)
    child.kill('SIGINT')
    expect((await ended).status).toBe(130)
    expect(contents(folder)).toEqual(before)
  })
})

describe('sgsim trace', () => {
  function traced(...options: string[]): string {
    const folder = folderOf(files)
    sgsim(folder, 'run', 'town.yaml', '--quiet', '--trace', 't.csv', ...options)
    return folder
  }

  test('prints the worst latencies, and the life of one of these messages hop by hop, in 80 columns', () => {
    const folder = traced()
    const { slowest, of } = JSON.parse(sgsim(folder, 'trace', 't.csv', '--slowest', '3', '--json').stdout) as {
      slowest: { message: number; latencyS: number; requirement: string }[]
      of: number
    }
    expect(slowest).toHaveLength(3)
    const text = sgsim(folder, 'trace', 't.csv', '--slowest', '3').stdout
    expect(text).toMatch(new RegExp(`^the 3 slowest of ${of} receipts\n`))
    for (const one of slowest) expect(text).toContain(`${one.message}`)
    const number = `${slowest[0]!.message}`
    const life = sgsim(folder, 'trace', 't.csv', '--message', number)
    expect([life.status, life.stderr]).toEqual([0, ''])
    expect(life.stdout).toMatch(new RegExp(`^message ${number}: `))
    expect(life.stdout).toContain(`${slowest[0]!.requirement}: delivered after`)
    expect(life.stdout).toMatch(/\n {2}1 {2}1\S+ /)
    for (const line of [...text.split('\n'), ...life.stdout.split('\n')]) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('tells of a message that is not there which are near, and of a requirement which is meant', () => {
    const folder = traced('--trace-filter', 'payload=Mtr-read*')
    expect(refusedIn(folder, 'trace', 't.csv', '--message', '7')).toMatch(
      /no message has the number 7\n {2}near it: \d+/,
    )
    expect(refusedIn(folder, 'trace', 't.csv', '--slowest', '1', '--requirement', '4.10.4.4/Mtr-read_multi-interval-data_resp-data/55')).toMatch(/did you mean "4\.10\.4\.4\/Mtr-read_multi-interval-data_resp-data\/5"\?/) // prettier-ignore
  })

  test.each([
    [['t.csv'], /expected one of --message <number> and --slowest <count>/],
    [['t.csv', '--message', '1', '--slowest', '1'], /expected one of --message <number> and --slowest <count>/],
    [['t.csv', '--message', '-1'], /argument missing|expected a whole number from 0 on/],
    [['t.csv', '--slowest', '0'], /--slowest 0: expected a whole number from 1 on/],
    [['t.csv', '--message', '1', '--requirement', 'x'], /goes with --slowest/],
    [['none.csv', '--message', '1'], /none\.csv: no such file/],
    [['town.yaml', '--message', '1'], /reads CSV \(\.csv\) and NDJSON \(\.ndjson\)/],
  ])('%j is refused', (options, words) => {
    expect(refusedIn(folderOf(files), 'trace', ...options)).toMatch(words)
  })
})
