import { describe, expect, test } from 'vitest'
import { stripVTControlCharacters } from 'node:util'
import { terminalReport } from '../../src/report/terminal.js'
import { run, type Run } from '../../src/run/run.js'
import { deploymentOf } from '../deployment/fixture.js'

async function shown(yaml: string, change?: (result: Run) => Run): Promise<string[]> {
  const result = (await run(deploymentOf(yaml)))!
  const text = terminalReport(change?.(result) ?? result, 'reports/town')
  return stripVTControlCharacters(text).trimEnd().split('\n')
}

/** Everything that can fail fails: a NAN that carries next to nothing. */
const NARROW = `name: a-town-with-a-narrow-nan
quantities: { meters: { electric: { residential: 300, commercial: 30 } } }
networks: { nan: { rate: 300 bps, loss: 30%, retries: 0 } }
choices: { ranges: high, requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 6 per day }, 4.15.4.3/SW_state_cmd: { how-often: 6 per day } } }
`
const QUIET = 'name: quiet\nduration: 1 h\nquantities: { meters: { electric: { residential: 2 } } }\n'

describe('the report on the terminal', () => {
  test('is at most 80 columns wide', async () => {
    const lines = await shown(NARROW)
    expect(lines.length).toBeGreaterThan(20)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  test('is at most 80 columns wide for the longest ids, the largest counts and long reasons', async () => {
    const lines = await shown(NARROW, (result) => {
      const [longest] = result.outcomes
        .filter((one) => one.latencyS !== undefined && one.low !== undefined)
        .sort((a, b) => b.requirement.id.length - a.requirement.id.length)
      const reason = `${'so many words that they need '.repeat(9)}${'1234567890'.repeat(5)}`
      const failing = { ...longest!, verdict: 'fail' as const, reason }
      const undecided = { ...failing, verdict: 'undecided' as const }
      const idle = { ...failing, verdict: 'not exercised' as const }
      const repeat = <T>(one: T, times: number): T[] => new Array<T>(times).fill(one)
      const settings = { ...result.deployment.settings, seed: 4294967295, duration: 12345.678e6 * 3600 }
      const layout = Object.assign(Object.create(result.deployment.layout) as Run['deployment']['layout'], {
        devices: 123_456_789_012,
        daps: 123_456_789,
      })
      return {
        ...result,
        deployment: { ...result.deployment, settings, layout },
        outcomes: [...repeat(failing, 104), ...repeat(undecided, 100), ...repeat(idle, 100)],
      }
    })
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    expect(lines.at(-1)).toMatch(/^104 requirements failed; 100 undecided, 100 not exercised/)
  })

  test('says first what fails, the worst first, with where and why; then the totals, and where the reports are', async () => {
    const result = (await run(deploymentOf(NARROW)))!
    const lines = await shown(NARROW)
    const failed = result.outcomes.filter((one) => one.verdict === 'fail')
    expect(failed.length).toBeGreaterThan(1)
    const ids = lines.filter((line) => line.startsWith('FAIL')).map((line) => line.split(/\s+/)[1]!)
    const below = (id: string) => {
      const one = failed.find((each) => each.requirement.id === id)!
      // By what is sure of it: the upper end of its interval.
      return one.high! - one.boundReliability
    }
    // Some of them, where they are many, and how many more there are.
    const more = lines.find((line) => line.startsWith('… and '))
    expect(ids.length + Number(/\d+/.exec(more ?? '0')![0])).toBe(failed.length)
    for (let i = 1; i < ids.length; i++) expect(below(ids[i]!)).toBeGreaterThanOrEqual(below(ids[i - 1]!))
    const places = ['FAIL', 'requirements', 'messages', 'bytes', 'busiest', 'reports'].map((word) =>
      lines.findIndex((line) => line.startsWith(word)),
    )
    expect(places.every((place, i) => place > (places[i - 1] ?? 0))).toBe(true)
    expect(lines.find((line) => line.startsWith('reports'))).toMatch(/reports\/town$/)
    expect(lines.find((line) => line.startsWith('busiest'))).toContain('nan up')
    expect(lines.at(-1)).toMatch(
      new RegExp(`^${failed.length} requirements failed; \\d+ undecided, \\d+ not exercised`),
    )
  })

  test('tells air time from capacity where several send at once on one link or channel', async () => {
    const yaml = (nan: string, meters: number, more = '') => `name: town
duration: 1 h 10 min
quantities: { meters: { electric: { residential: ${meters} } }, endpoints-per-dap: ${meters} }
networks: { nan: ${nan} }
${more}`
    const busiest = async (yaml: string) => (await shown(yaml)).join(' ').replace(/\s+/g, ' ')
    const burst = `timing: { scheduled-reads: aligned }
choices: { requirements: { 4.10.4.4/Mtr-read_multi-interval-data_resp-data/7: { how-often: 24 per day, size: 2400 B } } }`
    // At one o'clock a hundred ports of 300 bps send 2400 B in two packets: 67.2 s each, in an hour of which the run has ten minutes.
    const lan = await busiest(yaml('{ medium: lan, rate: 300 bps, queue: 1 MB }', 100, burst))
    const share = ((100 * (2400 + 2 * 60) * 8) / 300 / 600) * 100
    expect(lan).toContain(
      `busiest nan up, ${share} % of the capacity of a port in its busiest hour, all ports of a link together`,
    )
    const few = await busiest(yaml('{ technology: sun-mesh-150k }', 40))
    expect(few).toMatch(/busiest nan up, air time \d(\.\d+)? % of its channel in its busiest hour/)
    // Beacons alone: 600 nodes send 60 B every second, 3.6 ms each, which is more than the one channel has.
    const loud = await busiest(
      yaml('{ technology: sun-mesh-150k, channels: 1, hops: by density, density: 60 per km2, uncovered: lost, beacon: { interval: 1 s } }', 600),
    ) // prettier-ignore
    expect(loud).toMatch(
      /busiest nan \w+, air time 2\.\d times its channel in its busiest hour: relays speak side by side/,
    )
  }, 60_000)

  test('says how many bytes on the wire are of no payload', async () => {
    const town = (nan: string) => `name: town
duration: 6 h
quantities: { meters: { electric: { residential: 40 } } }
networks: { nan: ${nan} }
`
    const bytesLine = async (yaml: string) => (await shown(yaml)).join(' ').match(/bytes\s+(.*?)\s+payloads/)![1]
    expect(await bytesLine(town('{ technology: sun-mesh-150k }'))).toMatch(
      / on the wire, .*B\s+of\s+them of no payload$/,
    )
    expect(await bytesLine(town('{ medium: wire }'))).toMatch(/ on the wire$/)
  })

  test('ends with what nobody knows yet even where nothing failed', async () => {
    const lines = await shown(QUIET)
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([])
    expect(lines.at(-1)).toMatch(/^no requirement failed; \d+ undecided, \d+ not exercised/)
    expect(lines.join('\n')).not.toMatch(/NaN|undefined,|Infinity/)
  })

  test('speaks of one requirement as of one', async () => {
    const lines = await shown(NARROW, (result) => {
      const failed = result.outcomes.find((one) => one.verdict === 'fail')!
      return { ...result, outcomes: [failed] }
    })
    expect(lines.at(-1)).toMatch(/^1 requirement failed; 0 undecided, 0 not exercised/)
  })
})
