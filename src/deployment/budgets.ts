import { z } from 'zod'
import { found } from '../input/quantity.js'
import type { Position } from '../input/position.js'
import type { Demand } from './budget-grammar.js'

/**
 * A demand of the deployment's own, beside those of the SRS: the verdicts of these stay what they are, and this has one by itself. Of a
 * requirement that is relaxed it is the one that decides the exit status.
 */
export interface Budget {
  kind: BudgetKind
  /** What the deployment says: `SW_* to > 99.5% within 3 s`. */
  text: string
  demand: Demand
  /** Whether it fails the run, or only shows. */
  level: 'error' | 'warn'
  /** Why the deployment asks for it; undefined where it does not say. */
  reason: string | undefined
  position: Position
}

export const BUDGET_KINDS = ['tighten', 'relax', 'add'] as const
export type BudgetKind = (typeof BUDGET_KINDS)[number]

const text = (what: string) =>
  z.string({ error: (issue) => `expected ${what}; found ${found(issue.input)}` }).min(1, `expected ${what}`)

const NAMED = 'the payloads (SW_*), or the requirement by id or row, that it is about'
const BOUND = '"> 99.5% within 3 s", "delivered > 99%" or "latency p99 < 2 s"'

const budget = z
  .strictObject({
    tighten: text(NAMED)
      .optional()
      .meta({ description: 'Requirements that are held to more than the SRS asks: payloads (SW_*), an id or a row.' }),
    relax: text(NAMED).optional().meta({
      description: 'Requirements that are held to less than the SRS asks, by which the exit status goes then.',
    }),
    to: text(BOUND)
      .optional()
      .meta({ description: 'The bound of those: "> 99.5% within 3 s", "delivered > 99%" or "latency p99 < 2 s".' }),
    add: text('a bound, such as "wan.up utilisation p95 < 70%"').optional().meta({
      description:
        'A bound that the SRS has none of: "wan.up utilisation p95 < 70%", "head-end backlog max < 5000", "SW_* > 99% within 3 s", or "SW_* 99% within 3 s, rest within 10 s, of each event".',
    }),
    level: z
      .enum(['error', 'warn'], { error: (issue) => `expected error or warn; found ${found(issue.input)}` })
      .prefault('error')
      .meta({ description: 'error: exit status 1 where it fails; warn: it is only shown.' }),
    reason: text('a reason in words').optional().meta({ description: 'Why; shown in every report.' }),
  })
  .superRefine((one, context) => {
    const kinds = BUDGET_KINDS.filter((kind) => one[kind] !== undefined)
    const issue = (message: string, path: string[] = []) => context.addIssue({ code: 'custom', message, path })
    if (kinds.length === 0) issue('expected one of tighten, relax and add, found none')
    if (kinds.length > 1) issue(`expected one of tighten, relax and add, found ${kinds.join(' and ')}`, [kinds[1]!])
    if (one.to === undefined && kinds.length === 1 && kinds[0] !== 'add') issue(`expected to: ${BOUND}`, [kinds[0]!])
    if (one.to !== undefined && kinds.length === 1 && kinds[0] === 'add')
      issue('expected no to beside add: its bound is a part of it', ['to'])
  })

/** `budgets:` what a deployment asks for beside the SRS. Optional, so that one without them is what it was. */
export const budgets = z
  .array(budget, { error: (issue) => `expected a list of budgets; found ${found(issue.input)}` })
  .optional()
  .meta({
    description: 'Bounds of its own: tightened or relaxed ones of the SRS, and others of payloads, networks and nodes.',
  })
