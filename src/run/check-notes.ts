/** What was found in a trace beside what was counted of it. Times in microseconds. */
export interface TraceNotes {
  file: string
  /** Rows that were read, and those that count for a requirement. */
  rows: number
  counted: number
  /** How the cells are separated, where not by commas. */
  manner: string | undefined
  /** Whether it is one that sgsim wrote: its devices are then those of the deployment. */
  own: boolean
  /** Columns that it does not have, and that would say more. */
  without: string[]
  /** Rows of which the catalogue does not know what they name, or the deployment has no use for it, by name. */
  unknown: Record<UnknownKind, Named[]>
  /** Rows that fit several requirements. */
  ambiguous: Named[]
  /** Rows of what had come, or had been told of, already. */
  duplicates: number
  /** Rows that do not say when the message was sent. */
  unsent: number
  /** Messages sent before the start, or after the end; those that came after the end: in the run they are open. */
  before: number
  after: number
  late: number
  /** Receipts before their sending: counted with a latency of 0. */
  negative: Negative
  /** Rows that are lost or open by their outcome, and have a time of receipt: which is believed. */
  contradictions: number
  /** The deployment asks for a warm-up to be found, which a trace does not show: none is left out. */
  warmUpSought: boolean
  /** Names of districts in a trace that sgsim did not write, and how many can be told apart. */
  districts: number
  mostDistricts: number
  /** Columns that are called nearly as one of ours, and are passed over: by ours. */
  nearColumns: { column: string; ours: string }[]
  /** Receipts of windowed requirements in rows that stand after later ones. */
  disordered: number
  /** Rows that name a cause of which no row stands above them, where that decides. */
  causeless: number
  /** Devices that were told apart, and rows of devices for which the deployment has none. */
  devices: number
  strangers: number
}

export type UnknownKind = 'requirements' | 'payloads' | 'actors' | 'pairs' | 'notApplied'

export interface Named {
  name: string
  rows: number
  /** The nearest word that is known; of what is ambiguous, the requirements that it fits. */
  hint: string | undefined
}

export interface Negative {
  rows: number
  /** Of those, by more than clocks may differ (`skew`). */
  beyond: number
  skew: number
  worst: number
  worstLine: number
  byRequirement: { requirement: string; rows: number; worst: number }[]
}

export function noNotes(file: string, skew: number): TraceNotes {
  const unknown = { requirements: [], payloads: [], actors: [], pairs: [], notApplied: [] }
  return {
    ...{ file, rows: 0, counted: 0, manner: undefined, own: false, without: [], unknown, ambiguous: [] },
    ...{ duplicates: 0, unsent: 0, before: 0, after: 0, late: 0 },
    negative: { rows: 0, beyond: 0, skew, worst: 0, worstLine: 0, byRequirement: [] },
    ...{ contradictions: 0, warmUpSought: false, districts: 0, mostDistricts: 0, nearColumns: [] },
    ...{ disordered: 0, causeless: 0, devices: 0, strangers: 0 },
  }
}
