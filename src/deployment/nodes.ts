import { z } from 'zod'
import { found } from '../input/quantity.js'
import { ALWAYS_SUPPLIED, type Supply, supplyKeys } from '../network/power-supply.js'
import { nodeSchema } from '../network/station.js'
import type { ListKey } from './node-list.js'

const node = (processing: string, description: string, supply = ALWAYS_SUPPLIED) =>
  alike(processing, supply).meta({ description })

/** Actors that differ in their description only share the rest of their schema, which takes its time to make. */
function alike(processing: string, supply: Supply) {
  const key = JSON.stringify([processing, supply])
  const schema = ALIKE.get(key) ?? newNode(processing, supply)
  ALIKE.set(key, schema)
  return schema
}

/** What actors differ in takes the place of what it is elsewhere; the other keys, which are most, are made once. */
function newNode(processing: string, supply: Supply) {
  const { processing: time } = PLAIN.shape
  const ofIts = time.unwrap().prefault(processing).meta(time.meta()!)
  return PLAIN.safeExtend({ processing: ofIts, ...supplyKeys(supply) }).prefault({})
}

const PLAIN = nodeSchema('5 ms')
const ALIKE = new Map<string, ReturnType<typeof newNode>>()

/** The SRS names no figure (4.12.4.1 has meters that send when their power is gone, 4.12.4.2 batteries in DAPs). */
const CAPACITOR: Supply = { backup: '30 s', source: 'none', 'start-up': '20 s' }
const BATTERY: Supply = { backup: '8 h', source: 'none', 'start-up': '60 s' }
const DAP_BATTERY: Supply = { ...BATTERY, source: 'Silver Spring Networks, Access Points (NIC45), rev. 3, 2013' }
const MAINS_ONLY: Supply = { backup: '0 s', source: 'none', 'start-up': '10 s' }

/** Its columns are those of `dap-list.ts`, `fan-gateway-list.ts` and `feeder-device-list.ts`. */
const list = (columns: string) =>
  z
    .string({ error: (issue) => `expected the name of a CSV file, such as daps.csv; found ${found(issue.input)}` })
    .optional()
    .meta({ description: `A CSV file, from the folder of the deployment, that lists its own ${columns}.` })

/** `nodes:` what each actor does to a packet. Named by the `node` column of payloads/actors.csv. */
export const nodes = z
  .strictObject({
    meter: node('50 ms', '2-Way Meter, electric.', CAPACITOR),
    'gas-meter': node('50 ms', '2-Way Meter for gas, as a rule on a battery.'),
    'water-meter': node('50 ms', '2-Way Meter for water, as a rule on a battery.'),
    dap: node('10 ms', 'DAPjm, the data aggregation point.', DAP_BATTERY),
    'head-end': node('5 ms', 'AMI Head-End(j).'),
    gateway: node('2 ms', 'Internet / Extranet gateway(s) - Utility.'),
    mdms: node('5 ms', 'MDMS.'),
    cis: node('5 ms', 'CIS/Billing - Utility.'),
    nms: node('5 ms', 'NMS.'),
    lms: node('5 ms', 'LMS - Utility.'),
    dsm: node('5 ms', 'DSM - Utility.'),
    dms: node('5 ms', 'DMS.'),
    oms: node('5 ms', 'OMS.'),
    scada: node('5 ms', 'Distr. SCADA FEP.'),
    analytics: node('5 ms', 'Analytic DB.'),
    'regional-controller': node('5 ms', 'DAC - Ops/Regnl.'),
    'substation-controller': node('10 ms', 'DAC - sub.', BATTERY),
    rtu: node('10 ms', 'RTU.', BATTERY),
    'fan-gateway': node('10 ms', 'FAN gateway, field or substation.', BATTERY),
    'feeder-device': node('50 ms', 'Devices on the feeders.', BATTERY),
    esi: node('20 ms', 'ESI of any kind.', MAINS_ONLY),
    'han-device': node('50 ms', 'IPD, Cust. EMS, PCT, PHEV, Smart Appliance, Load Cntl Device.', MAINS_ONLY),
    warehouse: node('5 ms', 'ODW - Utility and ODW - REPi.'),
    portal: node('5 ms', 'Web portals, of the utility, of the retail providers and of all in common.'),
    browser: node('100 ms', 'Cust. Browser, premise or mobile.'),
    retail: node('5 ms', 'CIS/Billing, LMS and DSM of the retail providers.'),
    'field-tool': node('100 ms', 'Field Tool.'),
    daps: list('DAPs: dap, feeder, area, meters_ci, meters_residential, backhaul, technology, rate'),
    'fan-gateways': list('FAN gateways: gateway, substation, feeder, area, backhaul, technology, rate'),
    'feeder-devices': list('feeder devices: device, kind, feeder, node'),
  })
  .prefault({})
  .meta({ description: 'What each actor does to each packet that it sends, forwards or consumes.' })

/** Which of the keys speaks of an actor of the SRS. Devices of a kind share one. */
const ACTORS_OF: Readonly<Record<NodeName, readonly string[]>> = {
  meter: ['2-Way Meter - Electr'],
  'gas-meter': ['2-Way Meter - Gas'],
  'water-meter': ['2-Way Meter - Water'],
  dap: ['DAPjm'],
  'head-end': ['AMI Head-End(j)'],
  gateway: ['Internet / Extranet gateway(s) - Utility', 'Internet / Extranet gateway(s) - REPi'],
  mdms: ['MDMS'],
  cis: ['CIS/Billing - Utility'],
  nms: ['NMS'],
  lms: ['LMS - Utility'],
  dsm: ['DSM - Utility'],
  dms: ['DMS'],
  oms: ['OMS'],
  scada: ['Distr. SCADA FEP'],
  analytics: ['Analytic DB'],
  'regional-controller': ['DAC - Ops/Regnl'],
  'substation-controller': ['DAC - sub'],
  rtu: ['RTU'],
  'fan-gateway': ['FAN gateway - sub', 'FAN gateway - field'],
  'feeder-device': [
    'Feeder Cap Bank',
    'Feeder Circuit Breaker',
    'Feeder Recloser',
    'Feeder Regulator',
    'Feeder Sensor',
    'Feeder Switch',
    'Feeder sectionalizer',
    'Distr. Cust. Generation',
    'Distr. Cust. Storage',
  ],
  esi: ['ESI - In Meter', 'ESI - Utility', 'ESI - 3rd Party'],
  'han-device': ['IPD', 'Cust. EMS', 'PCT', 'PHEV', 'Smart Appliance', 'Load Cntl Device'],
  warehouse: ['ODW - Utility', 'ODW - REPi'],
  portal: ['Web Portal - Utility', 'Web Portal - REPi', 'Common Web Portal'],
  browser: ['Cust. Browser - Premise', 'Cust. Browser - Mobile'],
  retail: ['CIS/Billing - REPi', 'LMS - REPi', 'DSM - REPi'],
  'field-tool': ['Field Tool'],
}

/** The keys of `nodes` that speak of actors. */
export const NODE_NAMES: readonly NodeName[] = Object.keys(ACTORS_OF) as NodeName[]

/** Those of an actor of which there is one. */
export const SINGLE_NODES = [
  'head-end',
  'gateway',
  'mdms',
  'cis',
  'nms',
  'lms',
  'dsm',
  'dms',
  'oms',
  'scada',
  'analytics',
  'regional-controller',
  'warehouse',
  'portal',
  'retail',
  'field-tool',
] as const satisfies readonly NodeName[]

const NODE_OF_ACTOR = new Map(
  Object.entries(ACTORS_OF).flatMap(([node, actors]) => actors.map((actor) => [actor, node as NodeName])),
)

/** The actors of the SRS that a key speaks of. */
export function actorsOf(node: NodeName): readonly string[] {
  return ACTORS_OF[node]
}

/** `names`: the actor and the wider ones that it belongs to (`2-Way Meter - Electr C/I` is a `2-Way Meter - Electr`). */
export function nodeOf(names: readonly string[]): NodeName {
  for (const name of names) {
    const node = NODE_OF_ACTOR.get(name)
    if (node !== undefined) return node
  }
  throw new Error(`no node settings for the actor ${names[0]}`)
}

export type NodeName = Exclude<keyof z.output<typeof nodes>, ListKey>
