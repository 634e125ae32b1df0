import { dirname, isAbsolute, join } from 'node:path'
import type { Problems } from '../input/problems.js'
import { readDapList, type DapLine } from './dap-list.js'
import { stands } from './device-kinds.js'
import { hasGateways, readGatewayList, type GatewayLine } from './fan-gateway-list.js'
import { readFeederDeviceList, type FeederDeviceLine } from './feeder-device-list.js'
import { checkAgreement } from './list-agreement.js'
import { LIST_KEYS, type ListKey, type ListReading } from './node-list.js'
import type { Territory } from './territories.js'

/** An engineer's own network: what the lists say that a deployment names, each where its profile has such nodes. */
export interface NodeLists {
  daps: readonly DapLine[] | undefined
  gateways: readonly GatewayLine[] | undefined
  devices: readonly FeederDeviceLine[] | undefined
}

export const NO_LISTS: NodeLists = { daps: undefined, gateways: undefined, devices: undefined }

const STANDS: Readonly<Record<ListKey, (territory: Territory) => boolean>> = {
  daps: ({ profile }) => stands('dap', profile),
  'fan-gateways': hasGateways,
  'feeder-devices': ({ profile }) => stands('feeder.sensor', profile),
}

/** Where the lists are: their files, as errors and reports name them. */
export type ListFiles = Partial<Record<ListKey, string>>

/** Reads the lists of a deployment; of one that its profiles have no use for there is a warning. */
export function readNodeLists(
  nodes: { readonly [K in ListKey]?: string | undefined },
  reading: ListReading,
  warnings: Problems,
): { lists: NodeLists; files: ListFiles } {
  const { source, territories, problems } = reading
  const files: ListFiles = {}
  for (const key of LIST_KEYS) {
    const path = nodes[key]
    if (path === undefined) continue
    if (territories.some(STANDS[key])) files[key] = isAbsolute(path) ? path : join(dirname(source.file), path)
    else {
      const codes = territories.map((one) => one.profile.code).join(', ')
      warnings.add(source.position(['nodes', key]), `nodes.${key}: not used, since profile ${codes} has no such nodes`)
    }
  }
  const heads = {
    daps: files.daps === undefined ? undefined : readDapList(files.daps, reading),
    gateways: files['fan-gateways'] === undefined ? undefined : readGatewayList(files['fan-gateways'], reading),
  }
  checkAgreement([...(heads.daps ?? []), ...(heads.gateways ?? [])], problems)
  const { 'feeder-devices': file } = files
  const devices = file === undefined ? undefined : readFeederDeviceList(file, reading, heads)
  const lists = Object.keys(files).length === 0 ? NO_LISTS : { ...heads, devices }
  return { lists, files }
}
