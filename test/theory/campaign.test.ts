import { describe, expect, test } from 'vitest'
import { SECOND } from '../../src/kernel/time.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from '../simulate/finished.js'
import { expectValidated } from './validation.js'

/** As many as make the mean of the seeds known to 0.3 %, the share of 55 % of them that needs no repair among them. */
const DEVICES = 12_000
const SEEDS = [11, 12, 13, 14, 15, 16, 17, 18]

/** A town of base stations with so many meters on each, over which nothing goes but a campaign. */
function town(perDap: number, devices: number, nan: string, campaign: string, seed = 1): string {
  return `name: town
profile: ACvW
use-cases: [Firmware / Program Update]
start: 2026-06-01 00:00
duration: 1 day
seed: ${seed}
quantities: { meters: { electric: { residential: ${devices} } }, endpoints-per-dap: ${perDap} }
networks:
  nan: ${nan}
  wan: { rate: 10 Mbps, loss: 0%, queue: 16 MB }
spontaneous-events: false
campaigns:
  - { name: c, at: "00:00", what: firmware-update, of: nic, ${campaign} }
choices:
  requirements:
    4.9.4.10/metrology_program_update_cmd/1: off
    4.9.4.12/NIC_program_update_cmd/1: off
    4.9.4.11/NIC_firmware_update_confirmation: off
`
}

/** Each block misses each device by itself with probability p: it has it after r repair rounds unless it missed it r + 1 times. */
describe('an image of B blocks by broadcast is whole at a share (1 - p^(r+1))^B of the devices after r rounds', () => {
  test.each([
    { p: 0.01, blocks: 60, rounds: 0 },
    { p: 0.1, blocks: 60, rounds: 1 },
    { p: 0.3, blocks: 40, rounds: 3 },
  ])('p = $p, B = $blocks, r = $rounds', ({ p, blocks, rounds }) => {
    const nan = `{ medium: sector, rate-down: 1 Mbps, rate-up: 1 Mbps, loss: ${p * 100}%, access: granted, power-save: { mode: none } }`
    const campaign = `cast: broadcast, image: ${blocks} kB, block: 1 kB, repair-rounds: ${rounds}, last-repair: like-first`
    const shares = SEEDS.map((seed) => {
      const model = finished(deploymentOf(town(1000, DEVICES, nan, campaign, seed)))
      const [run] = model.flight.campaigns!.runs
      expect(run!.completed + run!.failed).toBe(DEVICES)
      return run!.completed / DEVICES
    })
    expectValidated('Image of B blocks after r repairs, (1 - p^(r+1))^B (elementary)', `p = ${p}, B = ${blocks}, r = ${rounds}`, shares, (1 - p ** (rounds + 1)) ** blocks) // prettier-ignore
  })
})

describe('a campaign by unicast over one link', () => {
  const header = 60
  const bytes = 40 * 50 * (1000 + header)
  const took = (rate: number, more: string) => {
    const nan = `{ medium: wire, rate: ${rate} bps, loss: 0%, header: ${header} B, mtu: 1500 B, queue: 16 MB }`
    const campaign = `cast: unicast, image: 50 kB, block: 1 kB, ${more}`
    const model = finished(deploymentOf(town(40, 40, nan, campaign)))
    return model.flight.campaigns!.runs[0]!.times[2]!.took! / SECOND
  }

  test.each([
    { share: 20, inFlight: 10 },
    { share: 50, inFlight: 1 },
    { share: 5, inFlight: 40 },
  ])('takes bytes ÷ (share × rate) at $share % of it, $inFlight at once', ({ share, inFlight }) => {
    const theory = (bytes * 8) / ((share / 100) * 100_000)
    const ratio = took(100_000, `capacity: ${share}%, in-flight: ${inFlight}`) / theory
    expect(Math.abs(ratio - 1)).toBeLessThan(0.02)
  })

  test('takes as long as the link needs, where nothing throttles it', () => {
    expect(Math.abs((took(100_000, 'in-flight: 4') * 100_000) / (bytes * 8) - 1)).toBeLessThan(0.02)
  })
})
