export interface GrowthRow {
  meters: number
  messages: number
  events: number
  wallS: Readonly<Record<'load' | 'build' | 'simulate' | 'report', number>>
  totalS: number
  peakBytes: number
}

export interface Exponents {
  all: number | undefined
  simulate: number | undefined
}

export interface Growth {
  exponents: { wholeRange: Exponents; lastDecade: Exponents }
  lastDecadeFrom: number | undefined
  bytesPerMeter: number | undefined
  bytesBeside: number | undefined
}

export declare function growthOf(rows: readonly GrowthRow[]): Growth
export declare function exponentOf(points: readonly (readonly [number, number])[]): number | undefined
export declare function lineOf(
  points: readonly (readonly [number, number])[],
): { slope: number; at0: number } | undefined
