import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parse as parseCsv } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { command, contents, folderOf, ROOT, sgsim, SMALL, start } from './sgsim.js'

const VARY = ['--vary', 'nan.rate=50kbps,100kbps', '--vary', 'seed=1,2']

/** The same in the file. */
const SWEPT = `${SMALL}sweep: { grid: { nan.rate: [50kbps, 100kbps], seed: [1, 2] } }\n`

const TABLES = ['report.html', 'sweep-requirements.csv', 'sweep.csv', 'sweep.json']

const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

const rows = (text: string) => parseCsv(text, { columns: true }) as Record<string, string>[]

describe('sgsim sweep', () => {
  test('makes the same tables in one process, with any number of workers, point by point, and from several folders', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const one = sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--out', 'one', '--workers', '1')
    expect({ status: one.status, stderr: one.stderr }).toEqual({ status: 0, stderr: '' })
    expect(one.stdout).toMatch(/^small\nvaried {8}nan\.rate, seed\npoints {8}4\n/)
    expect(sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--out', 'two', '--workers', '2').status).toBe(0)
    expect(contents(join(folder, 'two'))).toEqual(contents(join(folder, 'one')))
    // Each point where somebody happens to run it, one of them twice, and not in their order.
    for (const [number, out] of [['3-4', 'here'], ['1', 'there'], ['2', 'there'], ['3', 'there']] as const)
      expect(sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--point', number, '--out', out).status).toBe(0) // prettier-ignore
    expect(readdirSync(join(folder, 'here'))).toEqual(['points'])
    const merged = sgsim(folder, 'merge', 'there', 'here', '--out', 'merged')
    expect({ status: merged.status, stderr: merged.stderr }).toEqual({ status: 0, stderr: '' })
    expect(readdirSync(join(folder, 'merged')).sort()).toEqual(TABLES)
    for (const name of TABLES) expect(read(folder, 'merged', name), name).toBe(read(folder, 'one', name))
    expect(rows(read(folder, 'one', 'sweep.csv')).map((row) => [row['nan.rate'], row['seed']])).toEqual([
      ['50kbps', '1'], ['50kbps', '2'], ['100kbps', '1'], ['100kbps', '2'],
    ]) // prettier-ignore
  })

  test('runs the points that the deployment names, and prints them or the result as JSON', () => {
    const folder = folderOf({ 'town.yaml': SWEPT })
    const list = sgsim(folder, 'sweep', 'town.yaml', '--list')
    expect(list.stdout.split('\n').slice(0, 2)).toEqual(['     1  nan.rate=50kbps, seed=1', '     2  nan.rate=50kbps, seed=2'])
    const asJson = sgsim(folder, 'sweep', 'town.yaml', '--list', '--json').stdout.trimEnd().split('\n')
    expect(JSON.parse(asJson[3]!)).toEqual({ point: 4, values: { 'nan.rate': '100kbps', seed: 2 } })
    expect(existsSync(join(folder, 'reports'))).toBe(false)
    const { status, stdout } = sgsim(folder, 'sweep', 'town.yaml', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ name: 'small', seed: 1, sweep: { points: 4 }, failed: 0, cannot: 0 })
    expect(stdout).toBe(read(folder, 'reports', 'small-sweep', 'sweep.json'))
  }) // prettier-ignore

  test('goes on where it was interrupted', async () => {
    // Points of some seconds each.
    const slow = SMALL.replace('1 h', '4 days').replace('90', '8000')
    const folder = folderOf({ 'town.yaml': slow })
    const args = ['sweep', 'town.yaml', '--vary', 'seed=1,2,3,4,5,6', '--out', 'out', '--workers', '1']
    const { child, ended } = start(folder, ...args)
    const first = join(folder, 'out', 'points', '000001.json')
    while (!existsSync(first) && child.exitCode === null) await setTimeout(20)
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect(status).toBe(130)
    expect(stderr).toMatch(
      /^interrupted after (1 point, which stays|\d points, which stay) in out; the same command goes on with the others\n$/,
    )
    const [identity, ...points] = readdirSync(join(folder, 'out', 'points'))
      .sort()
      .reverse()
    expect(identity).toBe('identity.json')
    expect(points.length).toBeLessThan(6)
    expect(points.every((name) => /^\d{6}\.json$/.test(name))).toBe(true)
    expect(readdirSync(join(folder, 'out'))).toEqual(['points'])
    const again = sgsim(folder, ...args)
    expect(again.status).toBe(0)
    expect(again.stdout).toContain(`6, ${points.length} of them from an earlier run`)
  })

  test('runs a point again that is of another deployment, that is broken, or where --fresh asks for it', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const args = ['sweep', 'town.yaml', '--vary', 'seed=1,2', '--out', 'out']
    const there = (...more: string[]) => /(\d+) of them from/.exec(sgsim(folder, ...args, ...more).stdout)?.[1] ?? '0'
    expect(there()).toBe('0')
    const before = contents(join(folder, 'out'))
    expect(there()).toBe('2')
    expect(there('--fresh')).toBe('0')
    writeFileSync(join(folder, 'out', 'points', '000002.json'), '{')
    expect(there()).toBe('1')
    expect(contents(join(folder, 'out'))).toEqual(before)
    for (const more of [
      ['--set', 'wan.delay=31ms'],
      ['--replications', '2'],
      ['--vary', 'nan.rate=50kbps'],
    ]) {
      const { status, stderr } = sgsim(folder, ...args, ...more)
      expect(status).toBe(2)
      expect(stderr).toMatch(/^out: holds another sweep, of "small" \(2 of its 2 points, varied: seed; sgsim .+\)\n/)
      expect(stderr).toContain('--fresh')
      expect(contents(join(folder, 'out'))).toEqual(before)
    }
    expect(there('--set', 'wan.delay=31ms', '--fresh')).toBe('0')
    expect(there('--set', 'wan.delay=31ms')).toBe('2')
  })

  test('says to what nothing responds, and names its Parquet files', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const vary = ['--vary', 'name=one,other', '--vary', 'seed=1,2']
    const { status, stdout, stderr } = sgsim(folder, 'sweep', 'town.yaml', ...vary, '--parquet', '--out', 'out')
    expect(status).toBe(0)
    // A name is in no model; another seed draws other arrivals.
    expect(stderr).toBe('warning: name: nothing responds to it: points that differ only in it came out the same\n')
    expect(stdout).toContain('sweep.json\n              sweep.parquet, sweep-requirements.parquet\n')
    const quiet = sgsim(folder, 'sweep', 'town.yaml', ...vary, '--out', 'out', '--quiet')
    expect([quiet.status, quiet.stdout, quiet.stderr]).toEqual([0, '', ''])
    expect(sgsim(folder, 'merge', 'out').stderr).toBe(stderr)
  })

  test('tells profiles that a deployment cannot take, and runs the others', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const { status } = sgsim(folder, 'sweep', 'town.yaml', '--profiles', 'ACvW,DDIsF,ACdW', '--out', 'out')
    expect(status).toBe(0)
    // DDIsF has feeder devices only (SRS 4.20.3), and these use cases are of meters.
    const [one, other, third] = rows(read(folder, 'out', 'sweep.csv'))
    expect([one!['cannot'], third!['cannot']]).toEqual(['NA', 'NA'])
    expect(other).toMatchObject({ pass: 'NA', messages: 'NA' })
    expect(other!['cannot']).toContain('profile DDIsF has no metering')
  })

  test('writes its tables as Parquet where it is asked to', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(sgsim(folder, 'sweep', 'town.yaml', '--vary', 'seed=1,2', '--out', 'out', '--parquet').status).toBe(0)
    expect(sgsim(folder, 'run', 'town.yaml', '--out', 'report', '--parquet', '--quiet').status).toBe(0)
    const parquet = (name: string) => readdirSync(join(folder, name)).filter((one) => one.endsWith('.parquet'))
    expect(parquet('out')).toEqual(['sweep-requirements.parquet', 'sweep.parquet'])
    const csv = readdirSync(join(folder, 'report')).filter((one) => one.endsWith('.csv'))
    expect(parquet('report')).toEqual(csv.map((one) => one.replace('.csv', '.parquet')))
    expect(read(folder, 'out', 'sweep.parquet').slice(0, 4)).toBe('PAR1')
  })

  test('asks before it runs more than 1000 points, says what they cost, and writes nothing', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const many = Array.from({ length: 1000 }, (_, i) => i + 1).join(',')
    const before = contents(folder)
    const { status, stderr } = sgsim(folder, 'sweep', 'town.yaml', '--vary', `seed=${many}`, '--vary', `endpoints-per-dap=${many}`) // prettier-ignore
    expect(status).toBe(2)
    expect(stderr).toMatch(/the sweep: 1000000 points of about .+ each, \d+ at once: about .+ and .+ of disk, in reports\/small-sweep\n {2}add --yes/) // prettier-ignore
    expect(contents(folder)).toEqual(before)
  })

  test.each([
    [['--point', '5'], '--point 5: expected a number from 1 to 4, or two with "-" between them; found "5"'],
    [['--point', '3-1'], '--point 3-1: expected a number from 1 to 4'],
    [['--vary', 'nan.raet=1kbps'], '"networks.nan" has no key "raet"\n  did you mean "rate"?\n  at point 1 of 4'],
    [
      ['--list', '--vary', 'wan.rate=1kbs'],
      'found "1kbs" (a unit that is known, not "kbs": did you mean "kbps"?)\n  at point 1 of 4',
    ],
    [['--list', '--point', '2'], '--list: expected no --point beside it'],
    [['--seed', '9'], '--seed 9: "seed" is varied'],
    [['--set', 'networks.nan.rate=1kbps'], '--set networks.nan.rate=1kbps: "nan.rate" is varied'],
    [['--out', 'full'], 'full: holds files, but no points of a sweep'],
    [['--out', 'town.yaml'], 'town.yaml: expected a folder, found a file'],
  ])('refuses %j', (args, message) => {
    const folder = folderOf({ 'town.yaml': SMALL, 'full/notes.txt': 'mine' })
    const before = contents(folder)
    const { status, stderr } = sgsim(folder, 'sweep', 'town.yaml', ...VARY, ...args)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(contents(folder)).toEqual(before)
  })

  test('refuses a deployment without points', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const { status, stderr } = sgsim(folder, 'sweep', 'town.yaml')
    expect(status).toBe(2)
    expect(stderr).toMatch(/^town\.yaml:\d+:1: expected the points of the sweep/)
  })
})

describe('sgsim merge', () => {
  test('refuses what does not make a whole sweep, and leaves everything as it was', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--out', 'one', '--quiet').status).toBe(0)
    expect(
      sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--set', 'wan.delay=31ms', '--out', 'other', '--quiet').status,
    ).toBe(0)
    mkdirSync(join(folder, 'part'))
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full', 'notes.txt'), 'mine')
    cpSync(join(folder, 'one', 'points'), join(folder, 'part', 'points'), { recursive: true })
    rmSync(join(folder, 'part', 'points', '000003.json'))
    const before = contents(folder)
    for (const [args, message] of [
      [['part'], 'part/points: 1 of 4 points is missing: 3'],
      [['one', 'other', '--out', 'both'], 'other/points/000001.json: is of another sweep than one/points/000001.json'],
      [['nowhere', '--out', 'both'], 'nowhere: no such folder'],
      [['one', './one', '--out', 'both'], './one: expected each folder once, found "one" again'],
      [['full'], 'full: holds no points of a sweep'],
      [['one', '--out', 'other'], 'other: holds another sweep, of "small" (4 of its 4 points'],
      [['one', 'part'], '--out: expected the folder for the tables'],
    ] as const) {
      const { status, stderr } = sgsim(folder, 'merge', ...args)
      expect(status).toBe(2)
      expect(stderr).toContain(message)
    }
    expect(contents(folder)).toEqual(before)
  })
})

describe('what reports/README.md says of a sweep', () => {
  test('is each of its columns and keys, in their order', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--out', 'out', '--quiet').status).toBe(0)
    const sections = read(ROOT, 'reports', 'README.md')
      .split(/^# Sweeps$/m)[1]!
      .split(/^### /m)
      .slice(1)
    const told = Object.fromEntries(
      sections.map((text) => [
        text.slice(0, text.indexOf('\n')),
        [...text.matchAll(/^\| `([^`]+)` \| \S/gm)].map((found) => found[1]!),
      ]),
    )
    const header = (name: string) => read(folder, 'out', name).split('\n')[0]!.split(',')
    expect(told).toEqual({
      'sweep.csv': header('sweep.csv').filter((column) => !['nan.rate', 'seed'].includes(column)),
      'sweep-requirements.csv': header('sweep-requirements.csv'),
      'sweep.json': Object.keys(JSON.parse(read(folder, 'out', 'sweep.json')) as object),
    })
  })
})

describe('the job files of docs/scaling.md', () => {
  test('run each point of a sweep: the Slurm array with numbers from 1', () => {
    const folder = folderOf({
      'town.yaml': SMALL,
      'bin/sgsim': `#!/bin/sh\nexec ${process.execPath} ${join(ROOT, 'bin', 'sgsim.js')} "$@"\n`,
    })
    command(folder, 'chmod', ['+x', 'bin/sgsim'])
    const script = join(ROOT, 'scaling', 'slurm-array.sh')
    for (const number of ['1', '2', '3', '4']) {
      const env = { SLURM_ARRAY_TASK_ID: number, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
      expect(command(folder, 'bash', [script, 'town.yaml', 'out', ...VARY], env).status).toBe(0)
    }
    expect(sgsim(folder, 'merge', 'out').status).toBe(0)
    expect(sgsim(folder, 'sweep', 'town.yaml', ...VARY, '--out', 'whole').status).toBe(0)
    expect(contents(join(folder, 'out'))).toEqual(contents(join(folder, 'whole')))
  })

  test('run each point of a sweep: the Kubernetes job with numbers from 0', () => {
    const [document] = parseAllDocuments(read(ROOT, 'scaling', 'kubernetes-job.yaml'))
    const { kind, spec } = document!.toJS() as {
      kind: string
      spec: { completionMode: string; completions: number; template: { spec: { containers: { command: string[] }[] } } }
    }
    expect([kind, spec.completionMode]).toEqual(['Job', 'Indexed'])
    const [shell, ...args] = spec.template.spec.containers[0]!.command
    const folder = folderOf({
      'town.yaml': SWEPT,
      'bin/sgsim': `#!/bin/sh\nexec ${process.execPath} ${join(ROOT, 'bin', 'sgsim.js')} "$@"\n`,
    })
    command(folder, 'chmod', ['+x', 'bin/sgsim'])
    for (const index of ['0', '3']) {
      const env = { JOB_COMPLETION_INDEX: index, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }
      expect(command(folder, shell!, args, env).status).toBe(0)
    }
    expect(readdirSync(join(folder, 'sweep', 'points'))).toEqual(['000001.json', '000004.json', 'identity.json'])
  })
})
