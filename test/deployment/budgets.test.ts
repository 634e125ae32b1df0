import { describe, expect, test } from 'vitest'
import { readAddition, readBound } from '../../src/deployment/budget-grammar.js'
import { InputError } from '../../src/input/problems.js'
import { run } from '../../src/run/run.js'
import { deploymentOf, problemsOf } from './fixture.js'

const HEAD = `name: town
use-cases: [Meter Reading, Service Switch]
duration: 1 h
quantities: { meters: { electric: { residential: 100 } } }
nodes: { head-end: { servers: 1 } }
budgets:
`
/** The first line behind `budgets:`. */
const LINE = HEAD.split('\n').length

/** What is wrong with budgets, one a line, each with its line counted from the first of them. */
function problemsIn(...lines: string[]): string[] {
  const found = problemsOf(`${HEAD}${lines.map((line) => `  ${line}\n`).join('')}`)
  return found.map((one) => one.replace(/^test\.yaml:(\d+):/, (_, line: string) => `${Number(line) - LINE + 1}:`))
}

/** The same of what is known only when it is known what applies. */
async function refusedIn(...lines: string[]): Promise<string[]> {
  const deployment = deploymentOf(`${HEAD}${lines.map((line) => `  ${line}\n`).join('')}`)
  try {
    await run(deployment)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const all = error.message.replaceAll('\n  ', ' | ').split('\n')
    return all.map((one) => one.replace(/^test\.yaml:(\d+):/, (_, line: string) => `${Number(line) - LINE + 1}:`))
  }
  return []
}

const ON_DEMAND = '4.10.4.1/on-demand_Mtr-read_resp-data/1'
const PAYLOADS = ['SW_opr_cmd', 'SW_state_cmd']
const bound = (text: string) => (readBound(text) as { value: unknown }).value
const addition = (text: string) => (readAddition(text, PAYLOADS) as { value: unknown }).value

describe('the grammar of budgets', () => {
  test('reads bounds: a share within a time, of what arrives, and a percentile, which is a share in other words', () => {
    expect(bound('> 99.5% within 3 s')).toEqual({ share: 0.995, strict: true, within: 3e6 })
    expect(bound('>=99%   within 1 h 30 min')).toEqual({ share: 0.99, strict: false, within: 5400e6 })
    expect(bound('delivered > 99%')).toEqual({ share: 0.99, strict: true, within: undefined })
    expect(bound('latency p99.9 < 300 ms')).toEqual({ share: 0.999, strict: true, within: 3e5 })
    expect(bound('latency p99 < 2 s')).toEqual(bound('> 99% within 2 s'))
  })

  test('reads figures of networks and nodes, each with its unit', () => {
    const metric = { of: 'metric', network: undefined, direction: undefined, node: undefined, comparator: '<' }
    expect(addition('wan.up utilisation p95 < 70%')).toEqual({ ...metric, network: 'wan', direction: 'up', figure: 'utilisation', statistic: 0.95, limit: 0.7 }) // prettier-ignore
    expect(addition('nan queue-delay p99<=2 s')).toEqual({ ...metric, network: 'nan', figure: 'queue-delay', statistic: 0.99, comparator: '<=', limit: 2 }) // prettier-ignore
    expect(addition('head-end backlog max < 5000')).toEqual({ ...metric, node: 'head-end', figure: 'backlog', statistic: 'max', limit: 5000 }) // prettier-ignore
    expect(addition('nan loss < 0.1 %')).toEqual({ ...metric, network: 'nan', figure: 'loss', statistic: undefined, limit: 0.001 }) // prettier-ignore
    // Relays of a mesh speak side by side: its air time can be more than all of it.
    expect(addition('nan.down utilisation mean > 120%')).toMatchObject({ comparator: '>', limit: 1.2 })
  })

  test("reads bounds of payloads that have none in the SRS, and UC96's form", () => {
    expect(addition('SW_* > 99% within 3 s')).toEqual({ of: 'requirements', names: 'SW_*', bound: bound('> 99% within 3 s') }) // prettier-ignore
    const events = { of: 'events', names: 'SW_opr_cmd', share: 0.99, within: 3e6, rest: 10e6 }
    expect(addition('SW_opr_cmd 99% within 3 s, rest within 10 s, of each event')).toEqual(events)
  })
})

describe('a budget that cannot be read', () => {
  // ¦ stands before what is wrong: that is the place that the error names.
  test.each([
    ['- add: ¦wna.up utilisation p95 < 70%', 'no payload, requirement, network or node is called "wna.up" | did you mean "wan.up"?'],
    ['- add: wan.up ¦utilization p95 < 70%', 'expected a figure of a network, found "utilization" | did you mean "utilisation"?'],
    ['- add: wan.up utilisation ¦avg < 70%', 'expected a statistic, found "avg" | mean, max, or a percentile above p0 and below p100, such as p95'],
    ['- add: wan.up utilisation ¦men < 70%', 'expected a statistic, found "men" | did you mean "mean"?'],
    ['- add: ¦wan.sideways utilisation p95 < 70%', 'no payload, requirement, network or node is called "wan.sideways" | one of: wan.up, wan.down'],
    ['- add: ¦wan.dwon utilisation p95 < 70%', 'no payload, requirement, network or node is called "wan.dwon" | did you mean "wan.down"?'],
    ['- add: wan.up utilisation ¦p101 < 70%', 'expected a statistic, found "p101" | mean, max, or a percentile above p0 and below p100, such as p95'],
    ['- add: wan.up utilisation ¦p100 < 70%', 'expected a statistic, found "p100" | mean, max, or a percentile above p0 and below p100, such as p95'],
    ['- add: wan.up utilisation p95 ¦= 70%', 'expected one of < <= > >= and a limit; found "="'],
    ['- add: wan.up utilisation p95 < ¦70', 'expected a share with its unit, such as 70%; found "70"'],
    ['- add: nan queue-delay p99 < ¦2', 'expected a time, such as 3 s (a unit after the number, one of: us, ms, s, min, h, day, week)'],
    ['- add: nan queue-delay p99 < ¦2 s soon', 'expected a time, such as 3 s (a number and its unit)'],
    ['- add: nan queue-delay p99 < ¦0 s', 'expected a time above zero'],
    ['- add: nan loss ¦max < 2%', 'expected one of < <= > >= and a limit; found "max"'],
    ['- add: head-end ¦loss < 2%', 'expected a figure of a node, found "loss" | one of: utilisation, queue-delay, backlog'],
    ['- add: head-end backlog ¦p95 < 20', 'of what waits at a node only the max is kept; found "p95"'],
    ['- add: head-end backlog max < ¦70%', 'expected a whole number of packets, such as 5000; found "70%"'],
    ['- add: head-end backlog max < 70 ¦now', 'expected nothing more; found "now"'],
    ['- add: ¦meter backlog max < 70', 'meter has unlimited servers: nothing there makes packets wait | nodes.meter.servers says how many it has'],
    ['- add: ¦SW_opr_cdm > 99% within 3 s', 'no payload, requirement, network or node is called "SW_opr_cdm" | did you mean "SW_opr_cmd"?'],
    ['- add: ¦SX_* > 99% within 3 s', 'no payload, and no requirement or row that is used, is called "SX_*"'],
    ['- add: SW_* > 99% ¦in 3 s', 'expected within a time, such as within 3 s; found "in"'],
    ['- add: SW_* > ¦100% within 3 s', 'more than 100% cannot be | write >= 100%'],
    ['- add: SW_* > ¦0% within 3 s', 'expected a share above 0%'],
    ['- add: SW_* > ¦150% within 3 s', 'expected a share, such as 99.5% (at most 100 %)'],
    ['- add: "SW_* > 99% ¦in 3 s"', 'expected within a time, such as within 3 s; found "in"'],
    ['- add: SW_* 99% within 3 s, ¦others within 10 s', 'expected rest within a time; found "others"'],
    ['- add: SW_* 99% within 3 s, rest ¦within 1 s, of each event', 'the rest cannot have less time than the others'],
    ['- add: SW_* 99% within 3 s, rest within 10 s¦', 'expected , of each event; found nothing'],
    ['- { tighten: "SW_*", to: "¦99% within 3 s" }', 'expected "> 99.5% within 3 s", "delivered > 99%" or "latency p99 < 2 s"; found "99%"'],
    ['- { tighten: "SW_*", to: "latency p99 <¦= 3 s" }', 'expected < and a time: latency bounds are strict (SRS 4.18); found "="'],
    ['- { tighten: "SW_*", to: "latency ¦99 < 3 s" }', 'expected a percentile, such as p99; found "99"'],
    ['- { tighten: "SW_*", to: "¦deliverd > 99%" }', 'expected a bound, found "deliverd" | did you mean "delivered"?'],
    ['- { relax: ¦4.10.4.1/on-demand_Mtr-read_resp-data/99, to: "> 9% within 3 s" }', 'no payload, and no requirement or row that is used, is called "4.10.4.1/on-demand_Mtr-read_resp-data/99" | did you mean "4.10.4.1/on-demand_Mtr-read_resp-data'],
  ])('%s', (marked, problem) => {
    const found = problemsIn(marked.replace('¦', ''))
    expect(found).toHaveLength(1)
    // Lines begin with an indent of two.
    const [, column, key, said] = /^1:(\d+): budgets\.0\.(add|to|relax): (.*)$/.exec(found[0]!)!
    expect(Number(column)).toBe(marked.indexOf('¦') + 3)
    expect(marked.slice(0, marked.indexOf('¦'))).toContain(`${key}:`)
    // Hints that name many words are long.
    expect(said!.startsWith(problem), said).toBe(true)
  }) // prettier-ignore

  test('has one of tighten, relax and add, and the keys that go with it', () => {
    expect(problemsIn('- level: warn')).toEqual(['1:5: budgets.0: expected one of tighten, relax and add, found none'])
    const both = problemsIn('- { add: nan loss < 1%, relax: "SW_*" }')
    expect(both).toEqual(['1:12: budgets.0.add: expected one of tighten, relax and add, found relax and add'])
    expect(problemsIn('- relax: "SW_*"')).toHaveLength(1)
    expect(problemsIn('- relax: "SW_*"')[0]).toMatch(/^1:\d+: budgets\.0\.relax: expected to: "> 99\.5% within 3 s"/)
    expect(problemsIn('- { add: nan loss < 1%, to: "> 99% within 3 s" }')).toEqual([
      '1:31: budgets.0.to: expected no to beside add: its bound is a part of it; found "> 99% within 3 s"',
    ])
    expect(problemsIn('- { add: nan loss < 1%, level: fatal }')).toEqual([
      '1:34: budgets.0.level: expected error or warn; found "fatal"',
    ])
    expect(problemsIn('- { add: nan loss < 1%, because: x }')[0]).toMatch(/"budgets\.0" has no key "because"/)
  })

  test('is told with all that is wrong with the others, in one go', () => {
    expect(problemsIn('- add: wna loss < 1%', '- add: nan loss < 1', '- add: nan loss < 1%')).toHaveLength(2)
  })

  test('is told with what else is wrong with the file, as far as its texts say it', () => {
    const budgets = ['- add: wann loss < 1%', '- { tighten: SW_opr_cdm, to: "> 99% in 3 s" }', '- 5', '- { add: 7 }']
    const both = '- { tighten: SW_x, relax: SW_y }'
    const found = problemsOf(
      `${HEAD.replace('1 h', '1 hr 5')}${[...budgets, both].map((line) => `  ${line}\n`).join('')}`,
    )
    const said = found.map((one) => one.replace(/^test\.yaml:(\d+):\d+: ([\w.]+): (\w+ \w+).*$/, '$1 $2 $3'))
    expect(said).toEqual([
      '3 duration expected a',
      '7 budgets.0.add no payload',
      '8 budgets.1.tighten no payload',
      '8 budgets.1.to expected within',
      '9 budgets.2 expected a',
      '10 budgets.3.add expected a',
      '11 budgets.4.relax expected one',
    ])
  })

  test('is to be quoted where it begins with ">", which YAML reads as something else', () => {
    for (const line of [
      '- { tighten: SW_opr_cmd, to: > 99% within 3 s }',
      '- { tighten: SW_opr_cmd, to: >= 99% within 3 s }',
    ])
      expect(problemsIn(line)[0], line).toBe(
        `1:${line.indexOf('>') + 3}: Plain value cannot start with block scalar indicator > | quote a text that begins with ">"`,
      )
    for (const to of ['> 99% within 3 s', '>= 99% within 3 s', '>99% within 3 s']) {
      const all = problemsIn('- tighten: SW_opr_cmd', `  to: ${to}`)
      expect(all[0], to).toMatch(/^2:\d+: .* \| quote a text that begins with ">"$/)
    }
    // A text of several lines that is no bound gets no such hint.
    expect(problemsIn('- tighten: SW_opr_cmd', '  reason: > contract')[0]).not.toContain('quote')
  })
})

describe('a limit that can never fail', () => {
  const warned = (...lines: string[]) =>
    deploymentOf(`${HEAD}${lines.map((line) => `  ${line}\n`).join('')}`).warnings.map(
      ({ position, message }) => `${'line' in position ? position.line - LINE + 1 : 0}: ${message}`,
    )

  // A wire carries one packet at a time in each direction, and so does a server.
  test('is warned of', () => {
    expect(
      warned(
        '- add: wan.up utilisation p95 < 700%',
        '- add: wan.up utilisation p95 <= 100%',
        '- add: head-end utilisation max < 101%',
        '- add: nan loss <= 100%',
        '- add: nan backlog max >= 0',
      ),
    ).toEqual([
      '1: "wan.up utilisation p95 < 700%" can never fail: no utilisation here is above 100 %',
      '2: "wan.up utilisation p95 <= 100%" can never fail: no utilisation here is above 100 %',
      '3: "head-end utilisation max < 101%" can never fail: no utilisation here is above 100 %',
      '4: "nan loss <= 100%" can never fail: no loss here is above 100 %',
      '5: "nan backlog max >= 0" can never fail: no backlog is below 0',
    ])
  })

  test('is not what can be missed, if only just, and on a mesh relays speak side by side', () => {
    expect(warned('- add: wan.up utilisation p95 < 100%', '- add: nan loss < 100%', '- add: nan loss > 0%')).toEqual([])
    const mesh = `${HEAD}  - add: nan utilisation max < 700%\nnetworks: { nan: { medium: mesh } }\n`
    expect(deploymentOf(mesh).warnings.filter((one) => one.message.includes('never fail'))).toEqual([])
  })
})

describe('a budget that says nothing of this deployment, or nothing new', () => {
  test('is refused where nothing that it names applies', async () => {
    expect(await refusedIn('- add: PHEV_price_rate_cmd > 99% within 3 s')).toEqual([
      expect.stringMatching(/^1:10: budgets\.0\.add: nothing that "PHEV_price_rate_cmd" names applies in this deployment \| .+ is not among its use cases$/),
    ]) // prettier-ignore
  })

  test('is refused where nothing crosses its network, or goes through its nodes', async () => {
    expect(await refusedIn('- add: fan utilisation max < 70%')).toEqual([
      expect.stringMatching(/^1:10: budgets\.0\.add: nothing in this deployment crosses fan \| one of: /),
    ])
    const oms = problemsIn('- add: oms backlog max < 5')
    expect(oms).toEqual([expect.stringContaining('oms has unlimited servers')])
  })

  // SRS 4.10.4.1: > 98%, < 15 sec.
  test('is refused where it tightens to what is no tighter, with what the SRS asks', async () => {
    const hint = 'a higher share or a shorter time, and neither the other way round'
    const said = `expected a bound tighter than that of the SRS: > 98% within 15 s (${ON_DEMAND}) | ${hint}`
    for (const to of ['> 98% within 15 s', '> 97% within 10 s', '> 99% within 20 s', '>= 98% within 15 s', 'delivered > 98%'])
      expect(await refusedIn(`- { tighten: ${ON_DEMAND}, to: "${to}" }`), to).toEqual([
        `1:${14 + ON_DEMAND.length + 9}: budgets.0.to: ${said}`,
      ]) // prettier-ignore
    for (const to of ['> 98% within 14 s', '> 98.1% within 15 s', '>= 98.1% within 15 s', 'delivered > 99%'])
      expect(await refusedIn(`- { tighten: ${ON_DEMAND}, to: "${to}" }`), to).toEqual([])
  })

  test('is refused where it relaxes to what is no looser', async () => {
    for (const to of ['> 98% within 15 s', '> 97% within 10 s', '> 99% within 20 s', '> 98% within 14 s', 'delivered > 99%']) {
      const [problem] = await refusedIn(`- { relax: ${ON_DEMAND}, to: "${to}" }`)
      expect(problem, to).toContain(`expected a bound looser than that of the SRS: > 98% within 15 s (${ON_DEMAND})`)
    }
    // What arrives in time arrives.
    for (const to of ['> 98% within 16 s', '> 97% within 15 s', '>= 98% within 15 s', 'delivered > 98%'])
      expect(await refusedIn(`- { relax: ${ON_DEMAND}, to: "${to}" }`), to).toEqual([])
  }) // prettier-ignore

  // SRS 4.10.4.3: 90% success every 4-6 hr, 98% success over 1 day, > 99.5% over 2 day: 4.8 h at five reads a day.
  test('of several windows is held against each', async () => {
    const reads = '4.10.4.3/Mtr-read_data_resp-data/1'
    const refused = (kind: string, to: string) => refusedIn(`- { ${kind}: ${reads}, to: "${to}" }`)
    expect(await refused('tighten', '> 99.5% within 1 day')).toEqual([])
    expect(await refused('tighten', '> 98% within 1 day')).toEqual([])
    expect((await refused('tighten', '> 95% within 1 day'))[0]).toContain('>= 98% within 1 day, > 99.5% within 2 day')
    expect(await refused('relax', '> 95% within 1 day')).toEqual([])
    expect(await refused('relax', '> 99% within 2 day')).toEqual([])
    expect(await refused('relax', '> 99.6% within 2 day')).toHaveLength(1)
    expect((await refused('tighten', 'delivered > 99%'))[0]).toContain('asks for shares within windows')
  })

  test('is refused where another one says the opposite of the same requirement', async () => {
    const found = await refusedIn(
      `- { tighten: "on-demand*", to: "> 99% within 10 s" }`,
      `- { relax: ${ON_DEMAND}, to: "> 90% within 30 s" }`,
    )
    expect(found.filter((one) => one.startsWith('2:'))).toEqual([
      `2:14: budgets.1.relax: ${ON_DEMAND} is in budgets.0.tighten too | a requirement is tightened or relaxed, not both`,
    ])
  })

  test('of a pattern names the requirements that it does not suit, three of them, and how many more', async () => {
    // SRS 4.15.4.4 asks for > 99% of the errors, the others for > 98%.
    const found = await refusedIn('- { tighten: "SW_*", to: "> 98.5% within 3 s" }')
    expect(found).toHaveLength(4)
    expect(found.filter((one) => /> 99% within 1 min \(4\.15\.4\.4\/SW_opr_cmd_comm-err\/\d\)/.test(one))).toHaveLength(3) // prettier-ignore
    expect(found.some((one) => /… nor are 4 more of those that "SW_\*" names/.test(one))).toBe(true)
  })
})
