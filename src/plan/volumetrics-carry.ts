import type { Crossing } from './volumetrics-crossings.js'

/** What a network, data flow or link carries, as a run counts it. */
export type Carry = 'messages' | 'bytesApplication' | 'bytesWire'
export const CARRIES: readonly Carry[] = ['messages', 'bytesApplication', 'bytesWire']

/** Under which name a crossing counts, and how much of it; undefined: under none. */
export type LaneOf = (crossing: Crossing) => { name: string; part: number } | undefined
