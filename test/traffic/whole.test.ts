import { describe, expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { messagesPerDay } from '../../src/traffic/emission.js'
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
})
