import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { contents, folderOf, sgsim, SMALL, start } from './sgsim.js'

const WAITS = 'Ctrl-C ends'
/** A run that nobody waits for. */
const LONG = SMALL.replace('1 h', '36500 days').replace('90', '10000')

/** A watch in a folder, and what it says, as it says it. */
function watching(folder: string, ...args: string[]) {
  const { child, ended } = start(folder, 'run', 'town.yaml', '--watch', ...args)
  const said = { stdout: '', stderr: '' }
  child.stdout!.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr!.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const until = async (happened: () => boolean) => {
    while (!happened() && child.exitCode === null) await setTimeout(30)
    expect(child.exitCode, said.stderr).toBeNull()
  }
  const times = (text: string) => said.stderr.split(text).length - 1
  return { child, ended, said, until, waits: (n: number) => until(() => times(WAITS) >= n) }
}

describe('run --watch', () => {
  test('runs again when the deployment is saved, whichever way, and says what changed', async () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const path = join(folder, 'town.yaml')
    const { child, ended, said, waits } = watching(folder)
    await waits(1)
    expect(said.stdout).not.toContain('since the run before')
    // In its place.
    writeFileSync(path, SMALL.replace('residential: 90', 'residential: 190'))
    await waits(2)
    expect(said.stdout).toContain('200 meters')
    expect(said.stdout.replaceAll(/\s+/g, ' ')).toMatch(/since the run before: .*no verdict changed/)
    // A mistake is said, and mended by the next save.
    writeFileSync(path, SMALL.replace('1 h', '1 hh'))
    await waits(3)
    expect(said.stderr).toMatch(/^town\.yaml:4:11: .*expected a duration/m)
    // As editors do that put a new file in the place of the old one.
    writeFileSync(`${path}~`, SMALL.replace('1 h', '3 days'))
    renameSync(`${path}~`, path)
    await waits(4)
    expect(said.stdout.replaceAll(/\s+/g, ' ')).toMatch(/since the run before: verdicts [^;]*different/)
    child.kill('SIGINT')
    const { status } = await ended
    expect(status).toBe(0)
    expect(readdirSync(join(folder, 'reports'))).toEqual(['small'])
  })

  test('waits for the deployment when it is gone, and runs it when it is there again', async () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const path = join(folder, 'town.yaml')
    const { child, ended, said, until, waits } = watching(folder)
    await waits(1)
    rmSync(path)
    await until(() => said.stderr.includes('town.yaml is gone; waits until it is there again'))
    // It waits, however long: nothing is run, and nothing is said.
    const before = said.stderr
    await setTimeout(700)
    expect(said.stderr).toBe(before)
    writeFileSync(path, SMALL.replace('residential: 90', 'residential: 190'))
    await until(() => said.stdout.includes('200 meters'))
    expect(said.stderr).toContain('is there again: runs again')
    expect(said.stderr).not.toContain('no such file')
    rmSync(path)
    await until(() => said.stderr.split('is gone').length === 3)
    child.kill('SIGINT')
    expect((await ended).status).toBe(0)
  })

  test('a save in the middle of a run ends that run and begins again', async () => {
    const folder = folderOf({ 'town.yaml': LONG })
    const { child, ended, said, until, waits } = watching(folder)
    const reports = join(folder, 'reports')
    await until(() => existsSync(reports) && readdirSync(reports).length > 0)
    await setTimeout(400)
    writeFileSync(join(folder, 'town.yaml'), SMALL)
    await waits(1)
    expect(said.stderr).toMatch(/a file was saved; no report was written/)
    expect(readdirSync(reports)).toEqual(['small'])
    const run = JSON.parse(readFileSync(join(reports, 'small', 'run.json'), 'utf8')) as { durationS: number }
    expect(run.durationS).toBe(3600)
    child.kill('SIGINT')
    expect((await ended).status).toBe(0)
  })

  test('also watches the files that the deployment names', async () => {
    const folder = folderOf({ 'town.yaml': `${SMALL}networks: { nan: { technology: ./own.yaml } }\n` })
    const own = (rate: string) => `medium: wire\nrate: ${rate}\ndelay: 20 ms\nsources: { rate: none, delay: none }\n`
    writeFileSync(join(folder, 'own.yaml'), own('100 kbps'))
    const { child, ended, said, waits } = watching(folder)
    await waits(1)
    expect(said.stderr).not.toMatch(/^own\.yaml:/m)
    writeFileSync(join(folder, 'own.yaml'), own('1 bps'))
    await waits(2)
    expect(said.stdout).toContain('since the run before')
    child.kill('SIGINT')
    expect((await ended).status).toBe(0)
  })

  test('interrupted in the middle of a run it ends with 130, and leaves the earlier report', async () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const { child, ended, until, waits } = watching(folder)
    await waits(1)
    const before = contents(join(folder, 'reports', 'small'))
    writeFileSync(join(folder, 'town.yaml'), LONG)
    await until(() => readdirSync(join(folder, 'reports')).length > 1)
    await setTimeout(300)
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect(status).toBe(130)
    expect(stderr).toMatch(/interrupted after .*; no report was written, reports\/small is as it was\n$/)
    expect(readdirSync(join(folder, 'reports'))).toEqual(['small'])
    expect(contents(join(folder, 'reports', 'small'))).toEqual(before)
  })

  test('waits for no file that is not there', () => {
    const { status, stderr } = sgsim(folderOf({ 'town.yaml': SMALL }), 'run', 'twn.yaml', '--watch')
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'twn.yaml: no such file\n  did you mean "town.yaml"?\n' })
  })

  test.each([
    ['--json', ['--json'], '--json: cannot be combined with --watch: what it prints is one result, for a program'],
    ['--trace', ['--trace', 't.csv'], '--trace: cannot be combined with --watch: a trace is of one run'],
    ['an option that is wrong', ['--set', 'rate'], '--set rate: expected a path and a value, such as nan.rate=50kbps'],
  ])('refuses %s at once', (_, args, message) => {
    const { status, stdout, stderr } = sgsim(folderOf({ 'town.yaml': SMALL }), 'run', 'town.yaml', '--watch', ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.split('\n')[0]).toBe(message)
  })
})
