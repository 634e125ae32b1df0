import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { contents, folderOf, sgsim, SMALL, start } from './sgsim.js'

/** A run that nobody waits for: 10 000 meters for a hundred years. */
const LONG = SMALL.replace('1 h', '36500 days').replace('90', '10000')

/** A folder with a finished report, and a run under way that would replace it. */
async function underWay() {
  const folder = folderOf({ 'town.yaml': SMALL, 'long.yaml': LONG })
  expect(sgsim(folder, 'run', 'town.yaml').status).toBe(0)
  const before = contents(folder)
  const run = start(folder, 'run', 'long.yaml')
  const reports = join(folder, 'reports')
  // It writes beside the report from the moment at which it has read its deployment.
  while (readdirSync(reports).length < 2 && run.child.exitCode === null) await setTimeout(20)
  await setTimeout(500)
  return { folder, before, reports, ...run }
}

test('validate of many files that is interrupted ends soon with 130, and says how far it was and what was wrong', async () => {
  const folder = folderOf({ 'town.yaml': SMALL, 'wrong.yaml': SMALL.replace('1 h', '1 hh') })
  const { child, ended } = start(folder, 'validate', 'wrong.yaml', ...Array<string>(5000).fill('town.yaml'))
  await new Promise((resolve) => child.stdout!.once('data', resolve))
  child.kill('SIGINT')
  const { status, stderr } = await ended
  expect(status).toBe(130)
  expect(stderr).toMatch(
    /^wrong\.yaml:4:11: .*\n(?: .*\n)?interrupted after \d+ of 5001 deployments; the others were not looked at\n$/,
  )
})

describe('a run that is interrupted', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s ends soon with 130, says so, and leaves the old report',
    async (signal) => {
      const { folder, before, child, ended } = await underWay()
      const asked = performance.now()
      child.kill(signal)
      const { status, stdout, stderr } = await ended
      // Within a second or so; a machine that is busy with other tests gets five.
      expect(performance.now() - asked).toBeLessThan(5000)
      expect(stderr).toMatch(
        /^interrupted after .+ of 36500 day; no report was written, reports\/small is as it was\n$/,
      )
      expect({ status, stdout }).toEqual({ status: 130, stdout: '' })
      expect(contents(folder)).toEqual(before)
    },
  )

  test('names all that it leaves as it was', async () => {
    const folder = folderOf({ 'long.yaml': LONG })
    const { child, ended } = start(folder, 'run', 'long.yaml', '--out', 'r', '--junit', 'j.xml', '--trace', 't.csv')
    while (readdirSync(folder).length < 2 && child.exitCode === null) await setTimeout(20)
    await setTimeout(500)
    child.kill('SIGINT')
    const { status, stderr } = await ended
    expect(status).toBe(130)
    expect(stderr).toMatch(/no report was written, r, j\.xml and t\.csv are as they were\n$/)
    expect(readdirSync(folder)).toEqual(['long.yaml'])
  })

  test('by force leaves the old report too, and the next run clears what is left over', async () => {
    const { folder, before, reports, child, ended } = await underWay()
    child.kill('SIGKILL')
    await ended
    const report = join('reports', 'small', 'run.json')
    expect(contents(folder)[report]).toBe(before[report])
    expect(sgsim(folder, 'run', 'town.yaml').status).toBe(0)
    expect(readdirSync(reports)).toEqual(['small'])
  })
})
