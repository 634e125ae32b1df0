import { betaIncomplete, betaQuantile } from './beta.js'

/** What clusters of messages that share their fate in part come to. The sums of several runs add up (`addClusters`). */
export interface ClusterSums {
  /** Those that have a message. */
  clusters: number
  counted: number
  good: number
  /** Over the clusters, the sums of counted², good² and counted × good. */
  countedSquares: number
  goodSquares: number
  products: number
  /** The largest share that was good, and that was not, in any one of them. */
  mostGood: number
  mostBad: number
  /** The same sums of squares over groups of clusters that may share their fate too (all districts in one hour). */
  wider?: Squares
}

export interface Squares {
  countedSquares: number
  goodSquares: number
  products: number
}

/**
 * The interval of a share of which whole clusters are the independent observations, nothing being assumed of how alike a
 * cluster's messages are. Each limit allows for one more cluster, in which nothing (or everything) was good: a cluster that fails
 * as a whole, and did not happen to, is in the interval, and a failure seen never makes a share look surer than none seen.
 * It is Gaffke's limit of the mean of a bounded variable, the quantile of the observations under random Dirichlet weights (Mathematical
 * Methods of Statistics 14, 2005; Phan, Thomas and Learned-Miller, ICML 2021), which is Clopper and Pearson's where clusters are
 * good or bad as a whole. The distribution under the weights is taken as the beta distribution on its range with its mean and
 * variance, as Fay and Feuer (Statistics in Medicine 16, 1997) take a gamma distribution for counts; that is exact where clusters
 * are good or bad as a whole, and where all are alike. Clusters of different sizes enter with their sizes (the variance of a
 * ratio, linearised).
 *
 * Where groups of clusters were seen to share their fate (`wider`), they vary more than the clusters do by themselves, and the
 * variance is theirs; a group that fails as a whole and did not happen to is not allowed for.
 *
 * `times`: the interval, had there been so many times as many clusters of the same sort.
 */
export function clusterInterval(sums: ClusterSums, confidence = 0.95, times = 1): { low: number; high: number } {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
  if (sums.counted === 0) return { low: 0, high: 1 }
  const outside = (1 - confidence) / 2
  return { low: lowest(sums, outside, times), high: 1 - lowest(turned(sums), outside, times) }
}

/**
 * The least doubt (1 - confidence) at which the interval still holds this share: the p-value of the share being it, against
 * its being higher or lower.
 */
export function clusterPValue(sums: ClusterSums, share: number): number {
  if (sums.counted === 0) return 1
  return Math.min(1, 2 * Math.min(surprise(sums, share), surprise(turned(sums), 1 - share)))
}

/** To how many clusters of one size those come, where their sizes differ. */
export function evenClusters({ counted, countedSquares }: ClusterSums): number {
  return counted === 0 ? 0 : counted ** 2 / countedSquares
}

/**
 * How many independent messages would leave as much in doubt: the beta distribution of which Clopper and Pearson's lower limit is a
 * quantile, of (good, bad + 1), has the mean and the variance of that of the clusters.
 */
export function effectiveNumber(sums: ClusterSums): number {
  if (sums.counted === 0) return 0
  // Of what is never good the upper limit says it.
  const more = oneMore(sums.good === 0 ? turned(sums) : sums, 1)
  if (more === undefined) return 0
  const { a, b, range } = more
  const mean = (range * a) / (a + b)
  const variance = (range ** 2 * a * b) / ((a + b) ** 2 * (a + b + 1))
  return Math.min(sums.counted, Math.max(0, (mean * (1 - mean)) / variance - 2))
}

export function clusterSums(counted: ArrayLike<number>, good: ArrayLike<number>): ClusterSums {
  const sums = { ...NONE }
  for (let i = 0; i < counted.length; i += 1) addCluster(sums, counted[i], good[i])
  return sums
}

/** One more cluster, of n messages of which so many are good. */
function addCluster(sums: ClusterSums, n: number, met: number): void {
  if (n === 0) return
  sums.clusters += 1
  sums.counted += n
  sums.good += met
  sums.countedSquares += n * n
  sums.goodSquares += met * met
  sums.products += n * met
  sums.mostGood = Math.max(sums.mostGood, met / n)
  sums.mostBad = Math.max(sums.mostBad, (n - met) / n)
}

/** Of two runs together, which share no cluster. */
export function addClusters(a: ClusterSums, b: ClusterSums): ClusterSums {
  return {
    clusters: a.clusters + b.clusters,
    counted: a.counted + b.counted,
    good: a.good + b.good,
    countedSquares: a.countedSquares + b.countedSquares,
    goodSquares: a.goodSquares + b.goodSquares,
    products: a.products + b.products,
    mostGood: Math.max(a.mostGood, b.mostGood),
    mostBad: Math.max(a.mostBad, b.mostBad),
    ...(a.wider && b.wider && { wider: addSquares(a.wider, b.wider) }),
  }
}

function addSquares(a: Squares, b: Squares): Squares {
  return {
    countedSquares: a.countedSquares + b.countedSquares,
    goodSquares: a.goodSquares + b.goodSquares,
    products: a.products + b.products,
  }
}

const NONE: ClusterSums = {
  clusters: 0,
  counted: 0,
  good: 0,
  countedSquares: 0,
  goodSquares: 0,
  products: 0,
  mostGood: 0,
  mostBad: 0,
}

/** The limit below the share. */
function lowest(sums: ClusterSums, outside: number, times: number): number {
  const more = sums.good === 0 ? undefined : oneMore(sums, times)
  if (more === undefined) return 0
  const { range, a, b } = more
  return range * betaQuantile(outside, a, b)
}

/** How surprising what was seen is, were the true share no higher than this. */
function surprise(sums: ClusterSums, share: number): number {
  const more = sums.good === 0 ? undefined : oneMore(sums, 1)
  if (more === undefined) return 1
  const { range, a, b } = more
  return betaIncomplete(share / range, a, b)
}

/**
 * The share under random weights with one more cluster, in which nothing is good: a beta distribution from 0 to `range`. Undefined where
 * groups of clusters vary more than any share of that mean between 0 and the range can: then nothing is known.
 */
function oneMore(sums: ClusterSums, times: number): { range: number; a: number; b: number } | undefined {
  // The size of the cluster in which a message is found, on an average over messages: where sizes differ, large ones tell; and where it is
  // the large ones that are bad, that in which a bad one is.
  const bad = sums.counted - sums.good
  const ofAll = sums.countedSquares / sums.counted
  const size = bad === 0 ? ofAll : Math.max(ofAll, (sums.countedSquares - sums.products) / bad)
  const counted = times * sums.counted + size
  const number = counted / size
  const mean = (times * sums.good) / counted
  const squares = squaresAbout(mean, sums) + moreTogether(sums)
  const variance = ((number / (number + 1)) * (times * Math.max(0, squares) + (mean * size) ** 2)) / counted ** 2
  const range = sums.mostGood
  const both = (mean * (range - mean)) / variance - 1
  if (both <= 0) return undefined
  return { range, a: (mean / range) * both, b: (1 - mean / range) * both }
}

/** By how much groups of clusters vary more about the share of all than the clusters do. */
function moreTogether(sums: ClusterSums): number {
  const share = sums.good / sums.counted
  return sums.wider === undefined ? 0 : Math.max(0, squaresAbout(share, sums.wider) - squaresAbout(share, sums))
}

function squaresAbout(share: number, { countedSquares, goodSquares, products }: Squares): number {
  return goodSquares - 2 * share * products + share ** 2 * countedSquares
}

/** What was good for what was not. */
function turned(sums: ClusterSums): ClusterSums {
  return {
    ...sums,
    good: sums.counted - sums.good,
    ...turnedSquares(sums),
    ...(sums.wider && { wider: turnedSquares(sums.wider) }),
    mostGood: sums.mostBad,
    mostBad: sums.mostGood,
  }
}

function turnedSquares({ countedSquares, goodSquares, products }: Squares): Squares {
  return {
    countedSquares,
    goodSquares: countedSquares - 2 * products + goodSquares,
    products: countedSquares - products,
  }
}
