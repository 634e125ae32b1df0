import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { messagesPerDay, type Emission } from '../../src/traffic/emission.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { deploymentOf } from '../deployment/fixture.js'

const ELECTRIC = 'name: a\nquantities: { meters: { electric: { residential: 1000, commercial: 100 } } }\n'

function emissionsIn(yaml: string, ...set: string[]): Emission[] {
  const deployment = deploymentOf(yaml, ...set)
  return emissionsOf(deployment, appliedRequirements(deployment).applied)
}

/** What a cause sends when it is received: id, share, and the number of those of which one happens. */
function received(all: readonly Emission[], id: string): [string, number][] {
  const cause = all.find((one) => one.id === id)!
  return cause.effects.received.map((effect) => [all[effect.emission]!.id, Number(effect.share.toPrecision(9))])
}

function undeliverable(all: readonly Emission[], id: string): string[] {
  return all.find((one) => one.id === id)!.effects.undeliverable.map((effect) => all[effect.emission]!.id)
}

describe('causal effects', () => {
  const all = emissionsIn(ELECTRIC)

  test('are an acknowledgement of each command, and a report of its operation or, 1 in 1000, an error', () => {
    expect(received(all, '4.15.4.1/SW_opr_cmd/1')).toEqual([
      ['4.15.4.1/SW_opr_cmd_ack/1', 1],
      ['4.15.4.4/SW_opr_fail_cmd-err/1', 0.001],
      ['4.15.4.5/SW_post-oper-info_resp-data/1', 0.999],
    ])
    const groups = all.find((one) => one.id === '4.15.4.1/SW_opr_cmd/1')!.effects.received.map((effect) => effect.group)
    // The error and the report exclude each other, the acknowledgement is apart.
    expect(groups[1]).toBe(groups[2])
    expect(groups[0]).not.toBe(groups[1])
  })

  test('are a reading for each on-demand command or, 1 in 1000, an error', () => {
    expect(received(all, '4.10.4.1/on-demand_Mtr-read_cmd/1')).toEqual([
      ['4.10.4.2/on-demand_Mtr-read_cmd_err/1', 0.001],
      ['4.10.4.1/on-demand_Mtr-read_resp-data/1', 0.999],
    ])
  })

  test('are one answer for each command that asks for the state, cancels, or starts a bulk transfer', () => {
    expect(received(all, '4.15.4.2/SW_opr_cancel_cmd/1')).toEqual([['4.15.4.2/SW_opr_cmd_ack/1', 1]])
    expect(received(all, '4.15.4.3/SW_state_cmd/1')).toEqual([['4.15.4.3/SW_state_cmd_resp-data/1', 1]])
  })

  test('go to the one who asked', () => {
    expect(received(all, '4.10.4.5/bulk_Mtr-read_cmd/1')).toEqual([['4.10.4.5/bulk_Mtr-read_resp-data/1', 1]])
    expect(received(all, '4.10.4.5/bulk_Mtr-read_cmd/4')).toEqual([['4.10.4.5/bulk_Mtr-read_resp-data/4', 1]])
  })

  test('are sent by the meters of their class alone', () => {
    const command = all.find((one) => one.id === '4.10.4.4/Mtr-read_multi-interval-data_cmd/1')!
    const answers = command.effects.received.map((effect) => [all[effect.emission]!.id, effect.share, effect.classes])
    const row = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
    // electric.residential is class 0, electric.commercial class 1.
    expect(answers).toEqual([
      [`${row}/6`, 1, 0b10],
      [`${row}/8`, 1, 0b01],
    ])
  })

  test('of a command that cannot be delivered are the errors of the DAP and of the head-end', () => {
    expect(undeliverable(all, '4.15.4.1/SW_opr_cmd/1')).toEqual([
      '4.15.4.4/SW_opr_cmd_comm-err/1',
      '4.15.4.4/SW_opr_cmd_comm-err/5',
    ])
    expect(undeliverable(all, '4.15.4.2/SW_opr_cancel_cmd/1')).toEqual(undeliverable(all, '4.15.4.1/SW_opr_cmd/1'))
    expect(undeliverable(all, '4.10.4.1/on-demand_Mtr-read_cmd/1')).toEqual([
      '4.10.4.2/on-demand_Mtr-read_cmd_comm_err/1',
      '4.10.4.2/on-demand_Mtr-read_cmd_comm_err/13',
    ])
    // Of the state command the SRS says nothing.
    expect(undeliverable(all, '4.15.4.3/SW_state_cmd/1')).toEqual([])
  })

  test('are caused by something: nothing but effects waits, and no effect of theirs has a clock', () => {
    const caused = new Set(
      all.flatMap((one) => [...one.effects.received, ...one.effects.undeliverable].map((e) => e.emission)),
    )
    for (const one of all) expect(caused.has(one.index), one.id).toBe(!one.root)
  })
})

describe('stated effects', () => {
  // Rate of the effect ÷ rate of its causes, at the high end of the ranges, from the cells:
  // acknowledgements 2 of 50 (4.15.4.1) and 2 of 2 (4.15.4.2), states 1 of 50, reports 2 of 50, failures 1 per 1000.
  const all = emissionsIn(ELECTRIC, 'effects=stated', 'choices.ranges=high')

  test('have the probability of the rates that the table states', () => {
    expect(received(all, '4.15.4.1/SW_opr_cmd/1')).toEqual(
      expect.arrayContaining([
        ['4.15.4.1/SW_opr_cmd_ack/1', 0.04],
        ['4.15.4.4/SW_opr_fail_cmd-err/1', 0.001],
        ['4.15.4.5/SW_post-oper-info_resp-data/1', 0.04],
      ]),
    )
    expect(received(all, '4.15.4.2/SW_opr_cancel_cmd/1')).toContainEqual(['4.15.4.2/SW_opr_cmd_ack/1', 1])
    expect(received(all, '4.15.4.3/SW_state_cmd/1')).toEqual([['4.15.4.3/SW_state_cmd_resp-data/1', 0.02]])
    expect(received(all, '4.10.4.1/on-demand_Mtr-read_cmd/1')).toEqual(
      expect.arrayContaining([
        ['4.10.4.1/on-demand_Mtr-read_resp-data/1', 1],
        ['4.10.4.2/on-demand_Mtr-read_cmd_err/1', 0.001],
      ]),
    )
  })

  test('divide the rate of an answer by the commands that reach its class', () => {
    // 25 per 1000 ElectrMtr of commands, and as many answers: each meter answers once.
    const row = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
    expect(received(all, '4.10.4.4/Mtr-read_multi-interval-data_cmd/1')).toEqual([
      [`${row}/6`, 1],
      [`${row}/8`, 1],
    ])
  })

  test('come at most once for each cause, whatever the table states', () => {
    const low = emissionsIn(ELECTRIC, 'effects=stated', 'choices.ranges=low')
    // 1 of 1 (4.15.4.1 at the low end): an acknowledgement for each command.
    expect(received(low, '4.15.4.1/SW_opr_cmd/1')).toContainEqual(['4.15.4.1/SW_opr_cmd_ack/1', 1])
    const yaml = `${ELECTRIC}effects: stated\nchoices: { requirements: { 4.15.4.3/SW_state_cmd_resp-data: { how-often: 9 per day } } }`
    expect(received(emissionsIn(yaml), '4.15.4.3/SW_state_cmd/1')).toEqual([['4.15.4.3/SW_state_cmd_resp-data/1', 1]])
  })

  test('come independently of each other, and of what is lost', () => {
    const { effects } = all.find((one) => one.id === '4.15.4.1/SW_opr_cmd/1')!
    expect(new Set(effects.received.map((effect) => effect.group)).size).toBe(effects.received.length)
    expect(effects.undeliverable).toEqual([])
    // 1-4 per 1000 of the switch operations could not be delivered (4.15.4.4): sent at that rate by the DAP.
    expect(received(all, '4.15.4.1/SW_opr_cmd/1')).toContainEqual(['4.15.4.4/SW_opr_cmd_comm-err/1', 0.004])
  })
})

describe('an effect that the SRS states for one population only', () => {
  // 4.15.4.4: the head-end's pairs name PrePay-ElectrMtr alone, the DAP's DAPjm-ElectrMtr and DAPjm-PrePay-ElectrMtr.
  const rate = (all: readonly Emission[], from: string) =>
    messagesPerDay(all.find((one) => one.id.includes('SW_opr_cmd_comm-err') && one.from === from)!)

  test('follows the commands of that population, and no other', () => {
    const none = emissionsIn(ELECTRIC, 'effects=stated', 'choices.ranges=high')
    expect(rate(none, 'AMI Head-End(j)')).toBe(0)
    // 4 per 1000 of (50 + 2) per 1000 a day of 1,100 meters.
    expect(rate(none, 'DAPjm')).toBeCloseTo(0.004 * 0.052 * 1100, 12)
    const half = emissionsIn(ELECTRIC, 'effects=stated', 'choices.ranges=high', 'enrolment.prepay=50%')
    expect(rate(half, 'AMI Head-End(j)')).toBeCloseTo(0.004 * 0.052 * 550, 12)
  })
})
