import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents, folderOf, ROOT, sgsim, SMALL } from './sgsim.js'

interface Validated {
  deployments: {
    name: string
    durationS: number
    meters: number
    requirements: number
    links: { network: string; direction: string; links: number }[]
    tooShort: { requirement: string; needsLongerThanS: number }[]
    rare: string[]
    expected: { messagesInRun: number; events: number; secondsOnThisMachine: number; memoryBytes: number }
    sweepPoints: number | null
  }[]
}

const DAY_S = 86400

describe('validate', () => {
  test('says what would be simulated, in 80 columns, and writes nothing', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const before = contents(folder)
    const { status, stdout, stderr } = sgsim(folder, 'validate', 'town.yaml')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(/^small\n {2}profile ACvW: Meter Reading, Service Switch\n/)
    expect(stdout).toMatch(/^ {2}100 meters, 1 DAP; 1 h from /m)
    for (const field of ['covers', 'rests on', 'requirements', 'too short', 'links', 'messages', 'takes', 'memory'])
      expect(stdout).toMatch(new RegExp(`^${field} +\\S`, 'm'))
    expect(stdout).toMatch(/^takes +about .*\(an estimate, for one free core of this machine\)$/m)
    expect(stdout).toMatch(/\ntown\.yaml can be run: sgsim run town\.yaml\n$/)
    expect(contents(folder)).toEqual(before)
  })

  // SRS 4.10.4.3 and 4.10.4.4: reads are held against windows of up to 2 days; a switch command has a minute.
  test('names what is held against a window that the run is not longer than, and how long it must be', () => {
    const file = join(ROOT, 'scenarios', 'quickstart.yaml')
    const of = (duration: string) => {
      const { stdout } = sgsim(folderOf(), 'validate', file, '--set', `duration=${duration}`, '--json')
      return (JSON.parse(stdout) as Validated).deployments[0]!.tooShort
    }
    expect(of('4 days')).toEqual([])
    const short = of('2 days')
    expect(short.length).toBeGreaterThan(3)
    for (const { requirement, needsLongerThanS } of short) {
      expect(requirement).toMatch(/^4\.10\.4\.[34]\//)
      expect(needsLongerThanS).toBe(2 * DAY_S)
    }
    const day = of('20 s').map((one) => one.requirement)
    expect(day).toEqual(expect.arrayContaining(short.map((one) => one.requirement)))
    expect(day).toContain('4.15.4.1/SW_opr_cmd/1')
  })

  test('takes several files, and has all of them in its JSON', () => {
    const folder = folderOf({ 'one.yaml': SMALL, 'two.yaml': SMALL.replace('small', 'other') })
    const { status, stdout } = sgsim(folder, 'validate', 'one.yaml', 'two.yaml', '--json', '--set', 'duration=2 h')
    expect(status).toBe(0)
    const { deployments } = JSON.parse(stdout) as Validated
    expect(deployments.map((one) => [one.name, one.durationS, one.meters])).toEqual([
      ['small', 7200, 100],
      ['other', 7200, 100],
    ])
    expect(sgsim(folder, 'validate', 'one.yaml', 'two.yaml', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('reports all problems of all files at once', () => {
    const folder = folderOf({
      'one.yaml': SMALL.replace('duration', 'duratoin').replace('ACvW', 'ACvWW'),
      'good.yaml': SMALL,
      'two.yaml': SMALL.replace('1 h', '1 hh'),
    })
    const { status, stdout, stderr } = sgsim(folder, 'validate', 'one.yaml', 'good.yaml', 'two.yaml', 'three.yaml')
    expect(status).toBe(2)
    expect(stdout).toContain('good.yaml can be run')
    expect(stderr).toMatch(/^one\.yaml:2:10: .*\n.*did you mean "ACvW"/m)
    expect(stderr).toMatch(/^one\.yaml:4:1: .*no key "duratoin"\n {2}did you mean "duration"\?$/m)
    expect(stderr).toMatch(/^two\.yaml:4:11: .*expected a duration/m)
    expect(stderr).toMatch(/^three\.yaml: no such file/m)
  })

  // What a run says before it starts, it says.
  test.each([
    ['nobody to send', SMALL.replace('90', '0').replace('10 }', '0 }')],
    ['too many meters', SMALL.replace('90', '90000000000')],
    ['a budget of what nothing crosses', `${SMALL}budgets:\n  - add: fan.up utilisation p95 < 70%\n`],
    ['a campaign of too many blocks', `${SMALL.replace('Service Switch', 'Firmware / Program Update')}campaigns:\n  - { name: nic, at: '00:10', what: firmware-update, of: nic, cast: unicast, image: 10 GB, block: 100 B }\n`], // prettier-ignore
  ])('refuses what a run refuses: %s', (_, yaml) => {
    const folder = folderOf({ 'town.yaml': yaml })
    const run = sgsim(folder, 'run', 'town.yaml')
    expect(run.status).toBe(2)
    expect(run.stderr).toMatch(/^town\.yaml:\d+:\d+: /)
    expect(sgsim(folder, 'validate', 'town.yaml')).toEqual(run)
  })

  test('prints warnings', () => {
    const folder = folderOf({ 'town.yaml': `${SMALL}choices: { requirements: { 4.15.4.1/SW_opr_cmd/1: off } }\n` })
    const { status, stderr } = sgsim(folder, 'validate', 'town.yaml')
    expect(status).toBe(0)
    expect(stderr).toMatch(/^town\.yaml:6:\d+: warning: /)
  })

  test('stands at the top of the help, after init', () => {
    const { stdout } = sgsim(folderOf(), '--help')
    const names = [...stdout.matchAll(/^ {2}([a-z]+) .*(?:\[options\]|<)/gm)].map(([, name]) => name)
    expect(names.slice(0, 4)).toEqual(['init', 'validate', 'run', 'check'])
  })
})
