import type { Problem } from './errors.js'

/** A value of a deployment, as YAML has it: `'2 Mbps'`, `250`, `true`, a list, a group of keys. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

/** Values by their paths, as `--set` takes them: `{ 'wan.rate': '2 Mbps', 'quantities.endpoints-per-dap': 100 }`. */
export type Values = Readonly<Record<string, Value>>

/** How a deployment is read. */
export interface LoadOptions {
  /** Values that take the place of those of the file, or are added to them. */
  set?: Values | undefined
  /** The seed of all random draws, instead of that of the file. */
  seed?: number | undefined
  /** A folder of payloads of one's own, whose lines are added to the catalogue or replace lines of it. */
  payloads?: string | undefined
}

/** A deployment that was read and checked: what all else starts from. It does not change. */
export interface Deployment {
  /** The file, or what its text was called. */
  readonly file: string
  /** What the deployment calls itself. */
  readonly name: string
  /** The profile, such as `ACvW`; of several territories all of theirs. */
  readonly profile: string
  /** The use cases that take part, by the names of SRS 4.20.2. */
  readonly useCases: readonly string[]
  /** The seed of all random draws. */
  readonly seed: number
  /** The local time at which a run begins: `2026-01-01 00:00`. */
  readonly start: string
  /** How long a run is, in simulated seconds. */
  readonly durationS: number
  /** How many devices there are. */
  readonly devices: number
  /** How many of them are meters. */
  readonly meters: number
  /** How many DAPs there are. */
  readonly daps: number
  /** Of what the deployment says: two files that say the same have the same. */
  readonly hash: string
  /** Every value that the SRS leaves open, set or by default. */
  readonly assumptions: readonly Assumption[]
  /** What is no mistake and still may not be meant. */
  readonly warnings: readonly Problem[]
  /**
   * The same deployment with other values in it.
   *
   * @param values - by their paths
   * @throws {@link InputError} where they do not fit
   */
  with(values: Values): Deployment
}

/** A value that the SRS leaves open. */
export interface Assumption {
  /** Its path in the deployment, such as `networks.nan.rate`. */
  readonly name: string
  /** As YAML has it. */
  readonly value: string
  /** Whoever set it. */
  readonly setBy: 'default' | 'deployment' | 'technology'
  /** Where the value comes from, or `none`. */
  readonly source: string
  /** What it means. */
  readonly description: string
}
