import { workflowCommand } from '../report/workflow-command.js'
import { budgetInWords, moveInWords, shareInWords, verdictsInWords } from './compare-words.js'
import type { Comparison } from './compare.js'

/** GitHub shows so many annotations of a kind for a step, the first ones, and is silent about the others. */
const SHOWN = 10

/** What became worse, as workflow commands of GitHub Actions: verdicts first, each list from the worst on. They have no line. */
export function compareAnnotations(comparison: Comparison): string {
  const isWorse = ({ direction }: { direction: string }) => direction === 'worse'
  const all = [
    ...comparison.verdicts.filter(isWorse).map((one) => ({
      title: `${verdictsInWords(one)}: ${one.name}`,
      message: `in time ${shareInWords(one.base)} → ${shareInWords(one.next)}`,
    })),
    ...comparison.gone.map(({ id, verdictText }) => ({ title: `gone: ${id}`, message: `it was: ${verdictText}` })),
    ...comparison.budgets.filter(isWorse).map((one) => ({ title: `budget: ${one.name}`, message: budgetInWords(one) })),
    ...comparison.moved.filter(isWorse).map((one) => {
      const { base, next } = moveInWords(one)
      return { title: `${one.figure} worse: ${one.requirement}`, message: `${base} → ${next}` }
    }),
  ]
  const shown = all.length > SHOWN ? all.slice(0, SHOWN - 1) : all
  const more = all.length - shown.length
  const last = `${more} more became worse: see sgsim compare --json`
  if (more > 0) shown.push({ title: last, message: last })
  return shown.map((one) => workflowCommand({ kind: 'error', ...one })).join('')
}
