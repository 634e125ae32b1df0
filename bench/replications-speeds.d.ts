export interface TimedRun {
  seconds: number
  wallS: { build: number; simulate: number }
}

type Of<T> = Record<'one' | 'two' | 'alone' | 'sideBySide', T>

export interface Speeds {
  seconds: Of<number>
  simulating: Of<number>
  speedUp: number
  speedUpOfSimulating: number
  ceiling: number
  ceilingOfSimulating: number
}

export declare function speedsOf(runs: Of<readonly TimedRun[]>): Speeds
export declare function linesOf(replications: number, turns: number, speeds: Speeds): string[]
