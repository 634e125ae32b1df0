import { describe, expect, test } from 'vitest'
import { bearingOn } from '../../src/report/assumption-bearing.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const TOWN = 'name: town\nprofile: ARHEM3CvIW + DCSIRsF\nquantities: { meters: { electric: { residential: 9 } } }\n'

/** Which of the values that the SRS leaves open bear on requirements, by the ids of these and of their causes. */
function bearing(ids: string[], causes: string[] = [], yaml = TOWN, ...set: string[]): string[] {
  const deployment = deploymentOf(yaml, ...set)
  const named = (list: string[]) => list.map((id) => catalogue.requirement(id)!)
  const bears = bearingOn(deployment, named(ids), named(causes))
  const names = deployment.assumptions.map((one) => one.name)
  return names.filter((name) => !/^(networks|nodes|quantities|assumptions\.leg-weights)\./.test(name)).filter(bears)
}

describe('what bears on a requirement', () => {
  // 4.15.4.1: 1-50 per 1000, the second term of those who prepay; 8AM - 8PM; 25 bytes; > 98%.
  test('is what its cells leave open, and when it is sent', () => {
    expect(bearing(['4.15.4.1/SW_opr_cmd/1'])).toEqual([
      ...[
        'warm-up',
        'enrolment.prepay',
        'timing.everything-else',
        'priorities.types.cmd',
        'delivery.acknowledged',
        'delivery.expires',
        'operating-mode',
        'choices.ranges',
        'assumptions.share-in-when',
      ],
      'assumptions.reliability-holds',
    ])
  })

  test('of an effect is also what decides how often its cause comes, but not what its cause must keep', () => {
    const [ack, cmd] = ['4.15.4.1/SW_opr_cmd_ack/1', '4.15.4.1/SW_opr_cmd/1']
    expect(bearing([ack])).not.toContain('timing.everything-else')
    expect(bearing([ack], [cmd])).toEqual(expect.arrayContaining(['effects', 'timing.everything-else']))
    // The answer of xMB is large, the command that asks for it is not.
    const [bulk, answer] = ['4.10.4.5/bulk_Mtr-read_cmd/1', '4.10.4.5/bulk_Mtr-read_resp-data/1']
    expect(bearing([answer], [bulk])).toEqual(expect.arrayContaining(['assumptions.x-mb', 'assumptions.x-batches']))
    expect(bearing([bulk], [answer])).not.toContain('assumptions.x-mb')
  })

  // 4.10.4.4: 4-6 a day, windowed; sent by the clock of each meter, or polled.
  test('of a scheduled read is the timing of reads, and how they are collected', () => {
    const read = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
    const names = bearing([read])
    expect(names).toEqual(expect.arrayContaining(['timing.scheduled-reads', 'timing.jitter', 'collection']))
    for (const idle of ['timing.everything-else', 'assumptions.share-in-when', 'assumptions.reliability-holds'])
      expect(names).not.toContain(idle)
    expect(bearing([read], [], TOWN, 'timing.scheduled-reads=aligned')).not.toContain('timing.jitter')
  })

  test('is no range, and no open figure, in the place of which the deployment has a figure of its own', () => {
    const set = (id: string, choice: string) => bearing([id], [], TOWN, `choices.requirements.${id}=${choice}`)
    const often = set('4.15.4.1/SW_opr_cmd/1', '{ how-often: 20 per 1000 per day }')
    expect(often).toContain('choices.requirements.4.15.4.1/SW_opr_cmd/1')
    expect(often).not.toContain('choices.ranges')
    const answer = '4.10.4.5/bulk_Mtr-read_resp-data/1'
    expect(set(answer, '{ size: 5 MB }')).not.toContain('assumptions.x-mb')
    expect(set(answer, '{ how-often: 1 per day }')).not.toContain('assumptions.x-batches')
    const other = bearing(['4.15.4.3/SW_state_cmd/1'], [], TOWN, 'choices.requirements.4.15.4.1/SW_opr_cmd=off')
    expect(other).not.toContain('choices.requirements.4.15.4.1/SW_opr_cmd')
  })

  test('may be any value of the schema: each bears on some requirement of the SRS, and none on all', () => {
    // Some values count only where something can fail.
    const lost = `${TOWN}events: [{ at: 17:05, what: power-lost }]\n`
    const deployment = deploymentOf(lost)
    const spread = deploymentOf(lost, 'timing.everything-else=spread')
    const aligned = deploymentOf(lost, 'timing.everything-else=aligned')
    const used = catalogue.requirements.filter((one) => one.used)
    // The jitter is of what is spread, clocks matter to what is aligned, the share in the When of what comes by chance.
    const bearsOn = used.map((one) => {
      const [byChance, bySpread, byClock] = [deployment, spread, aligned].map((of) => bearingOn(of, [one]))
      return (name: string) => (name === 'timing.jitter' ? bySpread! : name.startsWith('timing.clock') ? byClock! : byChance!)(name) // prettier-ignore
    })
    const names = deployment.assumptions.map((one) => one.name)
    const open = names.filter((name) => /^(timing|assumptions|effects|collection|choices|operating|spont)/.test(name))
    for (const name of open.filter((one) => !one.startsWith('assumptions.leg-weights'))) {
      const many = bearsOn.filter((bears) => bears(name)).length
      expect(many, name).toBeGreaterThan(0)
      expect(many, name).toBeLessThan(used.length)
    }
  })

  // 4.12.4.1 is held against the size of an outage; a second head is a matter of devices.
  test('is what speaks of faults only where something can fail', () => {
    const [notice, batch] = ['4.12.4.1/otg_ntf_evnt_data/1', '4.10.4.5/bulk_Mtr-read_cmd/1']
    const ofFaults = (id: string, yaml: string) =>
      bearing([id], [], yaml).filter((name) => /large-outage|second-head|^joining/.test(name))
    expect(ofFaults(notice, TOWN)).toEqual([])
    const power = `${TOWN}events: [{ at: 17:05, what: power-lost }]\n`
    expect(ofFaults(notice, power)).toEqual(['assumptions.second-head', 'assumptions.large-outage'])
    expect(ofFaults(batch, power)).toEqual([])
  })

  test('is everything of which nothing is known', () => {
    expect(bearingOn(deploymentOf(TOWN), [catalogue.requirement('4.15.4.1/SW_opr_cmd/1')!])('assumptions.new')).toBe(
      true,
    )
  })
})
