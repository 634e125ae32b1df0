import { describe, expect, test } from 'vitest'
import type { ChainTally } from '../../../src/check/chain-tally.js'
import { Chains } from '../../../src/simulate/chains.js'
import { deployed, evenly, HOUR, momentsIn, SECOND } from './deployed.js'

/*
 * Sub-totals of chains: `< 22 sec`, `> 96%` (SRS 4.5.4.2, second table). Beside the bounds of each of its four legs (8, 4, 6 and 12 s; 99.5, 99.5, 98 and 98 %) the table
 * states what the alarm of a storage device must keep from the first sending to the receipt at each of the last receivers. The time is that of the whole, whatever the legs
 * took; the share is of what the origin sent. Each leg is held to its own row besides. The legs come to 30 s and 95.1 %, so that all can keep theirs
 * and the whole fails (erratum 4.5.4.2#5), and the other way round.
 */
const ALARM = '4.5.4.2/distr_cust_storage_in-island-mode_alarm'
const TOLD = '4.5.4.2.2/distr_cust_storage_in-island-mode_alarm'
const LEGS = [`${ALARM}/2`, `${ALARM}/10`, `${ALARM}/28`, `${TOLD}/1`]
const BOUNDS = [8, 4, 6, 12].map((seconds) => seconds * SECOND)
const TOWN = `name: town
profile: AHEMCvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
duration: 4 h
quantities:
  meters: { electric: { residential: 640 } }
  endpoints-per-dap: 10
  esi: { in-meter: 640 }
  han: { ipd: 640, ems: 64 }
  feeder-devices: { storage: 640 }
  substations: 64
  fan-gateways: { substation: 64 }
`

/** The chain to the displays, with what a run would tell it of: the alarm is sent, and each leg is received so long after it was sent. */
function island() {
  const town = deployed(TOWN)
  const { deployment, emissions, batches, tally } = town
  const chains = new Chains(deployment, emissions, batches)
  const to = (last: string): ChainTally =>
    chains.tallies.find((one) => one.subTotal.name === 'in-island-mode' && one.last.id === last)!
  const emissionOf = (id: string) =>
    emissions.findIndex((one) => one.applied.some(({ requirement }) => requirement.id === id))
  const addresseeOf = (id: string) =>
    emissions[emissionOf(id)]!.applied.findIndex(({ requirement }) => requirement.id === id)
  /** `legs`: what each took, from the first on; fewer than four where the next is lost. */
  const alarm = (sentAt: number, legs: readonly number[], tree = 0) => {
    let at = sentAt
    let leg = chains.begin(emissionOf(LEGS[0]!), sentAt, tree)
    for (const [i, id] of LEGS.entries()) {
      tally(id).onSent(at, 0)
      if (legs[i] === undefined) return
      tally(id).onReceived(at, at + legs[i], 0, -1)
      at += legs[i]
      chains.received(leg, addresseeOf(id), sentAt, at, tree)
      const [cause, effect] = [emissions[emissionOf(id)]!, emissionOf(LEGS[i + 1] ?? '')]
      if (effect >= 0)
        leg = chains.next(
          leg,
          cause.effects.received.find((one) => one.emission === effect)!,
        )
    }
  }
  return { town, alarm, to, tally }
}

describe('the time of a chain', () => {
  const all = (seconds: number) => BOUNDS.map((bound) => (bound * seconds) / 30)

  test.each([
    ['a microsecond less than the sub-total', [7, 3, 5, 7].map((s, i) => s * SECOND - (i === 3 ? 1 : 0)), 1],
    ['the sub-total', [7, 3, 5, 7].map((s) => s * SECOND), 0],
    ['more, though each leg keeps its own bound', BOUNDS.map((bound) => bound - 1), 0],
    ['less, though a leg does not keep its own', [9, 1, 1, 1].map((s) => s * SECOND), 1],
    ['less, in proportion', all(21.9), 1],
  ])('is %s', (_, legs, good) => {
    const { alarm, to } = island()
    alarm(0, legs)
    expect(to(LEGS[3]!)).toMatchObject({ sent: 1 })
    expect(to(LEGS[3]!).verdict()).toMatchObject({ counted: 1, good, delivered: 1, within: 22 * SECOND, bound: 0.96 })
  })

  test('leaves the legs their own verdicts', () => {
    const kept = island()
    kept.alarm(0, BOUNDS.map((bound) => bound - 1)) // prettier-ignore
    expect(LEGS.map((id) => kept.tally(id).verdict().good)).toEqual([1, 1, 1, 1])
    const broken = island()
    broken.alarm(0, [9, 1, 1, 1].map((s) => s * SECOND)) // prettier-ignore
    expect(LEGS.map((id) => broken.tally(id).verdict().good)).toEqual([0, 1, 1, 1])
  })

  test('counts what was lost on any leg as sent and not received, and for the others only what is theirs', () => {
    for (const received of [0, 1, 2, 3]) {
      const { alarm, to, tally } = island()
      alarm(0, all(10).slice(0, received))
      expect(to(LEGS[3]!).verdict()).toMatchObject({ counted: 1, good: 0, delivered: 0 })
      expect(LEGS.map((id) => tally(id).sent)).toEqual([0, 1, 2, 3].map((leg) => (leg <= received ? 1 : 0)))
    }
  })

  test('is that to each of the last receivers by itself', () => {
    const { alarm, to } = island()
    alarm(0, all(10))
    // The display has it; of the others nothing was told.
    const [display, ...others] = [1, 2, 3].map((n) => to(`${TOLD}/${n}`).verdict())
    expect(display).toMatchObject({ counted: 1, good: 1 })
    expect(others.map(({ counted, good }) => [counted, good])).toEqual([
      [1, 0],
      [1, 0],
    ])
  })

  test('must fit into the run: the sub-total, not the legs', () => {
    const { alarm, to, town } = island()
    for (const before of [22 * SECOND, 22 * SECOND - 1]) alarm(town.deployment.end - before, all(10))
    expect(to(LEGS[3]!).verdict().counted).toBe(1)
  })
})

describe('the share of a chain', () => {
  // Alarms in each of 4 hours of 64 districts, ten of them: 2560, of which 4 % are 102.
  test.each([
    [0, 'pass'],
    [51, 'pass'],
    [102, 'undecided'],
    [205, 'fail'],
  ])('is of what the origin sent, above 96 in 100: %d of 2560 late or lost', (bad, verdict) => {
    const { alarm, to, town } = island()
    const { layout } = town.deployment
    const treeOf = (district: number) => {
      for (let tree = 0; tree < layout.treeCount; tree++) if (layout.districtOfTree(tree) === district) return tree
      throw new Error('no tree')
    }
    const trees = Array.from({ length: layout.districts }, (_, district) => treeOf(district))
    const moments = momentsIn(town, 4, 10).slice(0, 2560)
    const isBad = evenly(bad, moments.length)
    for (const [i, { at, district }] of moments.entries())
      alarm(at, !isBad(i) ? [1, 1, 1, 1] : i % 2 === 0 ? [7, 3, 5, 7].map((s) => s * SECOND) : [1, 1], trees[district])
    const held = to(LEGS[3]!).verdict()
    expect(held).toMatchObject({ counted: moments.length, good: moments.length - bad, verdict })
    expect(HOUR * 4).toBe(town.deployment.end)
  })
})
