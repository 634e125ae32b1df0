import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refusedIn } from './refused.js'
import { command, folderOf, PROGRAM, ROOT, sgsim } from './sgsim.js'

/** Every command that there is, as the help lists them. */
const [, listed] = command(ROOT, process.execPath, [PROGRAM, '--help']).stdout.split('\nCommands:\n')
const COMMANDS = [...listed!.split('\n\n')[0]!.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name!)
const OWN = COMMANDS.filter((name) => name !== 'help')

describe('the command line', () => {
  test('refuses an unknown command, with the nearest one', () => {
    const said = refusedIn(folderOf(), 'rnu', 'town.yaml')
    expect(said).toBe("error: unknown command 'rnu'\n(Did you mean run?)\n(add --help for what there is)\n")
  })

  test('refuses an unknown option, with the nearest one', () => {
    const said = refusedIn(folderOf(), 'run', 'town.yaml', '--sedd', '1')
    expect(said).toBe("error: unknown option '--sedd'\n(Did you mean --seed?)\n(add --help for what there is)\n")
  })

  test.each([
    ['no deployment', ['run'], "missing required argument 'deployment'"],
    ['two deployments', ['run', 'a.yaml', 'b.yaml'], "too many arguments for 'run'"],
    ['an option without its value', ['run', 'a.yaml', '--out'], "option '--out <folder>' argument missing"],
  ])('refuses %s', (_, args, said) => {
    const words = refusedIn(folderOf(), ...args)
    expect(words.startsWith(`error: ${said}`)).toBe(true)
    expect(words).toContain('(add --help for what there is)')
  })

  test('without a command says what there is, and fails', () => {
    const said = refusedIn(folderOf())
    expect(COMMANDS).toEqual(expect.arrayContaining(['run', 'volumetrics', 'schema']))
    for (const name of COMMANDS) expect(said).toMatch(new RegExp(`^ {2}${name} `, 'm'))
  })

  test('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(sgsim(folderOf(), '--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })
})

describe('--help', () => {
  test.each([[[] as string[]], ...OWN.map((name) => [[name]])])('of %j has an example, in 80 columns', (name) => {
    const { status, stdout, stderr } = sgsim(folderOf(), ...name, '--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [usage, ...lines] = stdout.split('\n')
    expect(usage).toMatch(new RegExp(`^Usage: ${['sgsim', ...name].join(' ')} `))
    expect(lines.slice(lines.indexOf('Example:') + 1)[0]).toMatch(/^ {2}\$ sgsim /)
    expect([usage, ...lines].filter((line) => line!.length > 80)).toEqual([])
  })

  test('explains every exit status', () => {
    const { stdout } = sgsim(folderOf(), '--help')
    for (const status of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${status} {2,}\\S`, 'm'))
  })
})
