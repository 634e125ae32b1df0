import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import type { SendingSource } from '../../src/traffic/sending-source.js'
import { sourcesOf } from '../../src/traffic/source.js'
import { deploymentOf } from '../deployment/fixture.js'

const DAY = 86_400_000_000
const HOUR = DAY / 24
/** 1000 electric meters on 4 DAPs, and room for 200 more endpoints. */
const ELECTRIC = `name: a
quantities:
  meters: { electric: { residential: 800, commercial: 150, other: 50 } }
  endpoints-per-dap: 300
`
const REGISTER = '4.10.4.3/Mtr-read_data_resp-data/1'
const OPERATE = '4.15.4.1/SW_opr_cmd/1'

function sourcesIn(deployment: Deployment): SendingSource[] {
  return sourcesOf(deployment, emissionsOf(deployment, appliedRequirements(deployment).applied))
}

type Sending = [time: number, device: number, tree: number, due: number]

/** What a source sends up to a time. */
function sendings(source: SendingSource, until: number): Sending[] {
  const sent: Sending[] = []
  for (; source.time < until; source.next()) sent.push([source.time, source.device, source.tree, source.due])
  return sent
}

function sentBy(deployment: Deployment, id: string, until: number): Sending[] {
  return sourcesIn(deployment)
    .filter((one) => one.emission.id === id)
    .flatMap((one) => sendings(one, until))
}

describe('the sources of a deployment', () => {
  test('are one a district and term of a How Often', () => {
    const prepay = sourcesIn(deploymentOf(ELECTRIC, 'enrolment.prepay=10%'))
    const names = (id: string) => prepay.filter((one) => one.emission.id === id).map((one) => one.name)
    expect(names(REGISTER)).toEqual([0, 1, 2, 3].map((district) => `${REGISTER} ElecMtr ${district}`))
    expect(names(OPERATE)).toEqual(
      ['ElectrMtr', 'Utl-PrePay-ElectrMtr'].flatMap((term) => [0, 1, 2, 3].map((d) => `${OPERATE} ${term} ${d}`)),
    )
    // The utility has no districts.
    expect(names('4.10.4.5/bulk_Mtr-read_cmd/1')).toEqual(['4.10.4.5/bulk_Mtr-read_cmd/1 Utl 0'])
  })

  test('have names that nobody else has', () => {
    const all = sourcesIn(deploymentOf(ELECTRIC, 'assumptions.share-in-when=80%'))
    expect(new Set(all.map((one) => one.name)).size).toBe(all.length)
  })

  test('are none for a term without members, and none for effects', () => {
    const all = sourcesIn(deploymentOf(ELECTRIC))
    expect(all.filter((one) => one.name.includes('PrePay'))).toEqual([])
    expect(all.filter((one) => !one.emission.root)).toEqual([])
  })

  test('send for every member of the class, from the DAP on which it hangs', () => {
    const deployment = deploymentOf(ELECTRIC, 'timing.scheduled-reads=aligned')
    const { layout } = deployment
    const reads = sentBy(deployment, REGISTER, DAY)
    // One a day (4.10.4.3) from each of the 1000 electric meters.
    expect(reads.map(([, device]) => device).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
    for (const [, device, tree] of reads) expect(tree).toBe(layout.treeOf(device))
  })

  test('send each member as often as the SRS says: spread, at its own moment of the period', () => {
    const deployment = deploymentOf(ELECTRIC, 'choices.ranges=high')
    const id = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/5'
    const byDevice = new Map<number, number[]>()
    for (const [, device, , due] of sentBy(deployment, id, 2 * DAY)) {
      byDevice.set(device, [...(byDevice.get(device) ?? []), due])
    }
    // 24 a day from each of the 150 commercial meters, which follow the 800 residential ones.
    expect([...byDevice.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, i) => 800 + i))
    for (const dues of byDevice.values()) {
      expect(dues.length).toBeGreaterThanOrEqual(47)
      for (let i = 1; i < dues.length; i++) expect(dues[i]! - dues[i - 1]!).toBeCloseTo(HOUR, -1)
    }
  })

  test('send in the order of time, whole microseconds', () => {
    for (const source of sourcesIn(deploymentOf(ELECTRIC))) {
      const times = sendings(source, DAY).map(([time]) => time)
      for (const [i, time] of times.entries()) {
        expect(Number.isInteger(time)).toBe(true)
        if (i > 0) expect(time).toBeGreaterThanOrEqual(times[i - 1]!)
      }
    }
  })

  test('send Poisson payloads at the rate of the cell, inside their When', () => {
    const yaml = `${ELECTRIC}choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 2 per day } } }`
    const sent = sentBy(deploymentOf(yaml), OPERATE, 5 * DAY)
    // 2 × 1000 × 5 = 10,000, within 3.29 standard deviations (99.9 %) of a Poisson count.
    expect(Math.abs(sent.length - 10_000)).toBeLessThan(3.29 * 100)
    for (const [time] of sent) {
      const hour = (time % DAY) / HOUR
      expect(hour >= 8 && hour <= 20).toBe(true)
    }
  })

  test('send for the members of the population, not for all the meters among which they are', () => {
    const yaml = `${ELECTRIC}populations: { ElectrMtr: 250 }
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 8 per day } } }`
    const sent = sentBy(deploymentOf(yaml), OPERATE, 5 * DAY)
    // 8 × 250 × 5 = 10,000.
    expect(Math.abs(sent.length - 10_000)).toBeLessThan(3.29 * 100)
  })

  test('send a share outside the When where the deployment says so: it is the period of the majority only', () => {
    const yaml = `${ELECTRIC}choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 2 per day } } }`
    const sent = sentBy(deploymentOf(yaml, 'assumptions.share-in-when=80%'), OPERATE, 5 * DAY)
    const outside = sent.filter(([time]) => (time % DAY) / HOUR < 8 || (time % DAY) / HOUR > 20).length
    expect(Math.abs(outside - 2000)).toBeLessThan(3.29 * Math.sqrt(2000))
    expect(Math.abs(sent.length - outside - 8000)).toBeLessThan(3.29 * Math.sqrt(8000))
  })

  test('send the same again with the same seed, and other than that with another', () => {
    const all = (seed: number) => sourcesIn(deploymentOf(ELECTRIC, `seed=${seed}`)).map((one) => sendings(one, DAY))
    expect(all(1)).toEqual(all(1))
    const [one, two] = [all(1), all(2)]
    expect(one.map((_, i) => JSON.stringify(one[i]) === JSON.stringify(two[i]) && one[i]!.length > 0)).not.toContain(
      true,
    )
  })

  test('draw from streams of their own: gas meters change no sending of electric ones', () => {
    const alone = deploymentOf(ELECTRIC)
    const beside = deploymentOf(ELECTRIC, 'quantities.meters.gas={residential: 150, other: 50}')
    expect(beside.layout.daps).toBe(alone.layout.daps)
    const added = new Map(sourcesIn(beside).map((one) => [one.name, one]))
    for (const source of sourcesIn(alone)) {
      expect(sendings(added.get(source.name)!, DAY), source.name).toEqual(sendings(source, DAY))
    }
    expect(added.size).toBeGreaterThan(sourcesIn(alone).length)
  })
})
