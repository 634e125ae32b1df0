/** What a data flow crosses, and an actor sits on. */
export const NETWORKS = [
  'enterprise',
  'wan',
  'internet',
  'nan',
  'fan',
  'substation',
  'han',
  'customer-lan',
  'public-mobile',
  'field-local',
] as const
export type Network = (typeof NETWORKS)[number]
