/**
 * sgsim as a library: what another program may import. Nothing here prints, ends the process or reads its arguments.
 *
 * @packageDocumentation
 */
export { load, parse } from './library/load.js'
export type { Assumption, Deployment, LoadOptions, Value, Values } from './library/deployment-types.js'
export { loadCatalogue, requirements, type Catalogue, type Requirement } from './library/catalogue.js'
export { run } from './library/run.js'
export type { Progress, RunOptions, RunResult } from './library/run-types.js'
export type { Message } from './library/message.js'
export type { StatisticsOptions } from './library/statistics.js'
export { check, type CheckOptions, type CheckResult, type ReadProgress } from './library/check.js'
export { report, type ReportOptions } from './library/report.js'
export type {
  BudgetResult,
  Busiest,
  CostliestLeg,
  Latency,
  Loss,
  NetworkLoad,
  RequirementResult,
  Result,
  Strictness,
  Told,
  Verdict,
  VerdictCounts,
} from './library/result-types.js'
export {
  compare,
  type BudgetChange,
  type Comparison,
  type Direction,
  type Move,
  type VerdictChange,
} from './library/compare.js'
export { size } from './library/size.js'
export type { Confirmed, SizeAnswer, SizeOptions, Sizing } from './library/size-types.js'
export { sweep, type SweepOptions, type SweepPoint, type SweepResult, type SweptRequirement } from './library/sweep.js'
export { volumetrics, type Volumetrics, type VolumetricsDirection, type VolumetricsRow } from './library/volumetrics.js'
export { InputError, type Place, type Problem } from './library/errors.js'
export type { Stoppable, StopSignal } from './library/stop.js'
export { version } from './library/version.js'
