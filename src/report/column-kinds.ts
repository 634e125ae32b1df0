/** What the cells of a column are, where a format asks: whole numbers, figures, or texts. */
export type ColumnKind = 'whole' | 'figure' | 'text'

/** The kind of each column of a report, under the same name in whatever table: a kind must not change from report to report with what is in it. */
const KINDS: Readonly<Record<ColumnKind, readonly string[]>> = {
  text: [
    'requirement', 'payload', 'use_case', 'section', 'from', 'to', 'verdict', 'reason', 'how_often_stated', 'how_often_verdict', 'hangs_on',
    'territory', 'flow', 'network', 'link', 'in_bound', 'direction', 'hour_start', 'minute', 'name', 'consistent', 'assumption', 'value',
    'set_by', 'source', 'description', 'end', 'tried', 'verdict_before', 'verdict_after', 'change', 'campaign', 'cast', 'blocks', 'budget',
    'kind', 'target', 'comparator', 'found', 'level', 'fails', 'worst_requirement', 'worst_verdict', 'busiest_network', 'busiest_direction',
    'cannot',
  ],
  whole: [
    'sent', 'delivered', 'in_time', 'lost', 'open', 'devices_counted', 'leg', 'hour', 'links', 'minutes', 'lost_queue_full',
    'lost_retries_exhausted', 'lost_collision', 'lost_noise', 'lost_channel_busy', 'lost_out_of_range', 'lost_node_down', 'lost_link_down',
    'lost_expired', 'packets_offered', 'packets_delivered', 'packets_inside', 'offered', 'backlog_packets', 'stored_packets',
    'devices_powered', 'devices_joined', 'resent', 'duplicates', 'transmissions', 'replication', 'seed', 'devices', 'begun', 'completed',
    'failed', 'rounds', 'minutes_since_start', 'point', 'pass', 'fail', 'undecided', 'not_exercised', 'budgets_fail', 'replications',
  ],
  figure: [
    'counted', 'messages', 'messages_repair', 'low', 'high', 'share', 'value', 'limit', 'utilisation', 'clusters', 'effective', 'busiest_utilisation',
    'bytes_application', 'bytes_security', 'bytes_wire', 'backlog_max_bytes', 'share_delivered', 'share_in_time', 'share_devices',
    'share_in_bound', 'share_before', 'share_after', 'worst_share_in_time', 'bound_share', 'bound_reliability', 'legs_reliability',
    'how_often_simulated', 'how_often_low', 'how_often_high', 'how_often_ratio', 'devices_below_bound', 'devices_failing',
  ],
} // prettier-ignore

const byName = new Map<string, ColumnKind>()
for (const kind of ['figure', 'whole', 'text'] as const) for (const name of KINDS[kind]) byName.set(name, kind)

/** Undefined of a column that is no report's own, such as one of a sweep that is named after what is varied. */
export function kindOf(table: string, column: string): ColumnKind | undefined {
  // The value of a budget is what was measured, that of an assumption whatever it may be.
  if (table === 'budgets.csv' && column === 'value') return 'figure'
  return byName.get(column) ?? (column.endsWith('_s') ? 'figure' : undefined)
}
