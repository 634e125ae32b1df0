/** How sure a verdict has to be, and over how many runs. */
export interface StatisticsOptions {
  /** With what confidence an interval holds the true share: 0.95 where nothing is said. */
  confidence?: number | undefined
  /** Whether that is of all verdicts together, not of each by itself. */
  familywise?: boolean | undefined
  /** So many runs, each with a seed of its own; 1 where nothing is said. */
  replications?: number | undefined
  /** Replications until every verdict is decided. */
  untilDecided?: boolean | undefined
  /** The most of those; 100 where nothing is said. */
  maxReplications?: number | undefined
  /** With `untilDecided`: how far from its bound a share makes no difference. */
  resolution?: number | undefined
  /**
   * How many replications run at a time, one a core where nothing is said; or in how many parts the districts of a single run do, one where nothing is
   * said. A deployment that came of a text runs in this thread, whatever is said.
   */
  workers?: number | undefined
}
