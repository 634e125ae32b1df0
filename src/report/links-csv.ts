import { linkName } from '../network/link-name.js'
import { LOSS_REASONS } from '../network/medium.js'
import type { Run } from '../run/run.js'
import { writeTable } from './table.js'
import {
  BACKLOG_MAX,
  BUSY,
  BYTES_APPLICATION,
  BYTES_SECURITY,
  BYTES_WIRE,
  DELIVERED,
  OFFERED,
  TRANSMISSIONS,
} from '../network/links.js'

const COLUMNS = [
  'link', 'network', 'direction', 'from', 'to', 'packets_offered', 'packets_delivered', 'packets_inside',
  ...LOSS_REASONS.map((reason) => `lost_${reason.replaceAll(' ', '_')}`), 'transmissions', 'bytes_application', 'bytes_security', 'bytes_wire',
  'utilisation', 'backlog_max_bytes',
] // prettier-ignore

/** links.csv: one line a link and direction. */
export function writeLinks(file: string, run: Run): void {
  writeTable(file, COLUMNS, rows(run))
}

function* rows({ deployment, model }: Run) {
  const { links } = model.network
  const length = deployment.end - deployment.start
  for (const group of links.groups) {
    for (let i = 0; i < group.count; i++) {
      const link = group.first + i
      const offered = links.get(link, OFFERED)
      const delivered = links.get(link, DELIVERED)
      yield [
        linkName(group, i), group.network, group.direction, group.from, group.to,
        offered, delivered, offered - delivered - links.lostOn(link), ...links.packetsLost.map((lost) => lost[link]), links.get(link, TRANSMISSIONS),
        links.get(link, BYTES_APPLICATION), links.get(link, BYTES_SECURITY), links.get(link, BYTES_WIRE), links.get(link, BUSY) / length / group.each, Math.round(links.get(link, BACKLOG_MAX)),
      ] // prettier-ignore
    }
  }
}
