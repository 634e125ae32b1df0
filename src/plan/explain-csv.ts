import { tableText, type Cell } from '../report/table.js'
import type { Explanation, InDeployment } from './explain.js'

/** `about` says what a line speaks of: the requirement itself, a cell, its erratum, a cause, the deployment, a hop, a leg. */
const COLUMNS = ['requirement', 'about', 'territory', 'name', 'value', 'meaning']

/** One line a thing that is said of the requirement. */
export function explainCsv(one: Explanation): string {
  const { requirement, cells, erratum, causedBy, causes, deployment } = one
  const rows: Cell[][] = []
  const say = (about: string, name: string, value?: Cell, meaning?: string, territory?: string | null) =>
    rows.push([requirement, about, territory ?? undefined, name, value, meaning])
  say('requirement', 'payload', one.payload)
  say('requirement', 'from', one.from)
  say('requirement', 'to', one.to)
  say('requirement', 'mode', one.mode ?? undefined)
  say('requirement', 'used', one.used ? 'yes' : 'no')
  for (const { cell, says, read } of cells) say('cell', cell, says, read)
  if (erratum) {
    say('erratum', 'id', erratum.id)
    say('erratum', 'says', erratum.says)
    say('erratum', 'why', erratum.why)
    say('erratum', 'uses', erratum.uses)
  }
  for (const row of causedBy) say('caused by', row)
  for (const row of causes) say('causes', row)
  if (deployment) sayOfDeployment(deployment, say)
  return tableText(COLUMNS, rows)
}

function sayOfDeployment(
  { name, applies, why, messagesPerDay, bytes, timing, paths, leg, assumptions }: InDeployment,
  say: (about: string, name: string, value?: Cell, meaning?: string, territory?: string | null) => void,
): void {
  say('deployment', 'name', name)
  say('deployment', 'applies', applies ? 'yes' : 'no', why ?? undefined)
  say('deployment', 'messages_per_day', messagesPerDay ?? undefined)
  say('deployment', 'bytes', bytes ?? undefined)
  say('deployment', 'timing', timing ?? undefined)
  for (const { territory, profile, path } of paths) {
    say('path', 'profile', profile, undefined, territory)
    for (const { flow, from, to, network } of path) say('hop', flow, `${from} → ${to}`, network, territory)
  }
  if (leg) {
    say('leg', 'number', leg.leg, `of ${leg.of}`)
    say('leg', leg.flow, `${leg.from} → ${leg.to}`, leg.network)
    for (const { cell, bound, read, rule } of leg.cells) say('leg', cell, bound, `${read}; ${rule}`)
  }
  for (const { name: path, value, setBy } of assumptions) say('assumption', path, value, setBy)
}
