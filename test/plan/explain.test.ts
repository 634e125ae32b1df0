import { describe, expect, test } from 'vitest'
import { explain } from '../../src/plan/explain.js'
import { explainText } from '../../src/plan/explain-text.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const TOWN = `name: town
use-cases: [Service Switch]
quantities: { meters: { electric: { residential: 1000 } } }
`
const requirement = (id: string) => catalogue.requirement(id)!

function explained(id: string, ...set: string[]) {
  const deployment = deploymentOf(TOWN, ...set)
  return explain(deployment.catalogue, deployment.catalogue.requirement(id)!, deployment)
}

describe('an explanation', () => {
  test('sets beside each cell how it was read (SRS 4.15.4.1)', () => {
    const { cells } = explain(catalogue, requirement('4.15.4.1/SW_opr_cmd/1'))
    const read = Object.fromEntries(cells.map((one) => [one.cell, one.read]))
    expect(read).toEqual({
      'how often':
        '1 to 50 for every 1000 members of ElectrMtr in 1 day; and 1 to 50 for every 1000 members of Utl-PrePay-ElectrMtr in 1 day',
      when: '08:00 to 20:00',
      size: '25 bytes',
      latency: 'less than 1 min from sending to consuming',
      reliability: 'more than 98 % in time',
    })
  })

  // 1,000 meters × (1 + 50) / 2 per 1000 a day; the acknowledgement follows each command.
  test('says how many a day there are in a deployment, and the path', () => {
    const command = explained('4.15.4.1/SW_opr_cmd/1').deployment!
    expect(command).toMatchObject({ applies: true, messagesPerDay: 25.5, bytes: 25, timing: 'poisson' })
    expect(command.paths[0]!.path.map((hop) => hop.flow)).toEqual(['1Aa', '1B', '1Ca', '1D'])
    const ack = explained('4.15.4.1/SW_opr_cmd_ack/2', 'nan.loss=0%')
    expect(ack.deployment).toMatchObject({ messagesPerDay: 25.5, timing: 'when its cause arrives' })
    expect(ack.causedBy).toEqual(['4.15.4.1/SW_opr_cmd'])
    expect(explained('4.15.4.1/SW_opr_cmd/1').causes).toContain('4.15.4.1/SW_opr_cmd_ack')
  })

  // 4.15.4.1: ranges, those who prepay, hours of the day, a share: nothing of reads, of xMB, of joins.
  test('rests on what its cells, its causes and its timing read, and on nothing else', () => {
    const names = (id: string, ...set: string[]) => explained(id, ...set).deployment!.assumptions.map((one) => one.name)
    const carried = (type: string) => [`priorities.types.${type}`, 'delivery.acknowledged', 'delivery.expires']
    const all = (type: string) => [
      ...[
        'warm-up',
        'enrolment.prepay',
        'timing.everything-else',
        ...carried(type),
        'operating-mode',
        'choices.ranges',
      ],
      ...['assumptions.share-in-when', 'assumptions.reliability-holds'],
    ]
    const command = all('cmd')
    expect(names('4.15.4.1/SW_opr_cmd/1')).toEqual(command)
    expect(names('4.15.4.1/SW_opr_cmd_ack/2').sort()).toEqual([...all('ack'), 'effects'].sort())
    const other = 'choices.requirements.4.15.4.3/SW_state_cmd={ how-often: 1 per day }'
    expect(names('4.15.4.1/SW_opr_cmd/1', other)).toEqual(command)
  })

  test('says so many of one as of several, to four digits or the whole number', () => {
    const text = (...set: string[]) => {
      const deployment = deploymentOf(TOWN, ...set)
      return explainText(explain(catalogue, requirement('4.15.4.1/SW_opr_cmd/1'), deployment))
    }
    const often = (figure: string) => `choices.requirements.4.15.4.1/SW_opr_cmd/1={ how-often: ${figure}, size: 1 B }`
    const meters = (count: number) => `quantities.meters.electric.residential=${count}`
    expect(text(often('1 per day'), meters(1))).toContain('\n    1 message a day of 1 byte; poisson\n')
    expect(text(often('1 per 7 per day'), meters(1))).toContain(' 0.1429 messages a day ')
    // 12,345 × 1/10 = 1234.5.
    expect(text(often('1 per 10 per day'), meters(12345))).toContain(' 1235 messages a day ')
  })

  test('shows an assumption that was set', () => {
    const { assumptions } = explained('4.15.4.1/SW_opr_cmd/1', 'choices.ranges=high').deployment!
    expect(assumptions).toContainEqual({ name: 'choices.ranges', value: 'high', setBy: 'deployment' })
  })

  test.each([
    ['4.10.4.3/Mtr-read_data_resp-data/1', 'the use case Meter Reading is not among those of test.yaml'],
    ['4.15.4.6/valve_opr_cmd/1', 'the deployment has no 2-Way Meter - Gas'],
    ['4.15.4.7/SW_opr_cancel_cmd/1', 'the pair is not used: its erratum says why'],
  ])('says why %s does not apply', (id, why) => {
    expect(explained(id).deployment).toMatchObject({ applies: false, why })
  })

  test('fits 80 columns, whatever the requirement', () => {
    const deployment = deploymentOf(TOWN)
    for (const one of deployment.catalogue.requirements.slice(0, 200)) {
      for (const line of explainText(explain(deployment.catalogue, one)).split('\n')) {
        expect([...line].length, line).toBeLessThanOrEqual(80)
      }
    }
  })
})
