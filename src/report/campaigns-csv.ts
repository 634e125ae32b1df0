import type { Run } from '../run/run.js'
import { writeTable } from './table.js'

const COLUMNS = [
  'campaign', 'payload', 'cast', 'devices', 'begun', 'completed', 'failed', 'time_95_s', 'time_99_s', 'time_100_s', 'rounds', 'blocks',
  'messages', 'messages_repair', 'bytes_application',
] // prettier-ignore

/** campaigns.csv: one line a campaign. */
export function writeCampaigns(file: string, run: Run): void {
  writeTable(file, COLUMNS, lines(run))
}

/** campaign-curve.csv: how many devices had the image, by minute in which that changed. */
export function writeCurves(file: string, run: Run): void {
  writeTable(file, ['campaign', 'minutes_since_start', 'completed', 'share'], points(run))
}

function* lines({ model }: Run) {
  for (const one of model.flight.campaigns?.runs ?? []) {
    const payloads = one.parts.map(({ running }) => running.emission.applied[0]!.requirement.payload.name)
    yield [
      one.campaign.name, [...new Set(payloads)].join(' + '), one.campaign.cast, one.count, one.begun, one.completed, one.failed,
      ...one.times.map(({ took }) => (took === undefined ? undefined : took / 1e6)), one.rounds,
      [...new Set(one.parts.map(({ blocks }) => blocks))].join(' + '), one.messages, one.repairs, one.bytes,
    ] // prettier-ignore
  }
}

function* points({ model }: Run) {
  for (const { campaign, count, curve } of model.flight.campaigns?.runs ?? [])
    for (const { minutes, completed } of curve) yield [campaign.name, minutes, completed, completed / count]
}
