/** How the messages of a run come in clusters: a DAP and an hour make one. */
export interface Layout {
  name: string
  clusters: number
  /** The share of all messages that the first eighth of the clusters has. */
  busiest: number
}

/** Draws the share of a cluster's messages that fails, where in the mean `failing` of all do. */
export type Fate = (failing: number, random: () => number) => number

/** How alike the messages of one cluster are; the share that fails has the same mean in each. */
export const FATES: Record<string, Fate> = {
  independent: (failing) => failing,
  'alike by 0.05': (failing, random) => beta(failing, 0.05, random),
  'alike by 0.3': (failing, random) => beta(failing, 0.3, random),
  // Half of the failures take a whole cluster; of the messages of the other clusters, as many fail again.
  'half in whole clusters': (failing, random) => (random() < failing / 2 ? 1 : failing / 2 / (1 - failing / 2)),
  'whole clusters': (failing, random) => (random() < failing ? 1 : 0),
}

/** One DAP and a day, evenly and with half of the messages in three hours, and the 64 districts of a large deployment and a day. */
export const LAYOUTS: readonly Layout[] = [
  { name: '24 clusters', clusters: 24, busiest: 1 / 8 },
  { name: '24 clusters, three of them busy', clusters: 24, busiest: 1 / 2 },
  { name: '1536 clusters', clusters: 64 * 24, busiest: 1 / 8 },
]

/** Messages spread over clusters as the layout says, as nearly as whole numbers allow, and those of them that are good. */
export function run(
  messages: number,
  layout: Layout,
  share: number,
  fate: Fate,
  random: () => number,
): { counted: Uint32Array; good: Uint32Array } {
  const counted = new Uint32Array(layout.clusters)
  const good = new Uint32Array(layout.clusters)
  const before = (cluster: number) => Math.round(messages * partBefore(cluster / layout.clusters, layout.busiest))
  for (let i = 0; i < layout.clusters; i += 1) {
    const n = before(i + 1) - before(i)
    counted[i] = n
    if (n > 0) good[i] = n - binomial(n, fate(1 - share, random), random)
  }
  return { counted, good }
}

/** The share of the messages in so large a part of the clusters. */
function partBefore(clusters: number, busiest: number): number {
  return clusters <= 1 / 8 ? clusters * 8 * busiest : busiest + ((clusters - 1 / 8) / (7 / 8)) * (1 - busiest)
}

/** How many of n fail, by the gaps between them (geometric). */
export function binomial(n: number, p: number, random: () => number): number {
  if (p <= 0) return 0
  if (p >= 1) return n
  if (p > 0.5) return n - binomial(n, 1 - p, random)
  const scale = 1 / Math.log1p(-p)
  let failures = 0
  for (let at = gap(scale, random); at < n; at += 1 + gap(scale, random)) failures += 1
  return failures
}

function gap(scale: number, random: () => number): number {
  return Math.floor(Math.log(1 - random()) * scale)
}

/** Of this mean and with this correlation within a cluster (a + b = 1/ρ − 1). */
function beta(mean: number, correlation: number, random: () => number): number {
  const both = 1 / correlation - 1
  const logX = logGammaDraw(mean * both, random)
  const logY = logGammaDraw((1 - mean) * both, random)
  return 1 / (1 + Math.exp(logY - logX))
}

/** Marsaglia and Tsang (2000); for shapes below one times a power of a uniform draw, in logarithms as it may be tiny. */
function logGammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return logGammaDraw(shape + 1, random) + Math.log(1 - random()) / shape
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return Math.log(d * v)
  }
}
