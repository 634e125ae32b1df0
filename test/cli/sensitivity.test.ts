import { parse } from 'csv-parse/sync'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { contents, folderOf, sgsim, SMALL, start } from './sgsim.js'

/**
 * Switch commands come 50 per 1000 meters a day, and have a minute (SRS 4.15.4.1): 40 s on the NAN are in time, 80 s are not. In two days there
 * are enough of them that this is decided.
 */
const SLOW = `name: small
use-cases: [Service Switch]
duration: 2 days
quantities: { meters: { electric: { residential: 4000 } }, endpoints-per-dap: 100 }
networks: { nan: { delay: 40 s } }
choices: { ranges: high }
`

function table(folder: string, name: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, 'reports', 'small', name), 'utf8'), { columns: true })
}

describe('run --sensitivity', () => {
  test(
    'says what it will cost, then on what verdicts hang; whatever the number of workers',
    { timeout: 240_000 },
    () => {
      const report = (workers: number) => {
        const folder = folderOf({ 'town.yaml': SLOW })
        const ended = sgsim(folder, 'run', 'town.yaml', '--sensitivity', '--workers', String(workers))
        expect(ended.status).toBe(0)
        expect(ended.stderr).toMatch(
          new RegExp(`^small: sensitivity, \\d+ runs of about .+ each, ${workers} at once: about .+\n$`),
        )
        return { folder, ...ended }
      }
      const one = report(1)
      for (const line of one.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
      expect(one.stdout.replaceAll(/\s+/g, ' ')).toMatch(
        / hangs on networks\.nan\.delay \(\d+ from pass to fail or back/,
      )

      const requirements = table(one.folder, 'requirements.csv')
      const changes = table(one.folder, 'sensitivity.csv')
      const late = changes.filter((line) => line['verdict_before'] === 'pass' && line['verdict_after'] === 'fail')
      expect(late.length).toBeGreaterThan(0)
      const command = late.find((line) => line['requirement'] === '4.15.4.1/SW_opr_cmd/1')!
      expect(command).toMatchObject({ assumption: 'networks.nan.delay', end: 'high', tried: '80 s', share_after: '0' })
      const its = requirements.find((line) => line['requirement'] === command['requirement'])!
      expect(its).toMatchObject({ verdict: 'pass', share_in_time: command['share_before'] })
      expect(its['hangs_on']).toMatch(/^hangs on networks\.nan\.delay \(high\)/)
      // Every line of a requirement belongs to one of requirements.csv, and those that are robust are in none of them.
      const changed = new Set(changes.map((line) => line['requirement']))
      for (const { requirement, hangs_on: hangsOn, verdict } of requirements) {
        expect(changed.has(requirement), requirement).toBe(/^hangs on/.test(hangsOn!))
        if (hangsOn === 'robust') expect(['pass', 'fail']).toContain(verdict)
      }

      const { sensitivity } = JSON.parse(readFileSync(join(one.folder, 'reports', 'small', 'run.json'), 'utf8')) as {
        sensitivity: { runs: number; refused: number; hangsOn: { assumption: string }[] }
      }
      expect(one.stderr).toContain(` ${sensitivity.runs + sensitivity.refused} runs `)
      expect(sensitivity.hangsOn[0]!.assumption).toBe('networks.nan.delay')

      const files = ({ folder }: typeof one) => {
        const { 'timing.json': timing, ...others } = contents(join(folder, 'reports', 'small'))
        expect(timing).toBeDefined()
        return others
      }
      expect(files(report(2))).toEqual(files(one))
    },
  )

  test('is not there where nobody asks', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(sgsim(folder, 'run', 'town.yaml').stdout).not.toContain('hangs on')
    expect(existsSync(join(folder, 'reports', 'small', 'sensitivity.csv'))).toBe(false)
    expect(new Set(table(folder, 'requirements.csv').map((line) => line['hangs_on']))).toEqual(new Set(['NA']))
  })

  test('that is interrupted leaves nothing', { timeout: 120_000 }, async () => {
    const folder = folderOf({ 'town.yaml': SLOW.replace('2 days', '40 days') })
    const { child, ended } = start(folder, 'run', 'town.yaml', '--sensitivity', '--workers', '1')
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    while (!said.includes('runs of about') && child.exitCode === null) await setTimeout(20)
    await setTimeout(500)
    child.kill('SIGINT')
    const { status, stdout, stderr } = await ended
    expect(stderr).toMatch(/\ninterrupted in the sensitivity; no report was written, reports\/small is as it was\n$/)
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' })
    expect(existsSync(join(folder, 'reports'))).toBe(false)
  })
})
