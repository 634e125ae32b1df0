import { printDuration } from '../input/units.js'
import type { Named, TraceNotes, UnknownKind } from '../run/check-notes.js'
import { count } from './count.js'

/** What was found in a trace beside what was counted, a field a line; what was not found has none. */
export function traceNotesFields(notes: TraceNotes): [name: string, words: string][] {
  const { rows, counted, manner, without, duplicates, unsent, before, after, late, negative } = notes
  const { disordered, causeless, devices, strangers, own } = notes
  const fields: [string, string][] = []
  const add = (name: string, words: string | undefined) => {
    if (words !== undefined) fields.push([name, words])
  }
  const how = manner === undefined ? '' : `; ${manner}`
  const told = own || devices === 0 ? '' : `; ${severalOf(devices, 'device')} of one kind at most`
  add('rows', `${count(rows)} read, ${count(counted)} counted${how}${told}`)
  if (without.length > 0) add('no column', `${without.map((one) => WITHOUT[one] ?? one).join('; ')}`)
  for (const { column, ours } of notes.nearColumns)
    add('passed over', `the column "${column}"; if it is "${ours}", say --map "${ours}=${column}"`)
  for (const [kind, words] of Object.entries(UNKNOWN))
    add('not counted', namesInWords(notes.unknown[kind as UnknownKind], words))
  add('ambiguous', namesInWords(notes.ambiguous, 'that fit several requirements', 'fits'))
  if (duplicates > 0)
    add(
      'duplicates',
      `${rowsOf(duplicates)} ${duplicates === 1 ? 'tells' : 'tell'} again of what was known: the first receipt counts`,
    )
  if (unsent > 0) add('not counted', `${rowsOf(unsent)} without a time of sending`)
  if (before > 0) add('outside', `${rowsOf(before)} of what was sent before the start: not counted`)
  if (after > 0) add('outside', `${rowsOf(after)} of what was sent after the end: not counted`)
  if (late > 0) add('late', `${rowsOf(late)} of what came after the end: open, as at the end of a run`)
  add('clocks', clocksInWords(negative))
  const { contradictions, districts, mostDistricts } = notes
  if (contradictions > 0)
    add(
      'contradicting',
      `${rowsOf(contradictions)} lost or open by "outcome", with a time of receipt: counted as received`,
    )
  if (districts > mostDistricts)
    add(
      'districts',
      `${count(districts)} names: what comes after the first ${mostDistricts} is counted with one of these`,
    )
  if (notes.warmUpSought)
    add('warm-up', 'none is left out: a trace does not show its end; take its length from the report of sgsim run')
  if (disordered > 0)
    add('order', `${rowsOf(disordered)} of scheduled reads ${disordered === 1 ? 'stands' : 'stand'} after later receipts: the longest gap may be too long`) // prettier-ignore
  if (causeless > 0)
    add('causes', `${rowsOf(causeless)} ${causeless === 1 ? 'names' : 'name'} a cause of which no row above tells`)
  if (strangers > 0) add('devices', `${rowsOf(strangers)} of more devices than the deployment has: not told apart`)
  return fields
}

const WITHOUT: Readonly<Record<string, string>> = {
  message: '"message": duplicates are not found, chains not followed',
  device: '"device": devices are not told apart',
  outcome: '"outcome": what has no receipt is lost when its time has passed',
  cause: '"cause": chains are not followed',
}

const UNKNOWN: Readonly<Record<UnknownKind, string>> = {
  requirements: 'of requirements that the catalogue does not have',
  payloads: 'of payloads that the catalogue does not have',
  actors: 'of actors that the catalogue does not have',
  pairs: 'of payloads between others than the catalogue has',
  notApplied: 'of what has no part in this deployment',
}

/** So many names stand in a line of the terminal; run.json has more. */
const MOST_NAMES = 4

function namesInWords(names: readonly Named[], what: string, hinted = 'did you mean'): string | undefined {
  if (names.length === 0) return undefined
  const rows = names.reduce((sum, one) => sum + one.rows, 0)
  const shown = names.slice(0, MOST_NAMES).map(({ name, rows, hint }) => {
    const near = hint === undefined ? '' : hinted === 'fits' ? `, fits ${hint}` : `, ${hinted} "${hint}"?`
    return `${name} (${count(rows)}${near})`
  })
  const more = names.length > MOST_NAMES ? `; and ${names.length - MOST_NAMES} more (see run.json)` : ''
  return `${rowsOf(rows)} ${what}: ${shown.join('; ')}${more}`
}

function clocksInWords({
  rows,
  beyond,
  skew,
  worst,
  worstLine,
  byRequirement,
}: TraceNotes['negative']): string | undefined {
  if (rows === 0) return undefined
  const most = byRequirement[0]!
  const tolerated = skew === 0 ? '' : `, ${count(beyond)} of them by more than ${printDuration(skew)}`
  const where = `the worst by ${printDuration(worst, 3)} (line ${worstLine}, ${most.requirement})`
  return `${rowsOf(rows)} received before ${rows === 1 ? 'it was' : 'they were'} sent${tolerated}: counted with latency 0; ${where}`
}

function rowsOf(many: number): string {
  return severalOf(many, 'row')
}

function severalOf(many: number, what: string): string {
  return `${count(many)} ${what}${many === 1 ? '' : 's'}`
}

/** Why a trace says nothing of any requirement; undefined: it does. */
export function nothingCounted(notes: TraceNotes): { message: string; hint: string } | undefined {
  if (notes.counted > 0) return undefined
  if (notes.rows === 0) return { message: 'expected rows, found none', hint: 'is it the whole file?' }
  const why = traceNotesFields(notes).filter(([name]) => WHY.has(name))
  const rows = notes.rows === 1 ? 'its only row counts' : `none of its ${count(notes.rows)} rows counts`
  const message = notes.rows === 1 ? `${rows} for no requirement` : `${rows} for a requirement`
  return { message, hint: why.map(([name, words]) => `${name}: ${words}`).join('\n  ') }
}

/** What leaves a row uncounted. */
const WHY = new Set(['not counted', 'ambiguous', 'outside', 'passed over'])

/** The same for a machine. */
export function traceNotesJson({ negative, ...notes }: TraceNotes): object {
  const { rows, beyond, skew, worst, worstLine, byRequirement } = negative
  const named = (names: readonly Named[]) => names.map(({ name, rows, hint }) => ({ name, rows, hint: hint ?? null }))
  return {
    ...notes,
    manner: notes.manner ?? null,
    unknown: Object.fromEntries(Object.entries(notes.unknown).map(([kind, names]) => [kind, named(names)])),
    ambiguous: named(notes.ambiguous),
    negativeLatency: {
      ...{ rows, beyondSkew: beyond, skewS: skew / 1e6, worstS: worst / 1e6, worstLine: rows === 0 ? null : worstLine },
      byRequirement: byRequirement.map((one) => ({
        requirement: one.requirement,
        rows: one.rows,
        worstS: one.worst / 1e6,
      })),
    },
  }
}
