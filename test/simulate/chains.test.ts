import { describe, expect, test } from 'vitest'
import { checkDeployment } from '../../src/deployment/load.js'
import { parseYaml } from '../../src/input/yaml.js'
import type { Model } from '../../src/simulate/model.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { deploymentOf } from '../deployment/fixture.js'
import { ownFolder } from '../srs/payload-folders.js'
import { finished } from './finished.js'

const QUIET = '4.5.4.1/distr_cust_storage_status_cmd'

/** Ten storage devices that all lose the power of their transformer at one, and have it again at three; nobody asks them. */
const TOWN = `name: a
profile: AHEMCvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
duration: 5 h
spontaneous-events: false
quantities:
  meters: { electric: { residential: 100 } }
  endpoints-per-dap: 20
  esi: { in-meter: 100 }
  han: { ipd: 30, ems: 20 }
  feeder-devices: { storage: 10 }
  fan-gateways: { substation: 5 }
events: [{ at: "01:00", what: transformer-lost }, { at: "03:00", what: transformer-restored }]
choices: { requirements: { ${QUIET}: off } }
`
const ALARM = '4.5.4.2/distr_cust_storage_in-island-mode_alarm'
const TOLD = '4.5.4.2.2/distr_cust_storage_in-island-mode_alarm'
/** The legs of the alarm and the bounds of SRS 4.5.4.2, in seconds. */
const LEGS: [id: string, bound: number][] = [
  [`${ALARM}/2`, 8],
  [`${ALARM}/10`, 4],
  [`${ALARM}/28`, 6],
  [`${TOLD}/1`, 12],
]
const LOSSLESS = ['fan', 'substation', 'wan', 'enterprise', 'nan', 'han'].map((name) => `networks.${name}.loss=0%`)

const of = (model: Model, id: string) => model.tallies.find((one) => one.requirement.id === id)!
const chain = (model: Model, to: string, name = 'in-island-mode') =>
  model.chains.tallies.find((one) => one.subTotal.name === name && one.last.to === to)!

describe('the alarm of an island', () => {
  const model = finished(deploymentOf(TOWN, ...LOSSLESS))

  test('reaches MDMS, one display and one energy management system for each device that sends it', () => {
    for (const payload of ['distr_cust_storage_in-island-mode_alarm', 'distr_cust_storage_out-of-island-mode_alert']) {
      expect(of(model, `4.5.4.2/${payload}/2`).sent).toBe(10)
      for (const n of [1, 2, 3])
        expect(of(model, `4.5.4.2.2/${payload}/${n}`)).toMatchObject({ sent: 10, delivered: 10, lost: 0 })
    }
  })

  test('is followed to each of the three, and its end too', () => {
    const chains = model.chains.tallies.map(({ subTotal, last }) => `${subTotal.name} ${last.to}`)
    const ends = ['IPD', 'Cust. EMS', 'MDMS']
    expect(chains).toEqual(
      ['in-island-mode', 'out-of-island-mode'].flatMap((name) => ends.map((to) => `${name} ${to}`)),
    )
    for (const one of model.chains.tallies) {
      expect(one.sent).toBe(10)
      expect(one.verdict()).toMatchObject({ counted: 10, good: 10, bound: 0.96, within: 22e6 })
    }
  })
})

describe('networks that are slow, but no leg too slow', () => {
  const slow = ['networks.fan.delay=7.4 s', 'networks.enterprise.delay=3.4 s', 'networks.han.delay=7.5 s']
  const model = finished(deploymentOf(TOWN, ...LOSSLESS, ...slow))

  test('break the sub-total while every leg holds: 25 s and more of 22', () => {
    const shortest = LEGS.reduce((sum, [id]) => sum + of(model, id).latency.quantile(0), 0)
    expect(shortest).toBeGreaterThan(25e6)
    for (const [id, bound] of LEGS) {
      expect(of(model, id).latency.max).toBeLessThan(bound * 1e6)
      expect(of(model, id).verdict()).toMatchObject({ counted: 10, good: 10 })
    }
    for (const to of ['IPD', 'Cust. EMS'])
      expect(chain(model, to).verdict()).toMatchObject({ counted: 10, good: 0, delivered: 10 })
  })

  test('do not break it to where the last leg is short: MDMS has no home network before it', () => {
    expect(chain(model, 'MDMS').verdict()).toMatchObject({ counted: 10, good: 10 })
  })
})

describe('the time of a chain', () => {
  // One device, so that a leg has one latency; nothing waits between two legs, so they add up.
  const one = (delay: string) =>
    finished(
      deploymentOf(
        TOWN,
        ...LOSSLESS,
        'quantities.feeder-devices.storage=1',
        'quantities.han.ipd=1',
        `networks.han.delay=${delay}`,
      ),
    )
  const lasted = (model: Model) => LEGS.reduce((sum, [id]) => sum + of(model, id).latency.max, 0)

  test('is that of its legs, and must stay below the sub-total (SRS 4.18)', () => {
    const spare = 22e6 - lasted(one('0 ms'))
    const [at, below] = [one(`${spare / 1e3} ms`), one(`${(spare - 1) / 1e3} ms`)]
    expect([lasted(at), lasted(below)]).toEqual([22e6, 22e6 - 1])
    expect(chain(at, 'IPD').verdict()).toMatchObject({ counted: 1, good: 0, delivered: 1 })
    expect(chain(below, 'IPD').verdict()).toMatchObject({ counted: 1, good: 1 })
  })
})

describe('what is lost on any leg', () => {
  const model = finished(
    deploymentOf(
      TOWN,
      ...LOSSLESS,
      'quantities.feeder-devices.storage=400',
      'networks.enterprise.loss=10%',
      'networks.enterprise.retries=0',
    ),
  )

  test('is missing at the end of the chain: as many are in time as the last receiver got', () => {
    for (const { subTotal, sent } of model.chains.tallies) {
      const [first] = subTotal.legs[0]!
      expect(sent).toBe(400)
      expect(of(model, first!.id).sent).toBe(sent)
    }
    for (const n of [1, 2, 3]) {
      const told = of(model, `${TOLD}/${n}`)
      const { counted, good } = chain(model, told.requirement.to).verdict()
      expect([counted, good]).toEqual([400, told.delivered])
      // Each of legs 2 to 4 crosses the enterprise once: 0.9 ** 3 of 400, with 99.9 %.
      expect(Math.abs(good - 400 * 0.729)).toBeLessThan(3.29 * Math.sqrt(400 * 0.729 * 0.271))
    }
  })
})

describe('a chain is counted where it begins', () => {
  test('so that losses on its first leg weigh the same, wherever its last receivers stand', () => {
    // Nothing but the lines to the storage devices lose anything: each alarm is in time at all ends, or at none.
    const lossy = ['networks.fan.loss=20%', 'networks.fan.retries=0', 'quantities.feeder-devices.storage=400']
    const model = finished(deploymentOf(TOWN, ...LOSSLESS, ...lossy, 'quantities.fan-gateways.substation=20'))
    const [ipd, ems, mdms] = ['IPD', 'Cust. EMS', 'MDMS'].map((to) => chain(model, to).verdict())
    expect(mdms!.good).toBeGreaterThan(200)
    expect(mdms!.good).toBeLessThan(380)
    expect(ipd).toEqual(mdms)
    expect(ems).toEqual(mdms)
  })
})

describe('of two territories', () => {
  const model = finished(
    deploymentOf(
      TOWN.replace('profile: AHEMCvW + DCSIRsF\n', '') +
        `territories:
  town: { profile: AHEMCvW + DCSIRsF, share: 60% }
  land: { profile: ACvW + DCSIRsF, share: 40% }
`,
      ...LOSSLESS,
    ),
  )

  test('a chain has the alarms of those in which all of its legs are', () => {
    expect(['IPD', 'Cust. EMS', 'MDMS'].map((to) => chain(model, to).sent)).toEqual([6, 6, 10])
    for (const one of model.chains.tallies) expect(one.verdict().good).toBe(one.sent)
  })
})

describe('a deployment without a leg', () => {
  const ends = (...set: string[]) =>
    finished(deploymentOf(TOWN, ...set)).chains.tallies.map((one) => `${one.subTotal.name} ${one.last.to}`)

  test('has no chain over it', () => {
    expect(ends('quantities.han.ipd=0')).not.toContain('in-island-mode IPD')
    expect(ends('quantities.han.ipd=0')).toContain('in-island-mode Cust. EMS')
    const off = ends(`choices.requirements={ ${QUIET}: off, ${ALARM}/28: off }`)
    expect(off).toEqual(['IPD', 'Cust. EMS', 'MDMS'].map((to) => `out-of-island-mode ${to}`))
    expect(ends('profile=DCSIRsF', 'use-cases=[Field DA Maint - Centralized Control]', 'events=[]')).toEqual([])
  })
})

describe('a message that came another way', () => {
  test('is no part of the chain', () => {
    // The second copy, straight from the device to LMS - Utility, is made to set off what the first does.
    const folder = ownFolder({ 'effects.csv': [`${ALARM}/21,${TOLD},received,1,ours`] })
    const catalogue = loadCatalogue(undefined, folder)
    const model = finished(checkDeployment(parseYaml(TOWN, 'test.yaml'), catalogue))
    expect(of(model, `${TOLD}/3`)).toMatchObject({ sent: 20, delivered: 20 })
    expect(chain(model, 'MDMS').sent).toBe(10)
    expect(chain(model, 'MDMS').verdict()).toMatchObject({ counted: 10, good: 10, delivered: 10 })
  })
})

describe("a sub-total of the user's own", () => {
  test('that ends where one message goes to four has four chains, each with its own receipts', () => {
    const line = `9.1,first-two,Distr. Cust. Storage,${ALARM}/2;${ALARM},< 12 sec,> 99%,`
    const catalogue = loadCatalogue(undefined, ownFolder({ 'sub-totals.csv': [line] }))
    const model = finished(checkDeployment(parseYaml(TOWN, 'test.yaml'), catalogue))
    for (const to of ['DAC - Ops/Regnl', 'DMS', 'OMS', 'Analytic DB']) {
      expect(chain(model, to, 'first-two').sent).toBe(10)
      expect(chain(model, to, 'first-two').verdict()).toMatchObject({
        counted: 10,
        good: 10,
        delivered: 10,
        within: 12e6,
      })
    }
    // What the two sub-totals have in common is counted for both.
    expect(chain(model, 'MDMS').verdict()).toMatchObject({ counted: 10, good: 10, delivered: 10 })
  })
})
