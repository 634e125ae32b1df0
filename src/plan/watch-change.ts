import pc from 'picocolors'
import { wrapped } from '../report/wrapped.js'
import { conclusion, tally, verdictsInWords } from './compare-words.js'
import type { Comparison } from './compare.js'

/** So many verdicts are told one by one. */
const LINES = 12

/** What the last run changed, against the one before it: for somebody who has both in view. */
export function changeText(comparison: Comparison): string {
  const { verdicts, moved, gone, came, budgets, identical, inBoth } = comparison
  const others = gone.length + came.length
  if (verdicts.length + moved.length + budgets.length + others === 0)
    return lines(
      `since the run before: ${identical} of ${inBoth} requirements have the same figures, and no verdict changed`,
    )
  const parts = [
    `verdicts ${tally(verdicts)}`,
    ...(moved.length > 0 ? [`figures beyond their intervals ${tally(moved)}`] : []),
    ...(budgets.length > 0 ? [`budgets ${tally(budgets)}`] : []),
    ...(gone.length > 0 ? [`${gone.length} requirements gone`] : []),
    ...(came.length > 0 ? [`${came.length} requirements came`] : []),
  ]
  const told = verdicts.slice(0, LINES).map((one) => `  ${WORDS[one.direction]()}${one.name}  ${verdictsInWords(one)}`)
  const rest = verdicts.length - told.length
  const more = rest > 0 ? [`  … and ${rest} more`] : []
  return [lines(`since the run before: ${parts.join('; ')}; ${conclusion(comparison)}`), ...told, ...more].join('\n')
}

const WORDS = {
  worse: () => `${pc.red('WORSE')}   `,
  better: () => `${pc.green('BETTER')}  `,
  neither: () => 'OTHER   ',
}

function lines(text: string): string {
  return wrapped(text, '').join('\n')
}
