import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import { clusterInterval, clusterSums } from '../../src/stats/cluster-interval.js'
import { effectiveNumber } from './korn-graubard.js'
import { shareInterval } from '../../src/stats/share-interval.js'
import { FATES, LAYOUTS, run } from './clustered-shares.js'
import { record, recording } from './record.js'

const REPETITIONS = 800
const SHARES = [0.9, 0.98, 0.99, 0.995]
const NUMBERS = [20, 100, 1e3, 1e4, 1e5]

// 1536 clusters of which at most 20 have a message differ in nothing from 24.
const CASES = LAYOUTS.flatMap((layout) =>
  Object.entries(FATES).flatMap(([alike, fate]) =>
    NUMBERS.filter((n) => layout.clusters < 1000 || n > 24).map((n) => ({ layout, alike, fate, n })),
  ),
)

describe('the 95 per cent interval covers the true share in 93 of 100 runs or more', () => {
  it.each(CASES)('$n messages in $layout.name, $alike', ({ layout, alike, fate, n }) => {
    const shown: string[] = []
    for (const share of SHARES) {
      const random = seedrandom.alea(`${layout.name} ${alike} ${n} ${share}`)
      const ours = new Coverage(share)
      const effective = new Coverage(share)
      for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
        const { counted, good } = run(n, layout, share, fate, random)
        ours.add(clusterInterval(clusterSums(counted, good)))
        if (recording) effective.add(byEffectiveNumber(counted, good))
      }
      record({
        table: 'coverage',
        layout: layout.name,
        alike,
        n,
        share,
        covered: ours.covered / REPETITIONS,
        width: ours.width / REPETITIONS,
        effectiveCovered: effective.covered / REPETITIONS,
        effectiveWidth: effective.width / REPETITIONS,
      })
      shown.push(`${share}: ${ours.covered / REPETITIONS}, width ${(ours.width / REPETITIONS).toPrecision(3)}`)
      expect(ours.covered / REPETITIONS, `of ${share}`).toBeGreaterThanOrEqual(0.93)
    }
    console.info(`covered, of ${n} messages in ${layout.name}, ${alike}: ${shown.join('; ')}`)
  })
})

class Coverage {
  covered = 0
  width = 0

  constructor(private readonly share: number) {}

  add({ low, high }: { low: number; high: number }): void {
    if (low <= this.share && this.share <= high) this.covered += 1
    this.width += high - low
  }
}

/** The customary interval of Korn and Graubard, to compare with. */
function byEffectiveNumber(counted: Uint32Array, good: Uint32Array): { low: number; high: number } {
  const failures = counted.map((n, i) => n - good[i]!)
  const { effective } = effectiveNumber(counted, failures)
  const share = good.reduce((sum, n) => sum + n, 0) / counted.reduce((sum, n) => sum + n, 0)
  return shareInterval(share * effective, effective)
}
