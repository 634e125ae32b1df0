import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, folderOf, ROOT, sgsim } from './sgsim.js'

const scriptFor = (shell: string) => {
  const { status, stdout, stderr } = sgsim(folderOf(), 'completion', shell)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

/** A program that is not everywhere. */
const has = (program: string) =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)))

describe('completion in bash', () => {
  const script = () => folderOf({ 'sgsim.bash': scriptFor('bash') })

  /** What is offered for the last of the words. */
  function offered(words: readonly (readonly string[])[]): string[][] {
    const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`
    const lines = words.map(
      (line) =>
        `COMP_WORDS=(${line.map(quoted).join(' ')}); COMP_CWORD=${line.length - 1}; _sgsim; printf '%s\\n' "\${COMPREPLY[@]}"; echo ---`, // prettier-ignore
    )
    const folder = script()
    const { status, stdout, stderr } = command(ROOT, 'bash', ['-c', `source ${folder}/sgsim.bash\n${lines.join('\n')}`])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return stdout
      .split('---\n')
      .slice(0, -1)
      .map((list) => list.split('\n').filter((line) => line !== ''))
  }

  test('offers commands, options, choices and files', () => {
    const asked = {
      all: ['sgsim', ''],
      command: ['sgsim', 'ru'],
      option: ['sgsim', 'run', '--str'],
      deployment: ['sgsim', 'run', 'scenarios/quick'],
      another: ['sgsim', 'validate', 'scenarios/storm.yaml', 'scenarios/quick'],
      onlyOne: ['sgsim', 'run', 'scenarios/storm.yaml', 'scenarios/quick'],
      afterOption: ['sgsim', 'run', '--set', 'seed=3', 'scenarios/quick'],
      noText: ['sgsim', 'run', 'READ'],
      template: ['sgsim', 'init', '--template', 'st'],
      profile: ['sgsim', 'profiles', 'ARHEM3CvII'],
      useCase: ['sgsim', 'requirements', 'town.yaml', '--use-case', 'Meter\\ R'],
      apostrophe: ['sgsim', 'requirements', 'town.yaml', '--use-case', 'Cust'],
      network: ['sgsim', 'requirements', 'town.yaml', '--network', 'w'],
      folder: ['sgsim', 'run', '--out', 'scenarios/li'],
      shell: ['sgsim', 'completion', ''],
      value: ['sgsim', 'run', '--seed', ''],
      path: ['sgsim', 'run', '--set', 'nan.rat'],
      top: ['sgsim', 'run', '--set', 'dura'],
      grid: ['sgsim', 'sweep', '--vary', 'wan.rat'],
      sized: ['sgsim', 'size', 'town.yaml', '--vary', 'quantities.endpoints-per-d'],
      // As bash has the words of a line.
      valueOfPath: ['sgsim', 'run', '--set', 'nan.rate', '='],
      begunValue: ['sgsim', 'run', '--set', 'nan.rate', '=', 'd'],
      afterPath: ['sgsim', 'run', '--set', 'nan.rate', '=', '50kbps', 'scenarios/quick'],
    }
    const found = offered(Object.values(asked))
    const by = Object.fromEntries(Object.keys(asked).map((name, i) => [name, found[i]!]))
    expect(by['all']!.slice(0, 4)).toEqual(['init', 'validate', 'run', 'check'])
    expect(by['profile']).toEqual(expect.arrayContaining(['ARHEM3CvIIW', 'ARHEM3CvIIW\\ +\\ DCSIRsF']))
    expect(by).toMatchObject({
      command: ['run'],
      option: ['--strict'],
      deployment: ['scenarios/quickstart.yaml'],
      another: ['scenarios/quickstart.yaml'],
      onlyOne: [],
      afterOption: ['scenarios/quickstart.yaml'],
      noText: [],
      template: ['storm'],
      useCase: ['Meter\\ Reading'],
      apostrophe: ["Cust.\\ Info\\ /\\ Msgn\\'ng"],
      network: ['wan'],
      folder: ['scenarios/lists'],
      shell: ['bash', 'zsh', 'fish'],
      value: [],
      path: ['nan.rate='],
      top: ['duration='],
      grid: ['wan.rate='],
      sized: ['quantities.endpoints-per-dap'],
      valueOfPath: [],
      begunValue: [],
      afterPath: ['scenarios/quickstart.yaml'],
    })
  })

  test('has every option that the help of a command has', () => {
    const { stdout } = sgsim(folderOf(), 'size', '--help')
    const flags = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag!)
    expect(flags.length).toBeGreaterThan(10)
    expect(offered([['sgsim', 'size', '--']])[0]!.sort()).toEqual(flags.sort())
  })
})

describe('completion in other shells', () => {
  test.each(['zsh', 'fish'])('%s: has every command, and its choices', (shell) => {
    const script = scriptFor(shell)
    for (const name of ['init', 'validate', 'run', 'volumetrics', 'completion']) expect(script).toContain(name)
    for (const word of ['ami distribution storm firmware planner', 'until-decided', 'ACvIIW'])
      expect(script).toContain(word)
  })

  // What no shell has read may be wrong: where there is one, it reads it.
  test.skipIf(!has('zsh'))('zsh reads it (skipped where zsh is not installed)', () => {
    const folder = folderOf({ _sgsim: scriptFor('zsh') })
    expect(command(folder, 'zsh', ['-n', '_sgsim'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test.skipIf(!has('fish'))('fish reads it (skipped where fish is not installed)', () => {
    const folder = folderOf({ 'sgsim.fish': scriptFor('fish') })
    expect(command(folder, 'fish', ['--no-execute', 'sgsim.fish'])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('refuses a shell that it does not know', () => {
    const { status, stderr } = sgsim(folderOf(), 'completion', 'tcsh')
    expect(status).toBe(2)
    expect(stderr).toMatch(/Allowed choices are bash, zsh, fish/)
  })
})
