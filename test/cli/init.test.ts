import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents, folderOf, ROOT, sgsim } from './sgsim.js'

const TEMPLATES = readdirSync(join(ROOT, 'templates')).map((name) => name.replace('.yaml', ''))

describe('init', () => {
  test('writes a deployment that can be run, and says what to do next', () => {
    const folder = folderOf()
    const { status, stdout, stderr } = sgsim(folder, 'init')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^wrote deployment\.yaml, from the template ami\n/)
    expect(stdout).toContain('\n  sgsim validate deployment.yaml\n')
    expect(stdout).toContain('\n  sgsim run deployment.yaml\n')
    expect(readdirSync(folder)).toEqual(['deployment.yaml'])
    const [first] = readFileSync(join(folder, 'deployment.yaml'), 'utf8').split('\n')
    // The folder is outside of the one that sgsim is in: there is no way between them that would hold elsewhere.
    const schema = /^# yaml-language-server: \$schema=(\/\S+\/scenarios\/deployment\.schema\.json)$/.exec(first!)
    expect(existsSync(schema![1]!)).toBe(true)
    expect(sgsim(folder, 'validate', 'deployment.yaml')).toMatchObject({ status: 0, stderr: '' })
  })

  // What each shows: a run that holds, or one that fails and says where. None takes more than some seconds.
  test.each([
    ['ami', 0, 'no requirement failed'],
    ['distribution', 1, '4.4.1.4.1.5/FeederSensor_sensor_data_resp-data/1'],
    ['storm', 1, '4.12.4.3/svc_rst_ntf_evnt_data/1'],
    ['firmware', 0, 'nic: 2000 of 2000 devices have it'],
    ['planner', 0, 'no requirement failed'],
  ])('has the template %s, which runs', { timeout: 120_000 }, (template, expected, shown) => {
    const folder = folderOf()
    expect(sgsim(folder, 'init', 'my-town.yaml', '--template', template).status).toBe(0)
    const { status, stdout, stderr } = sgsim(folder, 'run', 'my-town.yaml')
    expect({ status, stderr }).toEqual({ status: expected, stderr: '' })
    expect(stdout).toContain(shown)
    // It is called what its file is called.
    expect(readdirSync(join(folder, 'reports'))).toEqual(['my-town'])
    expect(readFileSync(join(folder, 'my-town.yaml'), 'utf8')).not.toMatch(/\bFILE\b/)
  })

  test('has no other template', () => {
    expect(TEMPLATES.sort()).toEqual(['ami', 'distribution', 'firmware', 'planner', 'storm'])
  })

  // 500 meters a DAP, all of them dark: 12 kB of notices and more of headers within 20 s (SRS 4.12.4.3), so some 20 kbps.
  test('has in storm how fast a backhaul must be for 20,000 meters', { timeout: 240_000 }, () => {
    const folder = folderOf()
    sgsim(folder, 'init', '--template', 'storm')
    const { status, stdout } = sgsim(folder, 'size', 'deployment.yaml', '--vary', 'wan.rate', '--json')
    expect(status).toBe(0)
    const { answers } = JSON.parse(stdout) as { answers: { answer: string; fails: string; notFailed: string }[] }
    const kbps = (text: string) => parseFloat(text) * (/ kbps$/.test(text) ? 1 : NaN)
    expect(answers[0]!.answer).toBe('bracket')
    expect(kbps(answers[0]!.fails)).toBeGreaterThan(10)
    expect(kbps(answers[0]!.notFailed)).toBeLessThan(40)
  })

  test('lists them with what each asks, in 80 columns', () => {
    const { status, stdout } = sgsim(folderOf(), 'init', '--list')
    expect(status).toBe(0)
    for (const name of TEMPLATES) expect(stdout).toMatch(new RegExp(`^${name} +\\w`, 'm'))
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(stdout.split('?').length - 1).toBeGreaterThanOrEqual(TEMPLATES.length)
  })

  test('prints it where the file is -', () => {
    const folder = folderOf()
    const { status, stdout } = sgsim(folder, 'init', '-', '--template', 'planner')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^# yaml-language-server: \$schema=.*\n#\n# Question: /)
    expect(stdout).toMatch(/^name: planner /m)
    expect(readdirSync(folder)).toEqual([])
  })

  test('leaves a file that is there, unless it is forced', () => {
    const folder = folderOf({ 'deployment.yaml': 'name: mine\n' })
    const before = contents(folder)
    expect(sgsim(folder, 'init')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'deployment.yaml: is there already, and was left as it is\n  name another file, or replace it with --force\n',
    })
    expect(contents(folder)).toEqual(before)
    expect(sgsim(folder, 'init', '--force').status).toBe(0)
    expect(contents(folder)).not.toEqual(before)
  })

  test.each([
    ['a template that there is not', ['--template', 'strom'], '--template strom: there is no template "strom"\n  did you mean "storm"?\n'], // prettier-ignore
    ['a folder that does not exist', ['no/where.yaml'], 'no/where.yaml: the folder no does not exist\n  make it first: mkdir -p no\n'], // prettier-ignore
    ['a folder in the place of the file', ['folder'], 'folder: expected a file, found a folder\n'],
    ['a folder in its place, forced', ['folder', '--force'], 'folder: expected a file, found a folder\n'],
    ['a name without a letter', [''], '"": expected the name of a file, found an empty text\n'],
    ['a place that holds no files', ['/proc/town.yaml'], '/proc/town.yaml: cannot be written (ENOENT)\n'],
  ])('refuses %s', (_, args, stderr) => {
    const folder = folderOf()
    mkdirSync(join(folder, 'folder'))
    expect(sgsim(folder, 'init', ...args)).toEqual({ status: 2, stdout: '', stderr })
    expect(readdirSync(folder, { recursive: true })).toEqual(['folder'])
  })
})
