import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkDeployment, overrideOf } from '../../src/deployment/load.js'
import { NETWORK_NAMES, type NetworkName } from '../../src/deployment/networks.js'
import { MEDIA } from '../../src/network/media.js'
import { withOverrides } from '../../src/input/overrides.js'
import { InputError } from '../../src/input/problems.js'
import { parseYaml } from '../../src/input/yaml.js'
import { run } from '../../src/run/run.js'
import { catalogue } from '../deployment/fixture.js'
import { TRANSMISSIONS } from '../../src/network/links.js'

/** All of the SRS, in a very small utility: so few devices that some gateways have none of a kind. */
const WHOLE = parseYaml(readFileSync('scenarios/whole-srs.yaml', 'utf8'), 'whole-srs.yaml')
const FEW = [
  'duration=20 min',
  'quantities={meters: {electric: {residential: 24, commercial: 4, other: 2}, gas: {residential: 10, commercial: 2}, water: {residential: 8}}, ' +
    'endpoints-per-dap: 8, esi: {in-meter: 10, utility: 6, third-party: 4}, han: {ipd: 4, ems: 2, pct: 5, phev: 2, appliance: 3, load-control: 4}, ' +
    'feeder-devices: {cap-bank: 2, regulator: 2, sensor: 4, switch: 3, sectionalizer: 2, recloser: 2, breaker: 2, storage: 3, generation: 2}, ' +
    'endpoints-per-fan-gateway: 4, substations: 2}',
]

const made = (...set: string[]) =>
  checkDeployment(
    withOverrides(
      WHOLE,
      [...FEW, ...set].map((text) => overrideOf(text)!),
    ),
    catalogue,
  )

/** The networks on which a medium has no place, and why. */
const NO_PLACE: Partial<Record<string, Partial<Record<NetworkName, string>>>> = {
  // DAPs and FAN gateways alone lead devices to all that crosses their network.
  mesh: {
    enterprise: 'a mesh needs gateways',
    wan: 'a mesh needs gateways',
    internet: 'a mesh needs gateways',
    substation: 'a mesh carries only',
    han: 'a mesh needs gateways',
    'customer-lan': 'a mesh needs gateways',
    'public-mobile': 'a mesh needs gateways',
    'field-local': 'a mesh needs gateways',
  },
  // An RTU leads its breakers, and controllers speak to it.
  plc: { substation: 'RTU cannot be both' },
}

describe.each(MEDIA)('a %s', (medium) => {
  const refused = NETWORK_NAMES.filter((network) => NO_PLACE[medium]?.[network] !== undefined)

  // All at once: a run of each would take minutes.
  test('carries every other network', { timeout: 60_000 }, async () => {
    const others = NETWORK_NAMES.filter((network) => !refused.includes(network))
    const done = await run(made(...others.map((network) => `networks.${network}={medium: ${medium}}`)))
    const { links } = done!.model.network
    // Within twenty minutes every network but the customer's own, which no data flow crosses, has carried something.
    const used = links.groups.filter(({ first, count }) =>
      links
        .column(TRANSMISSIONS)
        .slice(first, first + count)
        .some((n) => n > 0),
    )
    const names = new Set(used.map((one) => one.network))
    expect([...names].sort()).toEqual(NETWORK_NAMES.filter((one) => one !== 'customer-lan').sort())
  })

  if (refused.length > 0)
    test.each(refused)('is refused on the %s', (network) => {
      const written = `networks.${network}={medium: ${medium}}`
      try {
        made(written)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        expect(error.message).toContain(`--set ${written}: networks.${network}: `)
        expect(error.message).toContain(NO_PLACE[medium]![network]!)
        return
      }
      throw new Error('was not refused')
    })
})
