import type { Change, ChangeKind, Sensitivity, TriedEnd, TriedValue } from '../run/sensitivity.js'
import type { Outcome } from '../run/outcome.js'

/** An assumption that some verdict hangs on, with how many requirements change at any of its ends: each counted once, by the worst of its changes. */
export interface HangsOn {
  name: string
  requirements: Record<ChangeKind, number>
}

/** Worst first. */
const KINDS: readonly ChangeKind[] = ['verdict', 'certainty', 'applicability']

/** Those on which most verdicts hang first; those on which none does are robust. */
export function hangingOn({ values }: Sensitivity): HangsOn[] {
  const found = values.map(hangsOn).filter(({ requirements }) => KINDS.some((kind) => requirements[kind] > 0))
  const by = (a: HangsOn, b: HangsOn) => {
    const differs = KINDS.find((kind) => a.requirements[kind] !== b.requirements[kind])
    return differs === undefined ? 0 : b.requirements[differs] - a.requirements[differs]
  }
  return found.sort(by)
}

function hangsOn({ name, ends }: TriedValue): HangsOn {
  const requirements: HangsOn['requirements'] = { verdict: 0, certainty: 0, applicability: 0 }
  const worst = new Map<string, ChangeKind>()
  for (const { requirement, kind } of ends.flatMap(({ changes }) => changes)) {
    const known = worst.get(requirement)
    if (known === undefined || KINDS.indexOf(kind) < KINDS.indexOf(known)) worst.set(requirement, kind)
  }
  for (const kind of worst.values()) requirements[kind]++
  return { name, requirements }
}

/** So many are named of a requirement. */
const NAMED = 5

/** By requirement: on what its verdict hangs, the ends at which it turns from pass to fail or back first. */
export function hangingByRequirement({ values }: Sensitivity): Map<string, string> {
  const found = new Map<string, { kind: ChangeKind; words: string }[]>()
  for (const value of values)
    for (const end of value.ends)
      for (const change of end.changes) {
        const all = found.get(change.requirement) ?? []
        all.push({ kind: change.kind, words: `${value.name} (${endInWords(end, change)})` })
        found.set(change.requirement, all)
      }
  const words = (all: { kind: ChangeKind; words: string }[]) => {
    const sorted = KINDS.flatMap((kind) => all.filter((one) => one.kind === kind)).map((one) => one.words)
    const more = sorted.length > NAMED ? ` and ${sorted.length - NAMED} more` : ''
    return `hangs on ${sorted.slice(0, NAMED).join(', ')}${more}`
  }
  return new Map([...found].map(([id, all]) => [id, words(all)]))
}

/** `low`, or the word that was tried; where it is not the other verdict that it then has, which. */
function endInWords({ end, text }: TriedEnd, { kind, after }: Change): string {
  const name = end === 'other' ? text : end
  return kind === 'verdict' ? name : `${name}: ${after}`
}

/** What stands in the column hangs_on: nothing without a sensitivity, nor where there is no verdict that could change. */
export function hangsOnOf(outcomes: readonly Outcome[], sensitivity: Sensitivity | undefined): (string | undefined)[] {
  if (sensitivity === undefined) return outcomes.map(() => undefined)
  const hanging = hangingByRequirement(sensitivity)
  const decided = sensitivity.judged.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail')
  const robust = new Set(decided.map((one) => one.requirement))
  return outcomes.map(({ requirement: { id } }) => hanging.get(id) ?? (robust.has(id) ? 'robust' : undefined))
}
