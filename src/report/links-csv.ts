import { linkName } from '../network/link-name.js'
import { LOSS_REASONS } from '../network/medium.js'
import type { Run } from '../run/run.js'
import { writeTable } from './table.js'

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
      const offered = links.packetsOffered[link]!
      const delivered = links.packetsDelivered[link]!
      yield [
        linkName(group, i), group.network, group.direction, group.from, group.to,
        offered, delivered, offered - delivered - links.lostOn(link), ...links.packetsLost.map((lost) => lost[link]), links.transmissions[link],
        links.bytesApplication[link], links.bytesSecurity[link], links.bytesWire[link], links.busy[link]! / length / group.each, Math.round(links.backlogMax[link]!),
      ] // prettier-ignore
    }
  }
}
