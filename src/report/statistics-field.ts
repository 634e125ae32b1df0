import { percent } from '../check/verdict.js'
import { printDuration } from '../input/units.js'
import type { Run } from '../run/run.js'

/** How sure the verdicts are, and of what they are made: where that is not what it is if nothing is said. */
export function statisticsFields({ statistics, replications, warmUp, budgets }: Run): [name: string, words: string][] {
  const { confidence, familywise, untilDecided } = statistics
  const fields: [string, string][] = []
  const runs = `${replications.length} runs with seeds of their own`
  const until = untilDecided ? `, until all was decided or there were ${statistics.replications}` : ''
  const ofAll = ['requirements.csv', 'chains.csv', ...(budgets.length > 0 ? ['budgets.csv'] : [])].join(', ')
  if (replications.length > 1 || untilDecided)
    fields.push(['replications', `${runs}${until}; all but ${ofAll} and replications.csv is of the first`])
  if (familywise) fields.push(['confidence', `${percent(confidence)} of all verdicts together (familywise)`])
  else if (confidence !== 0.95) fields.push(['confidence', percent(confidence)])
  if (warmUp.length > 0)
    fields.push(['warm-up', `what was sent in the first ${printDuration(warmUp.length)} is not judged (${warmUp.by})`])
  else if (warmUp.by === 'found')
    fields.push(['warm-up', warmUp.settled ? 'none was found' : 'no end of it was found: nothing is left out'])
  return fields
}

/** The same for a machine. */
export function statisticsJson({ statistics, replications, warmUp }: Run): object {
  const { confidence, familywise, untilDecided, resolution } = statistics
  return {
    confidence,
    familywise,
    untilDecided,
    resolution: resolution ?? null,
    mostReplications: statistics.replications,
    replications: replications.map(({ number, seed, events, messages }) => ({ number, seed, events, messages })),
    warmUp: { lengthS: warmUp.length / 1e6, by: warmUp.by, settled: warmUp.settled },
  }
}
