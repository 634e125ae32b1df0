import type { Command } from 'commander'

export interface StatisticsOptions {
  confidence?: string
  familywise?: boolean
  replications?: string
  untilDecided?: boolean
  maxReplications?: string
  resolution?: string
  workers?: string
}

/** Of `--until-decided`, where nothing is said. */
export const MOST_UNTIL_DECIDED = 100

const AT_A_TIME =
  'how many replications, or runs of --sensitivity, are done at a time; of a single run, in how many parts its districts ' +
  'are simulated, each in a thread: worth it from some 100,000 meters on, and no more than cores (default: one a core, one part)'

/** How sure verdicts have to be, and over how many runs. `workers`: what these are. */
export function withStatisticsOptions(command: Command, workers = AT_A_TIME): Command {
  return command
    .option('--confidence <share>', 'how sure a verdict has to be, e.g. 99% (default: 95%)')
    .option('--familywise', 'that sure of all verdicts together, not of each by itself')
    .option('--replications <number>', 'so many runs, each with a seed of its own (default: 1)')
    .option('--until-decided', 'replications until every verdict is decided')
    .option('--max-replications <number>', `the most of those (default: ${MOST_UNTIL_DECIDED})`)
    .option(
      '--resolution <share>',
      'how far from its bound a share makes no difference\n(default: a tenth of the loss that the bound allows; at most half of it)',
    ) // prettier-ignore
    .option('--workers <number>', workers)
}
