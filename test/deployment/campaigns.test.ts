import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/kernel/time.js'
import { deploymentOf, problemsOf } from './fixture.js'

const TOWN = `name: town
profile: ACvIW
use-cases: [Firmware / Program Update, Meter Reading]
start: 2026-06-01 06:00
duration: 1 day
quantities: { meters: { electric: { residential: 400 } }, endpoints-per-dap: 100 }
campaigns:
`
const NIC = 'what: firmware-update, of: nic'
const problems = (entry: string, ...more: string[]) => problemsOf([`${TOWN}  - { ${entry} }`, ...more].join('\n  - '))

/** Where in its line the value stands of which a problem speaks. */
function columnOf(entry: string, problem: string): number {
  const key = `${/^campaigns\.0\.([a-z-]+)/.exec(problem)![1]}: `
  return `  - { ${entry}`.indexOf(` ${key}`) + key.length + 2
}

describe('a campaign', () => {
  test('has a default for all but its name, its time and what it sends', () => {
    const [one] = deploymentOf(`${TOWN}  - { name: c, at: "22:00", ${NIC}, cast: broadcast }`).campaigns
    expect(one).toMatchObject({
      name: 'c',
      at: 22 * HOUR,
      requirementIds: ['4.9.4.11/NIC_firmware_update_broadcast_cmd/1'],
      cast: 'broadcast',
      devices: 400,
      of: 400,
      perHour: undefined,
      capacity: undefined,
      inFlight: 10,
      image: undefined,
      block: 1000,
      repairRounds: 3,
      repairAfter: 10 * MINUTE,
      lastAlone: true,
    })
  })

  test('goes to a number of devices, or to a share of them', () => {
    const of = (key: string) => deploymentOf(`${TOWN}  - { name: c, at: "22:00", ${NIC}, cast: unicast, ${key} }`)
    expect(of('devices: 30').campaigns[0]).toMatchObject({ devices: 30, of: 400 })
    expect(of('share: 50%').campaigns[0]).toMatchObject({ devices: 200, of: 400 })
  })

  test('may name a payload that no event sets off', () => {
    const entry = 'name: c, at: "22:00", payload: metrology_program_update_cmd'
    const [one] = deploymentOf(`${TOWN}  - { ${entry} }`).campaigns
    // From the head-end, not from the field tool.
    expect(one).toMatchObject({ cast: 'unicast', requirementIds: ['4.9.4.10/metrology_program_update_cmd/1'] })
  })

  test.each([
    // prettier-ignore
    ['an unknown kind', 'name: c, at: "22:00", what: firmware-updat', 'campaigns.0.what: expected a kind of event, found "firmware-updat" | did you mean "firmware-update"?'],
    // prettier-ignore
    ['an unknown payload', 'name: c, at: "22:00", payload: NIC_firmware_update_cmdd', 'campaigns.0.payload: no payload is called "NIC_firmware_update_cmdd" | did you mean "NIC_firmware_update_cmd"?'],
    // prettier-ignore
    ['an answer', 'name: c, at: "22:00", payload: NIC_firmware_update_confirmation', 'campaigns.0.payload: NIC_firmware_update_confirmation is sent in answer to another payload, or by a field tool: no campaign sends it'],
    // prettier-ignore
    ['nothing to send', 'name: c, at: "22:00"', 'campaigns.0.name: expected what (a kind of event) or payload, to say what is sent; found neither'],
    // prettier-ignore
    ['no cast', `name: c, at: "22:00", ${NIC}`, 'campaigns.0.what: expected cast, to say how firmware-update with of nic is sent: unicast or multicast or broadcast'],
    // prettier-ignore
    ['a kind for which nothing is there', 'name: c, at: "22:00", what: firmware-update, of: esi, cast: broadcast', 'campaigns.0.what: nothing in this deployment waits for firmware-update with of esi with cast broadcast | profile ACvIW has no ESI in the meter, which ESI - In Meter is part of; profile ACvIW has no ESI of the utility, which ESI - Utility is part of'],
    // prettier-ignore
    ['more devices than there are', `name: c, at: "22:00", ${NIC}, cast: unicast, devices: 401`, 'campaigns.0.devices: expected at most 400, the devices that it is for; found 401'],
    // prettier-ignore
    ['a number and a share', `name: c, at: "22:00", ${NIC}, cast: unicast, devices: 4, share: 1%`, 'campaigns.0.share: expected devices or share, found both'],
    // prettier-ignore
    ['none an hour', `name: c, at: "22:00", ${NIC}, cast: unicast, per-hour: 0`, 'campaigns.0.per-hour: expected at least one device an hour; found 0'],
    // prettier-ignore
    ['more than the whole capacity', `name: c, at: "22:00", ${NIC}, cast: unicast, capacity: 120%`, 'campaigns.0.capacity: expected a share with its unit, such as "0.1%", found "120%" (at most 100 %)'],
    // prettier-ignore
    ['a beginning before the run', `name: c, at: "05:00", ${NIC}, cast: unicast`, 'campaigns.0.at: 2026-06-01 05:00 is before the start, 2026-06-01 06:00'],
    // prettier-ignore
    ['a beginning after the run', `name: c, at: "2026-06-02 06:00", ${NIC}, cast: unicast`, 'campaigns.0.at: 2026-06-02 06:00 is not before the end, 2026-06-02 06:00'],
    // prettier-ignore
    ['too many blocks', `name: c, at: "22:00", ${NIC}, cast: unicast, image: 2 MB, block: 1 B`, 'campaigns.0.image: expected at most 100000 blocks; the image has 2000000 of 1 B | choose larger blocks'],
  ])('is refused with %s, at its place', (_, entry, expected) => {
    expect(problems(entry)).toEqual([`test.yaml:8:${columnOf(entry, expected)}: ${expected}`])
  })

  test('has a name of its own', () => {
    const entry = `name: c, at: "22:00", ${NIC}, cast: unicast`
    expect(problems(entry, `{ ${entry} }`)).toEqual([
      'test.yaml:9:13: campaigns.1.name: a campaign is called "c" already, at test.yaml:8:13',
    ])
  })
})
