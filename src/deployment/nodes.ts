import { z } from 'zod'
import { nodeSchema } from '../network/station.js'

const node = (processing: string, description: string) => nodeSchema(processing).prefault({}).meta({ description })

/** `nodes:` what each actor does to a packet. Named by the `node` column of payloads/actors.csv. */
export const nodes = z
  .strictObject({
    meter: node('50 ms', '2-Way Meter of any kind.'),
    dap: node('10 ms', 'DAPjm, the data aggregation point.'),
    'head-end': node('5 ms', 'AMI Head-End(j).'),
    gateway: node('2 ms', 'Internet / Extranet gateway(s) - Utility.'),
    mdms: node('5 ms', 'MDMS.'),
    cis: node('5 ms', 'CIS/Billing - Utility.'),
    nms: node('5 ms', 'NMS.'),
    lms: node('5 ms', 'LMS - Utility.'),
    dsm: node('5 ms', 'DSM - Utility.'),
  })
  .prefault({})
  .meta({ description: 'What each actor does to each packet that it sends, forwards or consumes.' })

/** Which of the keys speaks of an actor of the SRS. Devices of a kind share one. */
const NODE_OF_ACTOR: Readonly<Record<string, NodeName>> = {
  '2-Way Meter - Electr': 'meter',
  '2-Way Meter - Gas': 'meter',
  '2-Way Meter - Water': 'meter',
  DAPjm: 'dap',
  'AMI Head-End(j)': 'head-end',
  'Internet / Extranet gateway(s) - Utility': 'gateway',
  MDMS: 'mdms',
  'CIS/Billing - Utility': 'cis',
  NMS: 'nms',
  'LMS - Utility': 'lms',
  'DSM - Utility': 'dsm',
}

/** `names`: the actor and the wider ones that it belongs to (`2-Way Meter - Electr C/I` is a `2-Way Meter - Electr`). */
export function nodeOf(names: readonly string[]): NodeName {
  for (const name of names) if (NODE_OF_ACTOR[name]) return NODE_OF_ACTOR[name]
  throw new Error(`no node settings for the actor ${names[0]}`)
}

export type NodeName = keyof z.output<typeof nodes>
