/** What `events:` may make fail beside the events of the catalogue, and the keys of which each has one, or may have one. */
export const FAULT_KEYS = {
  'node-down': ['at', 'what', 'for', 'node', 'dap', 'gateway', 'device'],
  'link-down': ['at', 'what', 'for', 'network', 'dap', 'gateway'],
  'background-load': ['at', 'what', 'for', 'network', 'dap', 'gateway', 'share'],
} as const

export type FaultWhat = keyof typeof FAULT_KEYS
export const FAULT_WHATS = Object.keys(FAULT_KEYS) as FaultWhat[]

/** The keys that only faults have. */
export const KEYS_OF_FAULTS = ['for', 'node', 'device', 'network'] as const

export function isFault(what: string): what is FaultWhat {
  return what in FAULT_KEYS
}

/** The faults that have a key. */
export function whatsWith(key: string): FaultWhat[] {
  return FAULT_WHATS.filter((what) => (FAULT_KEYS[what] as readonly string[]).includes(key))
}
