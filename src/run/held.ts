import type { Run } from './run.js'

/** What has been held against the SRS: a run, or a trace of which nobody here knows how it came about. */
export type Held = Pick<Run, 'deployment' | 'outcomes' | 'chains' | 'statistics' | 'budgets'> & {
  model: Pick<Run['model'], 'applied' | 'leftOut'>
}
