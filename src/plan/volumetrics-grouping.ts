/** What the traffic of a place may be told apart by. */
export const GROUPINGS = ['use-case', 'payload', 'requirement'] as const
export type Grouping = (typeof GROUPINGS)[number]
