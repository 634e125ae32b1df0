import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkDeployment, overrideOf } from '../../src/deployment/load.js'
import { NETWORK_NAMES } from '../../src/deployment/networks.js'
import { MEDIA } from '../../src/network/media.js'
import { withOverrides } from '../../src/input/overrides.js'
import { InputError } from '../../src/input/problems.js'
import { parseYaml } from '../../src/input/yaml.js'
import { run } from '../../src/run/run.js'
import { catalogue } from '../deployment/fixture.js'

/** All of the SRS, in a very small utility: so few devices that some gateways have none of a kind. */
const WHOLE = parseYaml(readFileSync('scenarios/whole-srs.yaml', 'utf8'), 'whole-srs.yaml')
const FEW = [
  'duration=1 h',
  'quantities={meters: {electric: {residential: 24, commercial: 4, other: 2}, gas: {residential: 10, commercial: 2}, water: {residential: 8}}, ' +
    'endpoints-per-dap: 8, esi: {in-meter: 10, utility: 6, third-party: 4}, han: {ipd: 4, ems: 2, pct: 5, phev: 2, appliance: 3, load-control: 4}, ' +
    'feeder-devices: {cap-bank: 2, regulator: 2, sensor: 4, switch: 3, sectionalizer: 2, recloser: 2, breaker: 2, storage: 3, generation: 2}, ' +
    'endpoints-per-fan-gateway: 4, substations: 2}',
]

/** That it has no gateways with devices, or that the SRS crosses it also between others. */
const NO_PLACE = /^--set networks\.(\S+)=\{medium: mesh\}:1:1: networks\.\1: a mesh (needs gateways|carries only)/

describe.each(NETWORK_NAMES)('the network %s', (network) => {
  test.each(MEDIA)('made of a %s runs, or is refused for what the deployment says', async (medium) => {
    const written = `networks.${network}={medium: ${medium}}`
    let refusal: string | undefined
    try {
      const overrides = [...FEW, written].map((text) => overrideOf(text)!)
      const done = await run(checkDeployment(withOverrides(WHOLE, overrides), catalogue))
      expect(done!.model.network.links.transmissions.length).toBeGreaterThan(0)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      refusal = error.message
    }
    if (refusal !== undefined) console.log(network, medium, refusal)
    // Only a mesh needs more than that there are nodes; those of DAPs and of FAN gateways have all that it needs.
    const hasPlace = medium !== 'mesh' || network === 'nan' || network === 'fan'
    if (hasPlace) expect(refusal).toBeUndefined()
    else expect(refusal).toMatch(NO_PLACE)
  })
})
