import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import { endsOf, type Ends } from '../../src/deployment/assumption-ends.js'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import { InputError } from '../../src/input/problems.js'
import { assumptionsBehind } from '../../src/report/assumptions.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { catalogue, deploymentOf } from './fixture.js'

/** The ends of one assumption, as `low 50 kbps, high 200 kbps`; why there are none. */
function ends(name: string, yaml: string): string {
  const deployment = deploymentOf(yaml)
  const found = endsOf(
    deployment,
    deployment.assumptions.find((one) => one.name === name)!,
  )!
  return found.map(inWords).join('; ')
}

function inWords({ ends, why }: Ends): string {
  return why ?? ends.map(({ end, text }) => `${end} ${text}`).join(', ')
}

const MESH = `quantities: { meters: { electric: { other: 100 } } }
networks: { nan: { technology: sun-mesh-150k } }`

describe('the ends of an assumption', () => {
  // The rules stand in docs/sensitivity.md; the figures here are worked out by hand.
  test.each([
    ['a quantity: half and double', 'networks.wan.rate', 'low 1 Mbps, high 4 Mbps', ''],
    ['with the unit of the deployment', 'networks.nan.rate', 'low 0.5 kbps, high 2 kbps', 'networks: { nan: { rate: 1 kbps } }'],
    ['of several units each', 'timing.jitter', 'low 0.5 h 15 min, high 2 h 60 min', 'timing: { jitter: 1 h 30 min }'],
    ['bytes are whole', 'networks.nan.header', 'low 8 B, high 30 B', 'networks: { nan: { header: 15 B } }'],
    ['how often: of as many', 'assumptions.see-reqmts-table', 'low 12.5 per 1000 per day, high 50 per 1000 per day', ''],
    ['a small share: half and double', 'networks.nan.loss', 'low 0.5%, high 2%', ''],
    ['half a share', 'enrolment.rep', 'low 25%, high 100%', 'enrolment: { rep: 50% }'],
    ['a large share: what lacks of all, double and half', 'assumptions.second-head', 'low 20%, high 80%', ''],
    ['all: half of it', 'assumptions.share-in-when', 'low 50%', ''],
    ['a count: half and double', 'quantities.endpoints-per-dap', 'low 500, high 2000', ''],
    ['rounded', 'networks.nan.retries', 'low 2, high 6', ''],
    ['and at least 1', 'quantities.meters.electric.other', 'high 2', 'quantities: { meters: { electric: { other: 1 } } }'],
    ['a figure that is no count', 'assumptions.x-joins', 'low 0.5, high 2', ''],
    ['in its range', 'assumptions.x-answers', 'low 500', ''],
    ['words: each other one', 'timing.everything-else', 'other spread, other aligned', ''],
    ['yes or no', 'delivery.acknowledged', 'other true', ''],
    ['a range of the SRS: its ends', 'choices.ranges', 'low low, high high', ''],
    ['a window of the SRS', 'assumptions.response-window', 'low low, other mid', ''],
    ['nothing', 'networks.wan.loss', 'half and double of nothing are nothing', ''],
    ['no time at all', 'networks.wan.jitter', 'half and double of nothing are nothing', ''],
    ['a word for no limit', 'nodes.meter.servers', 'it is no figure, and nothing says what else it could be', ''],
    ['a limit in its place', 'nodes.meter.servers', 'low 2, high 8', 'nodes: { meter: { servers: 4 } }'],
    ['a list', 'networks.nan.repeaters', 'it is a list of figures that belong together', 'networks: { nan: { medium: plc, repeaters: [60%, 40%] } }'],
    ['a medium', 'networks.nan.medium', 'another one has figures of its own, which a deployment of its own would give', ''],
    ['levels: 3 dB', 'networks.nan.link-budget.transmit-power', 'low 27 dBm, high 33 dBm', MESH],
    ['also below zero', 'networks.nan.link-budget.sensitivity', 'low -100 dBm, high -94 dBm', MESH],
  ])('%s', (_, name, expected, yaml) => {
    expect(ends(name, `name: a\n${yaml}`)).toBe(expected)
  }) // prettier-ignore

  test('a group has those of each of its figures, under their own names', () => {
    const yaml = `name: a
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 4 per day, size: 30 B }, 4.10.4.5/bulk_Mtr-read_cmd: off } }
networks: { nan: { loss: { share: 2%, poor: { devices: 3%, share: 30% } } } }`
    const deployment = deploymentOf(yaml)
    const all = deployment.assumptions.flatMap((one) => endsOf(deployment, one) ?? [])
    const said = (part: string) => all.filter(({ name }) => name.includes(part)).map((one) => [one.name, inWords(one)])
    expect(said('4.15.4.1')).toEqual([
      ['choices.requirements.4.15.4.1/SW_opr_cmd.how-often', 'low 2 per day, high 8 per day'],
      ['choices.requirements.4.15.4.1/SW_opr_cmd.size', 'low 15 B, high 60 B'],
    ])
    expect(said('networks.nan.loss')).toEqual([
      ['networks.nan.loss.share', 'low 1%, high 4%'],
      ['networks.nan.loss.poor.devices', 'low 1.5%, high 6%'],
      ['networks.nan.loss.poor.share', 'low 15%, high 60%'],
    ])
    expect(said('4.10.4.5')).toEqual([
      ['choices.requirements.4.10.4.5/bulk_Mtr-read_cmd', 'to take a requirement out is a decision'],
    ])
  })

  test('what is no value of the deployment has none: readings of the SRS, factors of a mode', () => {
    const deployment = deploymentOf('name: a\noperating-mode: high')
    const behind = assumptionsBehind(deployment, catalogue.requirements)
    const without = behind
      .filter((one) => endsOf(deployment, one) === undefined)
      .map(({ name }) => name.split(/[ .]/)[0])
    expect(new Set(without)).toEqual(new Set(['errata', 'operating-mode']))
    for (const one of behind)
      if (one.name.startsWith('errata ')) expect(endsOf(deployment, one), one.name).toBeUndefined()
  })
})

/** Ends that a deployment cannot have by itself, without something else that it would need too. */
const NEEDS_MORE = [
  [/^networks\.[a-z-]+\.order weighted$/, /weights: expected four weights/],
  // An acknowledgement takes longer then, or the wait for it ends before it can come.
  [/^networks\.nan\.(preamble|ack-time-out) /, /ack-time-out in which an acknowledgement can come/],
] as const

describe('the ends of every assumption behind', () => {
  test.each(['quickstart', 'whole-srs', 'cellular-direct', 'scada-radio', 'plc'])(
    'of %s are other values than its own, which it can have, or needs something else for; or there is a reason why there are none',
    { timeout: 120_000 },
    (name) => {
      const file = `scenarios/${name}.yaml`
      const deployment = loadDeployment(file, catalogue)
      const requirements = appliedRequirements(deployment).applied.map((one) => one.requirement)
      const all = assumptionsBehind(deployment, requirements).flatMap((one) => endsOf(deployment, one) ?? [])
      expect(all.length).toBeGreaterThan(60)
      let varied = 0
      const refused: string[] = []
      for (const { name, ends, why } of all) {
        if (why === undefined) expect(ends.length, name).toBeGreaterThan(0)
        else expect(ends).toEqual([])
        for (const { text } of ends) {
          const changed = withEnd(file, name, text)
          if (typeof changed === 'string') refused.push(`${name} ${text}: ${changed}`)
          else expect(changed.hash, `${name} ${text}`).not.toBe(deployment.hash)
          varied++
        }
      }
      expect(varied).toBeGreaterThan(100)
      const unknown = refused.filter(
        (one) => !NEEDS_MORE.some(([what, why]) => what.test(one.split(':')[0]!) && why.test(one)),
      )
      expect(unknown).toEqual([])
    },
  )
})

function withEnd(file: string, name: string, text: string): Deployment | string {
  try {
    return loadDeployment(file, catalogue, [overrideOf(`${name}=${text}`)!])
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.problems.map(({ message }) => message).join('; ')
  }
}
