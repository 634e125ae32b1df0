import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { messagesPerDay, receiptsPerDay, type Emission } from '../../src/traffic/emission.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { Expected } from '../../src/traffic/expected.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

/** Some of everything, under profiles that together have room for every use case. */
const ALL = `name: all
use-cases: [${[...catalogue.useCases.keys()].map((name) => JSON.stringify(name)).join(', ')}]
territories:
  land: { profile: AHEUCdW + DDIfF, share: 50% }
  town: { profile: ARHEM3CvIW + DCSIRsF, share: 50% }
quantities:
  meters:
    electric: { residential: 4000, commercial: 500, other: 10 }
    gas: { residential: 3000, commercial: 300 }
    water: { residential: 2000 }
  endpoints-per-dap: 250
  esi: { in-meter: 1000, utility: 500, third-party: 300 }
  han: { ipd: 500, ems: 100, pct: 800, phev: 100, appliance: 300, load-control: 400 }
  feeder-devices: { cap-bank: 40, regulator: 40, sensor: 200, switch: 40, sectionalizer: 20, recloser: 40, breaker: 10, storage: 60, generation: 20 }
  substations: 4
enrolment: { prepay: 10%, common-web-portal: 20% }
assumptions: { first-year: 10% }
`

describe('a deployment with some of everything', () => {
  const deployment = deploymentOf(ALL)
  const { applied, leftOut } = appliedRequirements(deployment)
  const emissions = emissionsOf(deployment, applied)

  test('applies every used requirement in one territory at least, or says why not', () => {
    const there = new Set([...applied, ...leftOut].map((one) => one.requirement.id))
    const used = catalogue.requirements.filter((one) => one.used)
    expect(used.filter((one) => !there.has(one.id)).map((one) => one.id)).toEqual([])
    expect(leftOut.length).toBeLessThan(5)
  })

  test('has a root or a cause for each message, and a rate above zero for each root', () => {
    const idle = emissions.filter((one) => one.root && messagesPerDay(one) <= 0).map((one) => one.id)
    expect(idle).toEqual([])
  })

  test('expects a figure for each, never less than none', () => {
    const expected = new Expected(deployment, emissions)
    for (const one of emissions) {
      const perDay = expected.perDay(one)
      expect(Number.isFinite(perDay), one.id).toBe(true)
      expect(perDay, one.id).toBeGreaterThanOrEqual(0)
    }
  })

  // 4.14.4.1: `1 per | Utl-joined-TOU-HANdevice per | LMS - Utl TOU price data broadcast event - 4 per year`.
  test('counts a broadcast once for each occurrence, however many take it in', () => {
    const [first] = emissions.filter(
      (one) => one.root && one.terms.some((term) => term.event?.event === 'LMS - Utl TOU price data broadcast event'),
    )
    expect(messagesPerDay(first!)).toBeCloseTo(4 / 365, 12)
  })

  // 4.9.4.8: three updates in the first year, one in those after it.
  test('takes a device in its first year or past it, not both', () => {
    const [update] = emissions.filter((one) => one.id.startsWith('4.9.4.8/Fdr-dev-cntl_program_update_cmd/'))
    const [first, past] = update!.terms
    expect(first!.perMemberPerDay * 365).toBeCloseTo(3 * 0.1, 9)
    expect(past!.perMemberPerDay * 365).toBeCloseTo(1 * 0.9, 9)
  })

  // 4.4.1.6: `1-6 hr duration, 4-8 times a year`.
  test('has DSDR only in its periods: 3.5 h six times a year', () => {
    const dsdr = emissions.filter((one) => one.applied[0]!.requirement.mode === 'DSDR' && one.root)
    expect(dsdr.length).toBeGreaterThan(0)
    for (const one of dsdr)
      for (const term of one.terms) expect(term.partOfYear, one.id).toBeCloseTo((3.5 * 6) / (24 * 365), 12)
  })

  // 4.9.4.9: `1 per | Mtr-type per | … broadcast event`, `… per multicast group request event`, `2 per | Mtr per | … per year`; erratum
  // 4.9.4.9#4 has the first two at 2 a year each: three ways to the same confirmation, 6 a meter and year.
  test('answers a sending to all once for each device that takes it in', () => {
    const expected = new Expected(deployment, emissions)
    const confirmations = emissions.filter(
      (one) => one.applied[0]!.requirement.payload.name === 'metrology_firmware_update_confirmation' && isElectric(one),
    )
    const commands = emissions.filter(
      (one) => /^metrology_firmware_update_(broadcast_|multicast_)?cmd$/.test(payloadOf(one)) && isElectric(one),
    )
    const receipts = commands.reduce((sum, one) => sum + receiptsPerDay(one), 0)
    const answers = confirmations.reduce((sum, one) => sum + expected.perDay(one), 0)
    expect(receipts).toBeGreaterThan((4510 * 6) / 365 - 1e-9)
    expect(answers / receipts).toBeCloseTo(1, 2)
  })

  // 4.3.4.3: `100 per 1000 per | Utl-Mtr per | day`; erratum 4.3.4.3#2: half each from home and on the way, not twice 100.
  test('shares what customers ask between their browsers', () => {
    const asked = emissions.filter(
      (one) => payloadOf(one) === 'Cust_Acct_Info_cmd' && one.applied[0]!.requirement.to === 'Web Portal - Utility',
    )
    const perDay = asked.reduce((sum, one) => sum + messagesPerDay(one), 0)
    // Of the meters of the town, 30 % are customers of a REP.
    const meters = 9810 * 0.5 * (1 + 0.7)
    expect(perDay / (0.1 * meters)).toBeCloseTo(1, 2)
  })

  // 4.4.1.7: the devices of one zone of one circuit, not of the utility.
  test('has faults grow with the circuits, not with the square of the utility', () => {
    const perDay = (times: number) => {
      const sizes = `quantities.feeder-devices={ recloser: ${40 * times}, switch: ${80 * times}, breaker: ${8 * times} }`
      const grown = deploymentOf('name: a\nprofile: ACvW + DCSIRsF\nuse-cases: [FCIR - DMS]', sizes)
      const found = emissionsOf(grown, appliedRequirements(grown).applied)
      return found
        .filter((one) => payloadOf(one) === 'circuit_device_oper_cmd')
        .reduce((sum, one) => sum + messagesPerDay(one), 0)
    }
    expect(perDay(1)).toBeGreaterThan(0)
    // Members are whole: 25.6 switching devices are 26.
    expect(perDay(10) / perDay(1)).toBeCloseTo(10, 0)
  })
})

function payloadOf(emission: Emission): string {
  return emission.applied[0]!.requirement.payload.name
}

function isElectric(emission: Emission): boolean {
  return emission.classes.some((one) => one.name.startsWith('electric.'))
}

describe('an operating mode', () => {
  // payloads/operating-modes.csv: service switch operations twice and four times as often (SRS 4.21 step 6 names the situations).
  test.each([
    ['normal', 1],
    ['medium', 2],
    ['high', 4],
  ])('%s sends commands %i times as often, and scheduled reads as ever', (mode, times) => {
    const perDay = (set: string, id: string) => {
      const town = deploymentOf('name: a\nquantities: { meters: { electric: { residential: 1000 } } }', set)
      const found = emissionsOf(town, appliedRequirements(town).applied).find((one) => one.id === id)!
      return messagesPerDay(found)
    }
    const [command, read] = ['4.15.4.1/SW_opr_cmd/1', '4.10.4.3/Mtr-read_data_resp-data/1']
    expect(perDay(`operating-mode=${mode}`, command)).toBeCloseTo(times * perDay('operating-mode=normal', command), 9)
    expect(perDay(`operating-mode=${mode}`, read)).toBe(1000)
  })
})
