import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeviceCounts } from '../../src/check/device-shares.js'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import { Model } from '../../src/simulate/model.js'
import type { PartCounts } from '../../src/simulate/part-counts.js'
import { partitionOf } from '../../src/simulate/partition.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'
import { randomDeployment } from './random-deployment.js'
import { countedInParts, countedWhole } from './side-by-side.js'

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const scenario = (name: string, ...set: string[]) =>
  loadDeployment(
    SCENARIOS + name,
    catalogue,
    set.map((text) => overrideOf(text)!),
  )

const CITY = ['quantities.meters.electric.residential=2700', 'quantities.meters.electric.commercial=300']

describe('a deployment in parts by district', () => {
  test.each([
    ['city-1m.yaml', 2, [...CITY, 'exercise=all']],
    ['city-1m.yaml', 3, [...CITY, 'networks.nan.loss=30%', 'networks.nan.retries=0']],
    ['city-1m.yaml', 2, [...CITY, 'exercise=all', 'nodes.dap.servers=1', 'nodes.meter.servers=1']],
    ['service-switch.yaml', 2, []],
    ['peak-dsdr.yaml', 2, []],
    ['quickstart.yaml', 2, ['duration=6 hr', 'networks.nan.rate=5 kbps']],
  ])('counts the same as one whole: %s in %i', (name, parts, set) => {
    const deployment = () => scenario(name, ...set)
    const whole = comparable(countedWhole(deployment()))
    expect(whole.tallies.reduce((sum, one) => sum + one.delivered, 0)).toBeGreaterThan(1000)
    expect(comparable(countedInParts(deployment, parts))).toEqual(whole)
    expect(comparable(countedInParts(deployment, parts, 1000))).toEqual(whole)
  })

  test('counts the same whatever the deployment, where it has parts', () => {
    let inParts = 0
    fc.assert(
      fc.property(randomDeployment, fc.constantFrom(2, 3), (yaml, parts) => {
        const deployment = () => deploymentOf(yaml, 'enterprise.loss=0%', 'internet.loss=0%')
        const counted = countedInParts(deployment, parts)
        if (typeof counted === 'string') return
        inParts++
        expect(comparable(counted)).toEqual(comparable(countedWhole(deployment())))
      }),
      { numRuns: 40, seed: 10 },
    )
    expect(inParts).toBeGreaterThan(15)
  })

  test('is left where a message turns out to be sent in parts of its own, the next when the one before has come', () => {
    // One of its DAPs has more to carry than it can: reads there come to carry many readings, and go over a backhaul of several districts.
    const deployment = () => scenario('own-network.yaml', 'duration=1 day')
    expect(countedInParts(deployment, 2)).toBe('a message is sent piece by piece, each when the one before has come')
  })

  test.each([
    ['storm.yaml', /fail/],
    ['city-1m-mesh.yaml', /nan links share/],
    ['firmware-unicast.yaml', /campaigns/],
    ['budgets.yaml', /budgets/],
    ['pricing-day.yaml', /to all at once/],
    ['srs-4.21.yaml', /one district/],
    ['deregulated-rep.yaml', /is sent to a district because of what came from one/],
  ])('is none where districts need each other: %s', (name, why) => {
    const small = name.startsWith('city') ? CITY : []
    expect(partitionOf(new Model(scenario(name, ...small)))).toEqual({ because: expect.stringMatching(why) as string })
  })

  test('is none where gateways of several districts meet in a node that processes packets one by one', () => {
    const substations = (more: string) =>
      partitionOf(
        new Model(
          deploymentOf(`
name: rtu
profile: DCSIRsF
use-cases: [Field DA Maint - Centralized Control]
duration: 4 hr
quantities: { feeder-devices: { sensor: 640 }, fan-gateways: { substation: 64 }, substations: 5 }
nodes: { rtu: { ${more}processing: 5 s } }
choices:
  requirements:
    4.4.1.4.1.5/FeederSensor_sensor_data_cmd: off
    4.4.1.4.1.5/FeederFault_Detector_sensor_data_cmd: off
    4.4.1.4.1.7/FeederSensor_status_cmd: off
    4.4.1.4.1.7/FeederFault_Detector_status_cmd: off
`),
        ),
      )
    expect(substations('servers: 1, ')).toEqual({ because: 'RTU processes packets one by one' })
    expect(substations('')).not.toHaveProperty('because')
  })

  test('is known of every scenario, and some have it', () => {
    const has = readdirSync(SCENARIOS)
      .filter((name) => name.endsWith('.yaml') && !name.startsWith('city'))
      .filter((name) => !('because' in partitionOf(new Model(scenario(name)))))
    expect(has).toContain('quickstart.yaml')
    expect(has.length).toBeGreaterThan(5)
  })
})

/** Counts in which the order makes no difference that says nothing: of devices in a hash, and of the places of losses. */
function comparable(counts: PartCounts | string): PartCounts {
  if (typeof counts === 'string') throw new Error(`one whole: ${counts}`)
  const inOrder = (devices: DeviceCounts): DeviceCounts => {
    const { numbers, keys } = devices
    if (keys === undefined) return { numbers: Uint32Array.from(numbers), keys }
    const width = numbers.length / keys.length
    const slots = [...keys.keys()].filter((slot) => keys[slot]! >= 0).sort((a, b) => keys[a]! - keys[b]!)
    return {
      numbers: Uint32Array.from(slots.flatMap((slot) => [...numbers.subarray(slot * width, (slot + 1) * width)])),
      keys: Int32Array.from(slots, (slot) => keys[slot]!),
    }
  }
  const tallies = counts.tallies.map(({ share, window, losses, ...one }) => ({
    ...one,
    losses: new Map([...losses].sort()),
    share: share && { ...share, devices: share.devices && inOrder(share.devices) },
    window: window && { ...window, shares: inOrder(window.shares) },
  }))
  return { ...counts, tallies }
}
