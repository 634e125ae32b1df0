import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkDeployment } from '../../src/deployment/load.js'
import { technologyAt, technologyNames } from '../../src/deployment/technologies.js'
import type { NetworkName, NetworkSettings } from '../../src/deployment/networks.js'
import { parseYaml } from '../../src/input/yaml.js'
import { Problems } from '../../src/input/problems.js'
import { airtime } from '../../src/network/contention-access.js'
import { rangeOf } from '../../src/network/link-budget.js'
import { folder } from '../input/files.js'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

describe('a technology', () => {
  test('gives its figures to a network, and the deployment overrides parts of it', () => {
    const { settings, assumptions } = deploymentOf('name: a\nnetworks: {wan: {technology: satellite, rate: 1 Mbps}}')
    // ITU-T G.114: 260 ms over a satellite at 36,000 km.
    expect(settings.networks.wan).toMatchObject({ medium: 'wire', rate: 1e6, delay: 260_000, retries: 2 })
    const of = (name: string) => assumptions.find((one) => one.name === `networks.wan.${name}`)
    expect(of('rate')).toMatchObject({ value: '1 Mbps', setBy: 'deployment', source: 'none' })
    expect(of('delay')).toMatchObject({ value: '260 ms', setBy: 'technology' })
    expect(of('delay')!.source).toContain('G.114')
    expect(of('technology')).toMatchObject({ value: 'satellite', setBy: 'deployment' })
  })

  test('is listed in the README, each with its medium', () => {
    const readme = readFileSync('scenarios/technologies/README.md', 'utf8')
    const rows = [...readme.matchAll(/^\| `(.+?)` \| (.+?) \|/gm)].map(([, name, medium]) => [name, medium])
    const mediumOf = (name: string) =>
      technologyAt(parseYaml('a: 1', 'x.yaml'), ['a'], name, new Problems())!.figures['medium']
    expect(rows.sort()).toEqual(
      technologyNames()
        .map((name) => [name, mediumOf(name)])
        .sort(),
    )
  })

  test.each(technologyNames())('%s is complete: it loads, and each figure says where it comes from', (name) => {
    const { settings, assumptions } = deploymentOf(madeOf(name))
    const problems = new Problems()
    const { sources, figures: own } = technologyAt(parseYaml('a: 1', 'x.yaml'), ['a'], name, problems)!
    expect(settings.networks[NETWORK_OF[name]!]!.medium).toBe(own['medium'])
    const figures = assumptions.filter((one) => one.setBy === 'technology')
    const rates = own['medium'] === 'sector' ? ['rate-down', 'rate-up'] : ['rate']
    expect(Object.keys(own)).toEqual(expect.arrayContaining([...rates, 'mtu', 'header', 'loss', 'retries', 'queue']))
    const named = figures.map((one) => one.name.split('.').slice(2).join('.')).filter((key) => key !== 'medium')
    expect(Object.keys(sources).sort()).toEqual(named.sort())
    for (const source of Object.values(sources)) expect(source.length).toBeGreaterThan(3)
  })

  test('is overridden key by key where it has a group, and as a whole where it has a list', () => {
    const { settings, assumptions } = deploymentOf(`${METERS}
networks:
  nan: {technology: sun-mesh-150k, loss: {share: 5%}}
  wan: {technology: private-lte, coverage: [{share: 100%, rate-factor: 0.5}]}`)
    expect(settings.networks.nan.loss).toMatchObject({ share: 0.05, poor: { share: 0.3 }, bursts: { share: 0.6 } })
    expect(settings.networks.wan).toMatchObject({ coverage: [{ share: 1, 'rate-factor': 0.5 }] })
    const of = (name: string) => assumptions.find((one) => one.name === `networks.${name}`)
    expect(of('nan.loss')).toMatchObject({ setBy: 'deployment', source: 'none' })
    expect(of('wan.coverage')).toMatchObject({ setBy: 'deployment', value: '[{share 100%, rate-factor 0.5}]' })
    // The one in the other group is not touched.
    expect(of('nan.link-budget.sensitivity')).toMatchObject({ setBy: 'technology', value: '-97 dBm' })
  })

  test('that nobody knows is an error with the nearest name', () => {
    const [problem] = problemsOf('name: a\nnetworks: {wan: {technology: satelite}}')
    expect(problem).toMatch(/^test\.yaml:2:30: networks\.wan\.technology: .*found "satelite".*"satellite"/)
  })

  test('of another medium than the deployment says is an error', () => {
    const [problem] = problemsOf('name: a\nnetworks: {wan: {technology: satellite, medium: mesh}}')
    expect(problem).toMatch(/satellite is a wire; found "mesh"/)
  })

  test("may be a file of one's own, whose mistakes are found in it", () => {
    const at = folder()
    writeFileSync(join(at, 'mine.yaml'), 'medium: wire\nrate: fast\nsources: {rate: a friend}\n')
    const [problem] = problemsOf(`name: a\nnetworks: {wan: {technology: ${join(at, 'mine.yaml')}}}`)
    expect(problem).toMatch(/mine\.yaml:2:7: networks\.wan\.rate: expected a rate/)
    const [missing] = problemsOf('name: a\nnetworks: {wan: {technology: nowhere.yaml}}')
    expect(missing).toMatch(/^test\.yaml:2:30: networks\.wan\.technology: nowhere\.yaml: no such file \| /)
  })

  test('that is not there is named where the deployment names it, with the nearest file or what ships', () => {
    const at = folder()
    writeFileSync(join(at, 'my-radio.yaml'), 'medium: wire\n')
    writeFileSync(join(at, 'town.yaml'), 'name: town\n')
    const problemOf = (name: string) => {
      const yaml = `name: a\nnetworks:\n  wan:\n    technology: ${name}\n`
      try {
        checkDeployment(parseYaml(yaml, join(at, 'town.yaml')), catalogue)
      } catch (error) {
        return (error as Error).message.replace(at, '')
      }
      return undefined
    }
    const said = (name: string) => `/town.yaml:4:17: networks.wan.technology: ${name}: no such file`
    expect(problemOf('my-radoi.yaml')).toBe(`${said('my-radoi.yaml')}\n  did you mean "my-radio.yaml"?`)
    // The deployment itself is none.
    expect(problemOf('towns.yaml')).toBe(`${said('towns.yaml')}\n  technologies that ship: ${technologyNames().join(', ')}`) // prettier-ignore
    expect(problemOf('fibr.yaml')).toBe(`${said('fibr.yaml')}\n  did you mean "fibre"?`)
    expect(problemOf('parts/mine.yaml')).toMatch(
      /: no such file: there is no folder "parts"\n {2}technologies that ship: /,
    )
    expect(problemOf('my-radio.yaml')).toBeUndefined()
  })
})

describe('the figures of', () => {
  test('ZigBee are those of IEEE 802.15.4 at 2450 MHz', () => {
    // 127 octets at most, and 6 before them, two symbols of 16 us each.
    const zigbee = settingsOf('zigbee-han', 'radio-lan')
    expect(zigbee).toMatchObject({ rate: 250_000, mtu: 127, preamble: 6 * 32, 'back-off-unit': 20 * 16 })
    expect(airtime(zigbee, zigbee.mtu)).toBe(133 * 32)
  })

  test.each([50, 150, 300])('a SUN FSK mesh at %d kbps fit its rate', (kbps) => {
    const mesh = settingsOf(`sun-mesh-${kbps}k`, 'mesh')
    expect(mesh.rate).toBe(kbps * 1000)
    // IEEE 802.15.4: 8 octets before a frame; one senses for 8 symbols of one bit, and turns around in 1 ms. To the microsecond.
    const symbol = 1000 / kbps
    expect(Math.abs(mesh.preamble - 64 * symbol)).toBeLessThan(1)
    expect(Math.abs(mesh.sensing - 8 * symbol)).toBeLessThan(1)
    expect(mesh['back-off-unit']).toBe(mesh.sensing + mesh.turnaround)
    expect(mesh.turnaround).toBe(1000)
    expect(mesh.mtu).toBeLessThanOrEqual(2047)
    // A frame keeps the channel for no longer than 400 ms (47 CFR 15.247, frequency hopping).
    expect(airtime(mesh, mesh.mtu)).toBeLessThan(400_000)
  })

  // The spacing of the channels (IEEE 802.15.4g; 600 kHz: Wi-SUN), and how many hopping channels 47 CFR 15.247(a)(1)(i) asks for.
  test.each([
    [50, 200, 50],
    [150, 400, 25],
    [300, 600, 25],
  ])(
    'a SUN FSK mesh at %d kbps hops over the channels of %d kHz that fit into 902 to 928 MHz',
    (kbps, spacing, least) => {
      const { channels } = settingsOf(`sun-mesh-${kbps}k`, 'mesh')
      // Half a channel stays free at each edge, or more.
      expect(channels).toBe(Math.floor(26_000 / spacing) - 1)
      expect(channels).toBeGreaterThanOrEqual(least)
    },
  )

  test('SUN FSK meshes reach less far at a higher rate: at the same noise figure by 10 log of the rates', () => {
    const budgets = [50, 150, 300].map((kbps) => settingsOf(`sun-mesh-${kbps}k`, 'mesh')['link-budget'])
    const [low, usual, high] = budgets.map((one) => one.sensitivity) as [number, number, number]
    // Sensitivities are written in whole dB.
    expect(Math.abs(usual - low - 10 * Math.log10(3))).toBeLessThan(0.5)
    expect(Math.abs(high - usual - 10 * Math.log10(2))).toBeLessThan(0.5)
    const ranges = budgets.map((one) => rangeOf(one))
    expect(ranges).toEqual([...ranges].sort((a, b) => b - a))
  })

  // Bits of the largest transport block, and the milliseconds that it takes (3GPP TS 36.213): down, then up.
  test.each([
    ['lte-m', [1000, 1], [1000, 1]],
    ['nb-iot', [680, 3], [1000, 4]],
    ['private-lte', [11064, 1], [5160, 1]],
  ] as const)('%s are the peak rates of 3GPP', (name, down, up) => {
    const sector = settingsOf(name, 'sector')
    expect(Math.abs(sector['rate-down'] - (1000 * down[0]) / down[1])).toBeLessThan(50)
    expect(sector['rate-up']).toBe((1000 * up[0]) / up[1])
  })

  test('NB-IoT leave the worst coverage the 160 bps that 3GPP TR 45.820 asks for', () => {
    const { coverage, ...sector } = settingsOf('nb-iot', 'sector')
    const worst = Math.min(...coverage.map((one) => one['rate-factor']))
    expect(worst * Math.min(sector['rate-down'], sector['rate-up'])).toBeGreaterThan(160)
  })

  test('G3-PLC are those of the robust mode in CENELEC A', () => {
    const plc = settingsOf('g3-plc', 'plc')
    // 9.5 symbols of 640 us, then 13 of the header and 252 of the data of 695 us; 133 B in them are 5592 bps.
    const frame = 9.5 * 640 + (13 + 252) * 695
    expect(plc.mtu).toBe(133)
    expect(Math.abs(airtime(plc, plc.mtu) / frame - 1)).toBeLessThan(1e-4)
    expect(Math.round((133 * 8e6) / airtime(plc, plc.mtu))).toBe(5592)
    // 36 carriers, each bit four times, half of them for the convolutional code and 6 to end it, 8 octets of parity.
    expect((36 * 252) / 4 / 2 - 6 - 8 * 8).toBe(8 * plc.mtu)
  })

  test('licensed point to multipoint are those of IEEE 802.16e', () => {
    // 720 and 560 subcarriers, 64-QAM 3/4 and 16-QAM 3/4, 18 and 9 symbols in each 5 ms.
    const sector = settingsOf('licensed-pmp', 'sector')
    expect(sector['rate-down']).toBe((720 * 4.5 * 18) / 5e-3)
    expect(sector['rate-up']).toBe((560 * 3 * 9) / 5e-3)
  })

  test('a SCADA radio are those of DNP3', () => {
    // IEEE 1815: up to 250 octets in blocks of 16, each with a check of 2, behind a header of 10; one octet is the transport header.
    const radio = settingsOf('scada-radio-9600', 'polled')
    expect(radio.rate).toBe(9600)
    expect(radio.mtu).toBe(10 + 250 + 2 * Math.ceil(250 / 16))
    expect(radio.mtu - radio.header).toBe(249)
  })

  test('a satellite are those of the geostationary orbit', () => {
    // 35,786 km above the equator: up and down again straight below it, and from where it is seen on the horizon.
    const { delay } = settingsOf('satellite', 'wire')
    const [height, earth] = [35_786, 6_378]
    expect(delay / 1e6).toBeGreaterThan((2 * height) / LIGHT)
    expect(delay / 1e6).toBeLessThan((2 * Math.sqrt((height + earth) ** 2 - earth ** 2)) / LIGHT)
  })
})

/** Kilometres in a second. */
const LIGHT = 299_792.458

/** A network that may be made of each. */
const NETWORK_OF: Readonly<Record<string, NetworkName>> = {
  fibre: 'wan',
  'g3-plc': 'nan',
  'licensed-pmp': 'wan',
  'lte-m': 'nan',
  'nb-iot': 'nan',
  'private-lte': 'wan',
  satellite: 'wan',
  'scada-radio-9600': 'wan',
  'sun-mesh-50k': 'nan',
  'sun-mesh-150k': 'nan',
  'sun-mesh-300k': 'nan',
  'switched-lan': 'substation',
  'zigbee-han': 'han',
}

/** A mesh needs devices. */
const METERS = 'name: a\nquantities: {meters: {electric: {other: 2000}}}'

const madeOf = (name: string) => `${METERS}\nnetworks: {${NETWORK_OF[name]!}: {technology: ${name}}}`

/** What a network is made of that names a technology of this medium. */
function settingsOf<M extends NetworkSettings['medium']>(name: string, medium: M) {
  const network = NETWORK_OF[name]!
  const settings = deploymentOf(madeOf(name)).settings.networks[network]
  expect(settings.medium).toBe(medium)
  return settings as Extract<NetworkSettings, { medium: M }>
}
