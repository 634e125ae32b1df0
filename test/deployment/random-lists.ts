import fc from 'fast-check'
import { Layout } from '../../src/deployment/layout.js'
import { ListedQuantities } from '../../src/deployment/listed-quantities.js'
import { readNodeLists } from '../../src/deployment/node-lists.js'
import { quantities } from '../../src/deployment/quantities.js'
import type { Territory } from '../../src/deployment/territories.js'
import { Problems } from '../../src/input/problems.js'
import { parseYaml } from '../../src/input/yaml.js'
import { readProfile } from '../../src/srs/profile.js'
import { DAPS, DEVICES, GATEWAYS, nodesOf } from './listed.js'

/** What a random list says of a DAP. */
export interface DrawnDap {
  name: string
  feeder: number | undefined
  commercial: number
  residential: number
  backhaul: number | undefined
}

/** Of a FAN gateway. */
export interface DrawnGateway {
  name: string
  feeder: number | undefined
  substation: number | undefined
}

/** Of a feeder device: which of the gateways, or DAPs, it hangs on. */
export interface DrawnDevice {
  name: string
  kind: (typeof KINDS)[number]
  head: number | undefined
  feeder: number | undefined
}

export interface DrawnLists {
  daps: DrawnDap[]
  gateways: DrawnGateway[]
  devices: DrawnDevice[]
}

const KINDS = ['sensor', 'recloser', 'storage', 'switch'] as const

const feeder = fc.option(fc.nat(4), { nil: undefined, freq: 5 })
const few = fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40))

/** Lists with DAPs that have nothing on them, feeders whose nodes stand apart, and cells left open; no two alike. */
export const drawnLists: fc.Arbitrary<DrawnLists> = fc
  .record({
    daps: fc.array(
      fc.record({ feeder, commercial: few, residential: few, backhaul: fc.option(fc.nat(3), { nil: undefined }) }),
      { minLength: 1, maxLength: 12 },
    ),
    gateways: fc.array(fc.record({ feeder, substation: fc.option(fc.nat(2), { nil: undefined }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    devices: fc.array(
      fc.record({ kind: fc.constantFrom(...KINDS), head: fc.option(fc.nat(100), { nil: undefined, freq: 4 }), feeder }),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .filter(({ daps }) => daps.some((one) => one.residential > 0))
  .map(({ daps, gateways, devices }) => ({
    daps: daps.map((one, i) => ({ ...one, name: `D${i}` })),
    gateways: gateways.map((one, i) => ({ ...one, name: `G${i}` })),
    devices: devices.map((one, i) => {
      const head = one.head === undefined ? undefined : one.head % gateways.length
      const theirs = head === undefined ? undefined : gateways[head]!.feeder
      return { ...one, head, feeder: theirs === undefined ? one.feeder : theirs, name: `E${i}` }
    }),
  }))

const cell = (prefix: string, number: number | undefined) => (number === undefined ? 'NA' : `${prefix}${number}`)
const areaOf = (number: number | undefined) => (number === undefined ? 'NA' : `A${number >> 1}`)

/** The lists as files; two feeders make an area. */
export function yamlOf({ daps, gateways, devices }: DrawnLists): string {
  const lines = [
    DAPS,
    ...daps.map(
      (one) =>
        `${one.name},${cell('F', one.feeder)},${areaOf(one.feeder)},${one.commercial},${one.residential},${cell('B', one.backhaul)},NA,NA`,
    ),
  ]
  const heads = [
    GATEWAYS,
    ...gateways.map(
      (one) => `${one.name},${cell('S', one.substation)},${cell('F', one.feeder)},${areaOf(one.feeder)},NA,NA,NA`,
    ),
  ]
  const ends = [
    DEVICES,
    ...devices.map((one) => `${one.name},${one.kind},${cell('F', one.feeder)},${cell('G', one.head)}`),
  ]
  return nodesOf({ daps: lines.join('\n'), 'fan-gateways': heads.join('\n'), 'feeder-devices': ends.join('\n') })
}

/** Beside what the lists count: meters of other kinds, and homes. */
export const REST = `quantities:
  meters: { electric: { other: 5 }, gas: { residential: 17, commercial: 3 }, water: { residential: 9, other: 4 } }
  esi: { in-meter: 1, third-party: 4 }
  han: { ipd: 7, pct: 11 }
`
/** With meters, homes, and feeder devices behind FAN gateways. */
export const PROFILE = 'AHEM3CvIW + DCSIfF'

/** The layout alone: a deployment takes much longer. */
export function layoutOf(drawn: DrawnLists): Layout {
  const source = parseYaml(`${REST}${yamlOf(drawn)}`, 'test.yaml')
  const data = source.data as { quantities: object; nodes: Record<string, string> }
  const territories = [territoryOf(PROFILE)]
  const problems = new Problems()
  const { lists, files } = readNodeLists(data.nodes, { source, territories, technologies: [], problems }, problems)
  problems.throwIfAny()
  const { quantities: all } = new ListedQuantities(quantities.parse(data.quantities), lists, files, territories)
  return new Layout(all, territories, lists)
}

export function territoryOf(code: string): Territory {
  const profile = readProfile(code)
  if ('problem' in profile) throw new Error(profile.problem)
  return { index: 0, name: '', profile: profile.value, share: 1 }
}
