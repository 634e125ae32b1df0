import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { refusedIn } from './refused.js'
import { command, contents, folderOf, PROGRAM, ROOT, sgsim, SMALL } from './sgsim.js'

const ALONE = { GITHUB_ACTIONS: '', GITHUB_STEP_SUMMARY: '', GITHUB_WORKSPACE: '' }

/** Two reports of a day in a small town: as it is, and over a line on which on-demand reads are too late (15 s, SRS 4.10.4.1). */
function town(): string {
  const folder = folderOf({ 'town.yaml': SMALL.replace('1 h', '1 day').replace('90', '4000') })
  expect(sgsim(folder, 'run', 'town.yaml', '--quiet', '--out', 'base').status).toBe(0)
  expect(sgsim(folder, 'run', 'town.yaml', '--quiet', '--out', 'slow', '--set', 'nan.delay=20 s').status).toBe(1)
  return folder
}

const compare = (folder: string, env: NodeJS.ProcessEnv, ...args: string[]) =>
  command(folder, process.execPath, [PROGRAM, 'compare', ...args], { ...ALONE, ...env })

describe('sgsim compare', () => {
  test('ends with 1 where something became worse, with 0 where nothing did, and says what', () => {
    const folder = town()
    const before = contents(folder)
    const worse = compare(folder, {}, 'base', 'slow')
    expect({ status: worse.status, stderr: worse.stderr }).toEqual({ status: 1, stderr: '' })
    expect(worse.stdout).toMatch(/^WORSE {3}4\.10\.4\.1\/on-demand_Mtr-read_\S+\n {8}\S.* → fail 0 % \(/m)
    expect(worse.stdout.trimEnd().split('\n').at(-1)).toMatch(/^\d+ regressions$/)
    const better = compare(folder, {}, 'slow', 'base')
    expect(better.status).toBe(0)
    expect(better.stdout).toMatch(/^BETTER {2}4\.10\.4\.1\/on-demand_Mtr-read_\S+$/m)
    for (const line of `${worse.stdout}${better.stdout}`.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    const same = compare(folder, {}, 'base', 'base/')
    expect(same.status).toBe(0)
    expect(same.stdout).toMatch(/^(\d+) of the \1 requirements in both reports have the same figures, all of them\nnothing became worse\n$/m) // prettier-ignore
    expect(contents(folder)).toEqual(before)
  })

  test('prints JSON, Markdown, or nothing', () => {
    const folder = town()
    const { status, stdout } = compare(folder, {}, 'base', 'slow', '--json')
    const { regressions, verdicts } = JSON.parse(stdout) as { regressions: number; verdicts: { direction: string }[] }
    expect(status).toBe(1)
    expect(regressions).toBeGreaterThan(0)
    expect(verdicts[0]!.direction).toBe('worse')
    const markdown = compare(folder, {}, 'base', 'slow', '--markdown').stdout
    expect(markdown).toContain(`## sgsim compare: ${regressions} regressions\n`)
    expect(compare(folder, {}, 'base', 'slow', '--quiet')).toEqual({ status: 1, stdout: '', stderr: '' })
    expect(refusedIn(folder, 'compare', 'base', 'slow', '--json', '--markdown')).toContain('cannot be used with option')
  })

  test('on GitHub annotates what became worse, and adds to the summary of the step', () => {
    const folder = town()
    writeFileSync(join(folder, 'summary.md'), 'before')
    const github = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
    const { stderr } = compare(folder, github, 'base', 'slow', '--quiet')
    const lines = stderr.trimEnd().split('\n')
    expect(lines).toHaveLength(10)
    for (const line of lines) expect(line).toMatch(/^::error title=[^:]+::\S/)
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toMatch(/^before\n## sgsim compare: \d+ regressions\n/)
    expect(compare(folder, github, 'base', 'base', '--quiet').stderr).toBe('')
    const nowhere = compare(folder, { GITHUB_STEP_SUMMARY: join(folder, 'no', 'summary.md') }, 'base', 'slow')
    expect(nowhere).toMatchObject({ status: 2, stdout: '' })
    expect(nowhere.stderr).toMatch(/^GITHUB_STEP_SUMMARY: ".*summary\.md" cannot be written \(ENOENT\)\n$/)
  })

  test('refuses what is no report, and reports of different catalogues', () => {
    const folder = town()
    expect(refusedIn(folder, 'compare', 'base', 'solw')).toBe('solw: no such folder\n  did you mean "slow"?\n')
    expect(refusedIn(folder, 'compare', 'base', 'town.yaml')).toBe(
      'town.yaml: expected a report folder, found a file\n',
    )
    cpSync(join(folder, 'base'), join(folder, 'other'), { recursive: true })
    const file = join(folder, 'other', 'run.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/("catalogueHash": )"\w+"/, '$1"abc"'))
    expect(refusedIn(folder, 'compare', 'base', 'other')).toMatch(/^other\/run\.json: of another catalogue than base: abc, there \w{12}; they cannot be compared\n/) // prettier-ignore
  })
})

describe('the second workflow of docs/ci.md', () => {
  const text = readFileSync(join(ROOT, 'docs', 'ci.md'), 'utf8')
  const [, second] = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, inside]) => inside!)

  /** The folder of the job: the change, and beside it what it is to go into. */
  function checkout(): string {
    const folder = folderOf()
    const { stdout } = command(ROOT, 'git', ['ls-files', '--cached', '--others', '--exclude-standard'])
    for (const file of stdout.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      cpSync(join(ROOT, file), join(folder, file))
    }
    cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    cpSync(join(ROOT, 'scenarios'), join(folder, 'base', 'scenarios'), { recursive: true })
    return folder
  }

  test('runs as it stands, passes where nothing was changed, and stops a change that makes something worse', () => {
    const { jobs } = parse(second!) as { jobs: Record<string, { steps: { run?: string }[] }> }
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    const own = commands.filter((line) => line.startsWith('node '))
    expect(commands.filter((line) => !own.includes(line) && line !== 'npm ci')).toEqual([
      expect.stringMatching(/^gh pr comment .*--body-file comment\.md$/),
    ])
    const folder = checkout()
    const statuses = () => own.map((line) => command(folder, 'bash', ['-e', '-c', line], ALONE).status)
    expect(statuses()).toEqual([0, 0, 0])
    expect(readFileSync(join(folder, 'comment.md'), 'utf8')).toContain('nothing became worse')
    const town = join(folder, 'scenarios', 'quickstart.yaml')
    writeFileSync(town, readFileSync(town, 'utf8').replace(/rate: 100 kbps/, 'rate: 50 kbps'))
    expect(statuses()).toEqual([0, 0, 1])
    expect(readFileSync(join(folder, 'comment.md'), 'utf8')).toMatch(/^## sgsim compare: \d+ regressions$/m)
  })
})

describe('wrong input on GitHub', () => {
  test('is annotated at its line, each problem, after what is said anyway', () => {
    const folder = folderOf({ 'town.yaml': `${SMALL}nmae: x\nsede: 1\n` })
    const { status, stdout, stderr } = command(folder, process.execPath, [PROGRAM, 'run', 'town.yaml'], {
      ...ALONE,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
    })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    const [said, annotated] = [stderr, stderr].map((text, i) =>
      text.split('\n').filter((line) => line.startsWith('::error ') === (i === 1)),
    )
    expect(said![0]).toMatch(/^town\.yaml:6:1: /)
    expect(annotated).toEqual([
      expect.stringMatching(/^::error file=town\.yaml,line=6,col=1,title=sgsim%3A the input is wrong::.*nmae/),
      expect.stringMatching(/^::error file=town\.yaml,line=7,col=1,title=sgsim%3A the input is wrong::.*sede/),
    ])
    expect(command(folder, process.execPath, [PROGRAM, 'run', 'town.yaml'], ALONE).stderr).not.toContain('::error')
  })

  test('of a command that is misspelt is said once', () => {
    const { stderr } = command(folderOf(), process.execPath, [PROGRAM, 'rnu'], { ...ALONE, GITHUB_ACTIONS: 'true' })
    expect(stderr).not.toContain('::error')
  })
})
