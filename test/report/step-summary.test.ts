import { describe, expect, test } from 'vitest'
import { stepSummary } from '../../src/report/step-summary.js'
import { run, type Run } from '../../src/run/run.js'
import { deploymentOf } from '../deployment/fixture.js'

// Nearly nothing gets through this NAN: most of what is sent fails.
const LOSSY = `name: lossy
duration: 1 day
quantities: { meters: { electric: { residential: 4000 } } }
networks: { nan: { loss: 60%, retries: 0 } }
`
const lossy = run(deploymentOf(LOSSY)) as Promise<Run>

/** The cells of the lines of a table, as Markdown reads them: a bar that is escaped parts nothing, and the escapes go. */
function tables(markdown: string): string[][][] {
  const blocks = markdown.split(/\n\n+/).filter((block) => block.startsWith('|'))
  const cells = (line: string) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => plain(cell.trim())) // prettier-ignore
  return blocks.map((block) => block.trimEnd().split('\n').map(cells))
}

const plain = (text: string) => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')

const lineOf = (markdown: string, start: string) => plain(markdown.split('\n').find((line) => line.startsWith(start))!)

describe('the summary of a step', () => {
  test('has the counts, and what failed as a table, the worst first, with reasons', async () => {
    const result = await lossy
    const { outcomes } = result
    const [counts, failed] = tables(stepSummary(result, 'reports/lossy', false))
    const many = (verdict: string) => String(outcomes.filter((one) => one.verdict === verdict).length)
    expect(counts!.at(-1)).toEqual(['pass', 'fail', 'undecided', 'not exercised'].map(many))
    const [head, , ...rows] = failed!
    expect(rows).toHaveLength(Number(many('fail')))
    expect(rows.length).toBeGreaterThan(3)
    for (const row of rows) expect(row).toHaveLength(head!.length)
    const below = rows.map(([id, pair, , , , , why]) => {
      const one = outcomes.find(({ requirement }) => requirement.id === id)!
      expect([pair, why]).toEqual([`${one.requirement.from} → ${one.requirement.to}`, one.reason])
      return one.high! - one.boundReliability
    })
    expect(below).toEqual(below.toSorted((a, b) => a - b))
  })

  test('says in its heading how many failed, and with --strict how many are not decided', async () => {
    const result = await lossy
    const failed = result.outcomes.filter((one) => one.verdict === 'fail').length
    const open = result.outcomes.filter(({ verdict }) => verdict !== 'fail' && verdict !== 'pass').length
    expect(open).toBeGreaterThan(0)
    const heading = (strict: boolean) => lineOf(stepSummary(result, 'reports/lossy', strict), '## ')
    expect(heading(false)).toBe(`## sgsim: lossy: ${failed} requirements failed`)
    expect(heading(true)).toBe(`## sgsim: lossy: ${failed} requirements failed, ${open} not decided (--strict)`)
  })

  test('has no table where nothing failed', async () => {
    const result = await lossy
    const outcomes = result.outcomes.filter((one) => one.verdict !== 'fail')
    const text = stepSummary({ ...result, outcomes }, 'reports/lossy', false)
    expect(tables(text)).toHaveLength(1)
    expect(lineOf(text, '## ')).toBe('## sgsim: lossy: no requirement failed')
  })

  test('links to the report, or to what the job has uploaded where that is known', async () => {
    const result = await lossy
    const report = (artifacts?: string) => lineOf(stepSummary(result, 'reports/a (b)', false, artifacts), 'Report: ')
    expect(report()).toBe('Report: [reports/a (b)](<reports/a%20(b)>).')
    const page = 'https://github.com/o/r/actions/runs/7#artifacts'
    expect(report(page)).toBe(
      `Report: reports/a (b), where the job uploads it among the [artifacts of this run](${page}).`,
    )
  })

  test('is not disturbed by what Markdown would take for its own', async () => {
    const result = await lossy
    const nasty = 'a|b \\| `c` *d* <img src=x> [e](f) \n# g & @h ~~i~~'
    const one = result.outcomes.find(({ verdict }) => verdict === 'fail')!
    const outcomes = [{ ...one, reason: nasty, requirement: { ...one.requirement, id: nasty, from: nasty } }]
    const text = stepSummary({ ...result, outcomes }, 'reports/lossy', false)
    const [, failed] = tables(text)
    const told = nasty.replace('\n', ' ')
    expect(failed!.at(-1)![0]).toBe(told)
    expect(failed!.at(-1)!.at(-1)).toBe(told)
    expect(failed!.at(-1)).toHaveLength(failed![0]!.length)
    expect(text).not.toMatch(/(?<!\\)<img|(?<!\\)`c/)
  })

  test('stays below the mebibyte that GitHub takes, and says how many rows it leaves out', async () => {
    const result = await lossy
    const one = result.outcomes.find(({ verdict }) => verdict === 'fail')!
    const reason = 'a long reason '.repeat(100)
    const outcomes = new Array<typeof one>(5000).fill({ ...one, reason })
    const text = stepSummary({ ...result, outcomes }, 'reports/lossy', false)
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20)
    const [, failed] = tables(text)
    expect(lineOf(text, '…')).toContain(`${5000 - (failed!.length - 2)} more that fail`)
  })
})
