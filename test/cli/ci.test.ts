import { parse as parseCsv } from 'csv-parse/sync'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readXml } from '../report/well-formed.js'
import { refusedIn } from './refused.js'
import { command, contents, type Ended, folderOf, PROGRAM, ROOT, SMALL } from './sgsim.js'

// On-demand reads come 25 per 1000 meters a day (SRS 4.21 table 1) and have 15 s (SRS 4.10.4.1).
const SLOW = `${SMALL.replace('1 h', '1 day').replace('90', '4000')}networks: { nan: { delay: 20 s } }\n`

/** No job around it, unless a test says so: the tests themselves may run in one. */
const ALONE = { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '', GITHUB_WORKSPACE: '', GITHUB_REPOSITORY: '' }

function run(folder: string, env: NodeJS.ProcessEnv, ...options: string[]): Ended {
  return command(folder, process.execPath, [PROGRAM, 'run', 'town.yaml', ...options], { ...ALONE, ...env })
}

const suiteIn = (file: string) => readXml(readFileSync(file, 'utf8')).elements[0]!

/** How many requirements have each verdict, by requirements.csv. */
function verdicts(report: string): Record<'all' | 'fail' | 'undecided' | 'idle', number> {
  const text = readFileSync(join(report, 'requirements.csv'), 'utf8')
  const rows = parseCsv(text, { columns: true }) as { verdict: string }[]
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length
  return { all: rows.length, fail: count('fail'), undecided: count('undecided'), idle: count('not exercised') }
}

describe('docs/ci.md', () => {
  const text = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8')
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, inside]) => ({ language, inside: inside! })) // prettier-ignore

  interface Step {
    run?: string
    'continue-on-error'?: boolean
  }

  /** What the workflow runs, but for the install. */
  function steps(): Step[] {
    // The second workflow, which compares, is run by compare.test.ts.
    const [workflow, ...others] = blocks.filter(({ language }) => language === 'yaml')
    expect(others).toHaveLength(1)
    const { jobs } = parse(workflow!.inside) as { jobs: Record<string, { steps: Step[] }> }
    return Object.values(jobs).flatMap((job) => job.steps.filter(({ run }) => run !== undefined && run !== 'npm ci'))
  }

  /** The project as a job checks it out, built. */
  function checkout(): string {
    const folder = folderOf()
    const { stdout } = command(ROOT, 'git', ['ls-files', '--cached', '--others', '--exclude-standard'])
    for (const file of stdout.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      cpSync(join(ROOT, file), join(folder, file))
    }
    cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    return folder
  }

  test('has a workflow that runs as it stands, with a JUnit file of each run that holds its verdicts', () => {
    const folder = checkout()
    const summary = join(folder, 'summary.md')
    const github = { ...ALONE, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: folder }
    let annotated = 0
    for (const { run: line, 'continue-on-error': mayFail } of steps()) {
      const { status, stderr } = command(folder, 'bash', ['-e', '-c', line!], github)
      expect(status, `${line}\n${stderr}`).toBe(mayFail ? 1 : 0)
      const [, name, junit] = /run scenarios\/(\S+)\.yaml --junit (\S+)$/.exec(line!)!
      const said = verdicts(join(folder, 'reports', name!))
      expect(suiteIn(join(folder, junit!)).attributes).toMatchObject({
        name,
        tests: String(said.all),
        failures: String(said.fail),
        skipped: String(said.undecided + said.idle),
      })
      const errors = stderr.split('\n').filter((one) => one.startsWith('::error '))
      expect(errors).toHaveLength(Math.min(said.fail, 10))
      for (const one of errors) expect(one).toContain(`::error file=scenarios/${name}.yaml,line=`)
      annotated += errors.length
      expect(readFileSync(summary, 'utf8')).toContain(`sgsim: ${name}: `)
    }
    expect(annotated).toBeGreaterThan(0)
  })

  test('has other commands that do what the text says', () => {
    const folder = checkout()
    for (const { language, inside } of blocks) {
      if (language !== 'sh') continue
      const { status, stdout, stderr } = command(folder, 'bash', ['-e', '-c', inside], ALONE)
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout).toMatch(/^[1-9]\d*\n$/)
    }
  })
})

describe('--strict', () => {
  test('ends with 1 where something is not decided, although nothing failed, and the last line says so', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(run(folder, {}).status).toBe(0)
    const { status, stdout } = run(folder, {}, '--strict')
    const { fail, undecided, idle } = verdicts(join(folder, 'reports', 'small'))
    expect({ status, fail }).toEqual({ status: 1, fail: 0 })
    const last = stdout.trimEnd().split('\n').at(-1)!
    expect(last).toBe(`0 failed; ${undecided} undecided, ${idle} not exercised: --strict counts them as failed`)
    expect(last.length).toBeLessThanOrEqual(80)
    expect(run(folder, {}, '--strict', '--quiet')).toEqual({ status: 1, stdout: '', stderr: '' })
    expect(run(folder, {}, '--strict', '--json').status).toBe(1)
  })

  test('makes failures of what is skipped in the JUnit file', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const attributes = (...options: string[]) => {
      run(folder, {}, '--junit', 'j.xml', ...options)
      return suiteIn(join(folder, 'j.xml')).attributes
    }
    const skipped = attributes()['skipped']
    expect(Number(skipped)).toBeGreaterThan(0)
    expect(attributes('--strict')).toMatchObject({ failures: skipped, skipped: '0' })
  })
})

describe('the JUnit file', () => {
  test('is written beside the report, its folders made, and takes the place of an earlier one', () => {
    const folder = folderOf({ 'town.yaml': SMALL, 'out/one/j.xml': '<testsuites/>' })
    for (const file of ['out/one/j.xml', 'new/two/j.xml']) {
      expect(run(folder, {}, '--quiet', '--junit', file)).toEqual({ status: 0, stdout: '', stderr: '' })
      expect(suiteIn(join(folder, file)).attributes['name']).toBe('small')
      expect(readdirSync(dirname(join(folder, file)))).toEqual(['j.xml'])
    }
  })

  test('may be one of the report, with which it is replaced', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const report = join(folder, 'reports', 'small')
    for (let again = 0; again < 2; again++) {
      expect(run(folder, {}, '--junit', 'reports/small/j.xml').status).toBe(0)
      expect(suiteIn(join(report, 'j.xml')).attributes['name']).toBe('small')
      expect(readdirSync(report)).toContain('run.json')
    }
    expect(run(folder, {}).status).toBe(0)
    expect(existsSync(join(report, 'j.xml'))).toBe(false)
  })

  test('has no place where something else would be lost or in the way', () => {
    const folder = folderOf({ 'town.yaml': SMALL, 'notes/a.txt': 'mine\n' })
    const refused = (file: string) => refusedIn(folder, 'run', 'town.yaml', '--junit', file)
    expect(refused('town.yaml')).toBe('town.yaml: is no JUnit file: it would be overwritten\n  name a new file\n')
    expect(refused('notes')).toBe('notes: expected a file, found a folder\n')
    expect(refused('notes/a.txt/j.xml')).toMatch(/^notes\/a\.txt\/j\.xml: cannot be written: .*a\.txt is a file\n$/)
    expect(refused('')).toBe('"": expected the name of a file, found an empty text\n')
    expect(refused('reports/small')).toMatch(/^reports\/small: the report folder is, or would be, there\n/)
    expect(refused('reports')).toMatch(/^reports: the report folder is, or would be, there\n/)
    expect(refused('reports/small/run.json')).toMatch(/expected a name that ends in \.xml\n/)
  })

  test('is as it was where the run is interrupted, and so is the summary; nothing is left over', async () => {
    const long = SMALL.replace('1 h', '36500 days').replace('90', '10000')
    const folder = folderOf({ 'town.yaml': SMALL, 'long.yaml': long, 'summary.md': 'before\n' })
    expect(run(folder, {}, '--junit', 'out/j.xml').status).toBe(0)
    const before = contents(folder)
    const github = { ...process.env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
    const child = spawn(process.execPath, [PROGRAM, 'run', 'long.yaml', '--junit', 'out/j.xml'], {
      cwd: folder,
      env: github,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    while (readdirSync(join(folder, 'reports')).length < 2 && child.exitCode === null) await setTimeout(20)
    await setTimeout(300)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(stderr).toMatch(/no report was written, reports\/small and out\/j\.xml are as they were\n$/)
    expect(contents(folder)).toEqual(before)
  })
})

describe('on GitHub', () => {
  test('what fails is annotated on the standard error, also beside JSON', () => {
    const folder = folderOf({ 'town.yaml': SLOW })
    const { status, stdout, stderr } = run(folder, { GITHUB_ACTIONS: 'true' }, '--json')
    const { requirements } = JSON.parse(stdout) as { requirements: { fail: number } }
    expect(status).toBe(1)
    expect(requirements.fail).toBeGreaterThan(0)
    const lines = stderr.trimEnd().split('\n')
    expect(lines).toHaveLength(Math.min(requirements.fail, 10))
    // Its delay makes messages late: the rate is not written, so that it is the line of the network.
    const line = SLOW.split('\n').findIndex((one) => one.startsWith('networks:')) + 1
    for (const one of lines) expect(one).toMatch(new RegExp(`^::error file=town\\.yaml,line=${line},col=\\d+,title=[^:]+::\\S`)) // prettier-ignore
    expect(run(folder, { GITHUB_ACTIONS: 'false' }, '--json').stderr).toBe('')
  })

  test('what is not decided is a warning with --strict alone', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const github = { GITHUB_ACTIONS: 'true' }
    expect(run(folder, github, '--quiet').stderr).toBe('')
    const { stderr } = run(folder, github, '--quiet', '--strict')
    expect(stderr.trimEnd().split('\n')).toHaveLength(10)
    for (const one of stderr.trimEnd().split('\n')) expect(one).toMatch(/^::warning file=town\.yaml,line=4,col=1,/)
  })

  test('the summary is appended, with a link to what the job has uploaded', () => {
    const folder = folderOf({ 'town.yaml': SMALL, 'summary.md': 'before' })
    const summary = join(folder, 'summary.md')
    const job = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: '7' }
    expect(run(folder, { ...job, GITHUB_STEP_SUMMARY: summary }, '--quiet').status).toBe(0)
    const text = readFileSync(summary, 'utf8')
    expect(text).toMatch(/^before\n## sgsim: small: no requirement failed\n/)
    expect(text).toContain('](https://github.com/o/r/actions/runs/7#artifacts)')
  })

  test('a summary that cannot be written is refused before the run', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const before = contents(folder)
    const { status, stderr } = run(folder, { GITHUB_STEP_SUMMARY: join(folder, 'no', 'summary.md') })
    expect(status).toBe(2)
    expect(stderr).toMatch(/^GITHUB_STEP_SUMMARY: ".*summary\.md" cannot be written \(ENOENT\)\n$/)
    expect(contents(folder)).toEqual(before)
  })
})
