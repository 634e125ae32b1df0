import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { contents, folderOf, sgsim, SMALL, start } from './sgsim.js'

const LIBRARY = new URL('../../dist/program/index.js', import.meta.url).href

/** A day of a town of some districts, with what goes out from the back office and comes back to it. */
const TOWN = SMALL.replace('1 h', '1 day').replace('90', '5000')
/** Its districts side by side for a hundred years. */
const LONG = TOWN.replace('1 day', '36500 days')

describe('a run in parts', () => {
  test('comes to the same bytes, and says that it was', { timeout: 120_000 }, () => {
    const report = (workers: number) => {
      const folder = folderOf({ 'town.yaml': TOWN })
      const { status, stdout, stderr } = sgsim(folder, 'run', 'town.yaml', '--workers', String(workers))
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      const said = /^side by side {2}(.*)$/m.exec(stdout)?.[1]
      expect(said).toBe(workers === 1 ? undefined : `${workers} parts of its districts, and the back office`)
      const { 'timing.json': timing, ...others } = contents(join(folder, 'reports', 'small'))
      expect(timing).toBeDefined()
      return others
    }
    const one = report(1)
    expect(Object.keys(one)).toContain('links.csv')
    expect(report(2)).toEqual(one)
    expect(report(3)).toEqual(one)
  })

  test('comes to the same in the library', { timeout: 120_000 }, async () => {
    const { load, run } = (await import(LIBRARY)) as typeof import('../../src/index.js')
    const town = load(join(folderOf({ 'town.yaml': TOWN }), 'town.yaml'))
    const [one, two] = [await run(town, { workers: 1 }), await run(town, { workers: 2 })]
    expect(two.requirements).toEqual(one.requirements)
    expect(two.networks).toEqual(one.networks)
  })

  test('is one whole where districts need each other, says why, and comes to the same', { timeout: 120_000 }, () => {
    const folder = folderOf({ 'town.yaml': `${TOWN}faults: { nodes: { dap: { mtbf: 30 day, mttr: 4 h } } }\n` })
    const { stdout, stderr } = sgsim(folder, 'run', 'town.yaml', '--workers', '2')
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^side by side {2}nothing: this run is one whole, since nodes and links can fail$/m)
    const report = (workers: string) => {
      expect(sgsim(folder, 'run', 'town.yaml', '--workers', workers, '--out', workers).stderr).toBe('')
      const { 'timing.json': timing, ...others } = contents(join(folder, workers))
      expect(timing).toBeDefined()
      return others
    }
    expect(report('2')).toEqual(report('1'))
  })

  test('that is interrupted ends soon with 130, and leaves nothing', async () => {
    const folder = folderOf({ 'long.yaml': LONG })
    const { child, ended } = start(folder, 'run', 'long.yaml', '--out', 'r', '--workers', '2')
    while (readdirSync(folder).length < 2 && child.exitCode === null) await setTimeout(20)
    await setTimeout(1500)
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect(status).toBe(130)
    expect(stderr).toMatch(/^interrupted.*; no report was written, r is as it was\n$/)
    expect(readdirSync(folder)).toEqual(['long.yaml'])
  })
})
