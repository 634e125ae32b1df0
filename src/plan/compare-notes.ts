import { printDuration } from '../input/units.js'
import { isUntoldByTrace } from './budgets-of-traces.js'
import { hasLimits, QUANTILES, type ReportFiles } from './report-files.js'

/**
 * What is different between two runs beside what they are compared in, and what could not be compared: each is a reason to
 * look twice at a change.
 */
export function notesOf(base: ReportFiles, next: ReportFiles): string[] {
  const notes: string[] = []
  const differ = (what: string, of: (report: ReportFiles) => string | number | undefined, so: string) => {
    const [before, after] = [of(base), of(next)]
    if (before !== after) notes.push(`${what} ${before ?? 'unknown'} → ${after ?? 'unknown'}: ${so}`)
  }
  differ('sgsim', ({ run }) => run.sgsim, 'what is different may be the doing of sgsim')
  differ('Node', ({ run }) => run.node, 'what is different may be the doing of Node')
  differ('profile', ({ run }) => run.profile, 'paths are different, and requirements come and go')
  differ('use cases', ({ run }) => run.useCases?.join(', '), 'requirements come and go')
  differ('seed', ({ run }) => run.seed, 'chance is different everywhere; with one seed it is so only where something was changed') // prettier-ignore
  differ('start', ({ run }) => run.start, 'the hours and seasons are different')
  differ('duration', durationOf, 'numbers of messages are different, and so is what can be decided')
  differ('confidence', ({ run }) => run.confidence, 'intervals are as much wider or narrower')
  differ(
    'replications',
    ({ run }) => run.replications,
    'numbers of messages are different, and so is what can be decided',
  )
  return [...notes, ...budgetNotes(base, next), ...traceNotes(base, next), ...limitNotes(base, next)]
}

function durationOf({ run: { durationS } }: ReportFiles): string | undefined {
  return durationS === undefined ? undefined : printDuration(durationS * 1e6)
}

function budgetNotes(base: ReportFiles, next: ReportFiles): string[] {
  if ((base.budgets === undefined) === (next.budgets === undefined)) return []
  const { folder } = base.budgets === undefined ? base : next
  return [`${folder} has no budgets: those of the other one are not compared`]
}

function traceNotes(base: ReportFiles, next: ReportFiles): string[] {
  const pairs = [...(base.budgets ?? [])].map(([name, one]) => ({ base: one, next: next.budgets?.get(name) }))
  const many = pairs.filter((one) => one.base.verdict !== one.next?.verdict && isUntoldByTrace(one, base, next)).length
  if (many === 0) return []
  const what = many === 1 ? '1 budget of a network or node is' : `${many} budgets of networks and nodes are`
  const { folder } = next.run.ofTrace ? next : base
  return [`${folder} is the check of a trace, which says nothing of networks and nodes: ${what} not compared`]
}

function limitNotes(base: ReportFiles, next: ReportFiles): string[] {
  const without = ({ requirements }: ReportFiles) => {
    const [first] = requirements.values()
    return first !== undefined && QUANTILES.some((name) => !hasLimits(first, name))
  }
  const lacking = [base, next].filter(without)
  if (lacking.length === 0) return []
  const which = [...new Set(lacking.map(({ folder }) => folder))].join(' and ')
  return [`no intervals of all latencies in ${which}, of an older sgsim: those without are not compared`]
}
