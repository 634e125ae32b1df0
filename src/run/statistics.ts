import { CONFIDENCE } from '../check/verdict.js'

/** How sure a verdict has to be, and over how many runs. */
export interface Statistics {
  /** With what confidence an interval holds the true share. */
  confidence: number
  /** Whether it holds for all verdicts together. */
  familywise: boolean
  /** How many replications there are: runs that differ in nothing but their seeds. */
  replications: number
  /** Replications go on until every verdict is decided; `replications` is then the most that there may be. */
  untilDecided: boolean
  /** How far from its bound a share makes no difference; undefined: a tenth of the loss that the bound allows. */
  resolution: number | undefined
}

export const ONE_RUN: Statistics = {
  confidence: CONFIDENCE,
  familywise: false,
  replications: 1,
  untilDecided: false,
  resolution: undefined,
}
