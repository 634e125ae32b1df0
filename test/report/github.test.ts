import { describe, expect, test } from 'vitest'
import { githubAnnotations } from '../../src/report/github.js'
import { lineOf } from '../../src/report/deployment-line.js'
import type { CostliestLeg } from '../../src/run/costliest-leg.js'
import type { Outcome } from '../../src/run/outcome.js'
import { run, type Run } from '../../src/run/run.js'
import { deploymentOf } from '../deployment/fixture.js'

// On-demand reads have 15 s (SRS 4.10.4.1): over a NAN of 300 bps that reads fill they wait for longer.
const NARROW = `name: narrow
duration: 1 day
quantities: { meters: { electric: { residential: 4000 } } }
networks:
  wan: { rate: 2 Mbps }
  nan:
    delay: 20 ms
    rate: 300 bps
`

interface Command {
  kind: string
  properties: Record<string, string>
  message: string
}

/** As GitHub's runner reads a line: the first two colons behind the first ones end the properties, commas part them. */
function commandOf(line: string): Command {
  const [, kind, properties, message] = /^::(\w+) (.*?)::(.*)$/.exec(line)!
  const pairs = properties!.split(',').map((pair) => pair.split('='))
  const data = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
  const property = (text: string) => data(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
  return {
    kind: kind!,
    properties: Object.fromEntries(pairs.map(([key, ...value]) => [key!, property(value.join('='))])),
    message: data(message!),
  }
}

const commandsOf = (text: string) => text.split('\n').slice(0, -1).map(commandOf)

/** Where a text stands in another: an annotation's line and col. */
function placeIn(yaml: string, text: string): { line: string; col: string } {
  const before = yaml.slice(0, yaml.indexOf(text)).split('\n')
  return { line: String(before.length), col: String(before.at(-1)!.length + 1) }
}

describe('annotations', () => {
  test('are errors at the line of the rate of the network over which messages wait, each with its reason', async () => {
    const result = (await run(deploymentOf(NARROW)))!
    const failed = result.outcomes.filter((one) => one.verdict === 'fail')
    expect(failed.length).toBeGreaterThan(0)
    const commands = commandsOf(githubAnnotations(result, false))
    expect(commands).toHaveLength(Math.min(failed.length, 10))
    for (const { kind, properties, message } of commands.slice(0, 9)) {
      const one = failed.find(({ requirement }) => properties['title'] === `fail: ${requirement.id}`)!
      expect(one.costliestLeg).toMatchObject({ network: 'nan', cause: 'queueing' })
      expect({ kind, ...properties }).toMatchObject({ kind: 'error', file: 'test.yaml', ...placeIn(NARROW, 'rate: 300') }) // prettier-ignore
      expect(message).toBe(`${one.requirement.from} → ${one.requirement.to}: ${one.reason}`)
    }
  })

  test('are there for what is not decided only where that is asked, as warnings at the duration', async () => {
    const result = (await run(deploymentOf(NARROW)))!
    const open = result.outcomes.filter(({ verdict }) => verdict === 'undecided' || verdict === 'not exercised')
    const warnings = (strict: boolean) =>
      commandsOf(githubAnnotations(result, strict)).filter((one) => one.kind === 'warning')
    expect(warnings(false)).toEqual([])
    expect(warnings(true)).toHaveLength(Math.min(open.length, 10))
    expect(warnings(true)[0]!.properties).toMatchObject(placeIn(NARROW, 'duration'))
    expect(warnings(true)[0]!.properties['title']).toMatch(/^undecided: /)
  })
})

/** A run of which only what annotations look at is there: one requirement that failed, with these figures. */
function failing(yaml: string, leg: Partial<CostliestLeg> | undefined, set: string[] = [], change: object = {}) {
  const deployment = deploymentOf(yaml, ...set)
  const requirement = deployment.catalogue.requirements.find((one) => one.id === '4.15.4.1/SW_opr_cmd/1')!
  const costliestLeg = leg && { territory: '', leg: 2, flow: '1D', network: 'nan', ...leg }
  const outcome = { requirement, costliestLeg, verdict: 'fail', reason: 'too late', high: 0.5, boundReliability: 0.98, ...change } // prettier-ignore
  const hops = [
    { hop: { from: 'CIS/Billing - Utility', to: 'AMI Head-End(j)' } },
    { hop: { from: 'AMI Head-End(j)', to: 'DAPjm' } },
  ]
  const result = { deployment, outcomes: [outcome], budgets: [], ways: [{ requirement, territory: '', legs: hops }] }
  return { outcome: outcome as Outcome, result: result as unknown as Run }
}

const TOWN = 'name: town\nduration: 1 h\nquantities: { meters: { electric: { residential: 10 } } }\n'

describe('the line that a failure is put beside', () => {
  test.each<[string, string, Partial<CostliestLeg> | undefined, string]>([
    ['the rate, where messages wait', 'networks:\n  nan:\n    loss: 1%\n    rate: 9 kbps\n', { cause: 'queueing' }, 'rate'],
    ['the rate, where they are long', 'networks:\n  nan: { loss: 1%, rate: 9 kbps }\n', { cause: 'transmission' }, 'rate'],
    ['the loss, where they are sent again', 'networks:\n  nan: { rate: 9 kbps, loss: 1% }\n', { cause: 'retry' }, 'loss'],
    ['the loss, where retries do not help', 'networks:\n  nan: { loss: 1% }\n', { cause: 'retries exhausted' }, 'loss'],
    ['the queue, where that is full', 'networks:\n  nan: { rate: 9 kbps, queue: 5 kB }\n', { cause: 'queue full' }, 'queue'],
    ['the technology, where the rate is its own', 'networks:\n  nan:\n    technology: g3-plc\n', { cause: 'queueing' }, 'g3-plc'],
    ['the network, where the figure is not written', 'networks:\n  wan: { delay: 1 s }\n  nan: { delay: 1 s }\n', { cause: 'queueing' }, 'nan:'],
    ['the networks, where that one is not', 'networks:\n  wan: { rate: 1 Mbps }\n', { cause: 'queueing' }, 'networks'],
    ['the name, where no network is', '', { cause: 'queueing' }, 'name'],
    ['the processing of the node at the far end', 'nodes:\n  head-end: { processing: 1 s }\n  dap: { processing: 9 s }\n', { cause: 'processing' }, 'processing: 9'],
    ['that of the sender, on the first leg', 'nodes:\n  cis: { processing: 9 s }\nnetworks: { nan: {} }\n', { cause: 'processing', leg: 1, network: 'enterprise' }, 'processing: 9'],
    ['the networks, where the node is not written', 'nodes:\n  cis: { processing: 9 s }\nnetworks: { wan: {} }\n', { cause: 'processing' }, 'networks'],
    ['the faults, where a node was down', 'networks: { nan: {} }\nfaults: { nodes: { dap: { mtbf: 9 days, mttr: 1 h } } }\n', { cause: 'node down' }, 'faults'],
    ['the networks, where no leg is named', 'networks: { nan: {} }\n', undefined, 'networks'],
  ])('is that of %s', (_, more, leg, key) => {
    const yaml = TOWN + more
    const { outcome, result } = failing(yaml, leg)
    const { line, col } = placeIn(yaml, key)
    expect(lineOf(outcome, result)).toEqual({ file: 'test.yaml', line: Number(line), column: Number(col) })
  }) // prettier-ignore

  test('is one of the deployment where the figure was set on the command line', () => {
    const yaml = `${TOWN}networks:\n  nan: { loss: 1% }\n`
    const at = (...set: string[]) => lineOf(...args(failing(yaml, { cause: 'queueing' }, set)))
    expect(at('nan.rate=9kbps')).toMatchObject({ file: 'test.yaml', line: 5, column: 3 })
    // The network itself is that of the command line.
    const wan = failing(yaml, { cause: 'queueing', network: 'wan' }, ['wan.rate=9kbps'])
    expect(lineOf(...args(wan))).toMatchObject({ file: 'test.yaml', line: 4, column: 1 })
  })

  const args = ({ outcome, result }: ReturnType<typeof failing>): [Outcome, Run] => [outcome, result]
})

describe('a command', () => {
  test('gives back any text in its title and message', () => {
    const { result } = failing(TOWN, undefined, [], {})
    const nasty = '100 %25, a::b, c=d: e\r\n::error file=x::y'
    const [one] = result.outcomes
    const outcomes = [{ ...one!, requirement: { ...one!.requirement, id: nasty }, reason: nasty }]
    const text = githubAnnotations({ ...result, outcomes }, false)
    expect(text.split('\n')).toHaveLength(2)
    const { properties, message } = commandOf(text.trimEnd())
    expect(properties).toEqual({ file: 'test.yaml', line: '1', col: '1', title: `fail: ${nasty}` })
    expect(message.endsWith(nasty)).toBe(true)
  })

  test('names the file from the top of the repository, where that is known', () => {
    const { result } = failing(TOWN, undefined)
    const file = (workspace?: string) => commandsOf(githubAnnotations(result, false, workspace))[0]!.properties['file']
    expect(file()).toBe('test.yaml')
    expect(file(process.cwd())).toBe('test.yaml')
    const top = process.cwd().split('/').slice(0, -1).join('/') || '/'
    expect(file(top)).toBe(`${process.cwd().split('/').at(-1)}/test.yaml`)
    expect(file('/elsewhere')).toBe('test.yaml')
  })

  test('is one of ten at most of each kind, worst first; the last one says how many more there are', () => {
    const { result } = failing(TOWN, undefined)
    const [one] = result.outcomes
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => ({
        ...one!,
        high: i / 100,
        requirement: { ...one!.requirement, id: `r${i}` },
      }))
    const titles = (n: number) =>
      commandsOf(githubAnnotations({ ...result, outcomes: many(n).reverse() }, false)).map(
        (each) => each.properties['title'],
      )
    const first = (n: number) => Array.from({ length: n }, (_, i) => `fail: r${i}`)
    expect(titles(10)).toEqual(first(10))
    expect(titles(23)).toEqual([...first(9), '14 more requirements failed: see requirements.csv'])
  })

  test('is not there where nothing failed', () => {
    const { result } = failing(TOWN, undefined, [], { verdict: 'pass' })
    expect(githubAnnotations(result, true)).toBe('')
  })
})
