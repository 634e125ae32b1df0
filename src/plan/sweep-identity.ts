import type { Deployment } from '../deployment/deployment.js'
import { version } from '../report/version.js'
import type { Statistics } from '../run/statistics.js'
import type { Sweep } from './sweep.js'

/** Which sweep a point is of: points of which all of it is equal go together, wherever they were run. */
export interface SweepIdentity {
  sgsim: string
  /** The major version: another may round otherwise. */
  node: number
  name: string
  /** Of the file and `--set`, without what is varied. */
  deploymentHash: string
  catalogueHash: string
  seed: number
  statistics: {
    confidence: number
    familywise: boolean
    replications: number
    untilDecided: boolean
    resolution: number | null
  }
  sweep: { points: number; hash: string; paths: readonly string[] }
}

export function identityOf({ settings, hash, catalogue }: Deployment, sweep: Sweep, of: Statistics): SweepIdentity {
  const { confidence, familywise, replications, untilDecided, resolution = null } = of
  return {
    sgsim: version(),
    node: Number(process.versions.node.split('.')[0]),
    name: settings.name,
    deploymentHash: hash,
    catalogueHash: catalogue.hash,
    seed: settings.seed,
    statistics: { confidence, familywise, replications, untilDecided, resolution },
    sweep: { points: sweep.count, hash: sweep.hash, paths: sweep.paths },
  }
}

/** What of two sweeps is not the same, in words: `seed 1 and 2`; nothing where all is. */
export function differencesOf(a: SweepIdentity, b: SweepIdentity): string[] {
  const of = (name: string, one: unknown, other: unknown) => {
    const [left, right] = [JSON.stringify(one), JSON.stringify(other)]
    return left === right ? [] : [`${name} ${left} and ${right}`]
  }
  const shortened = (hash: string) => hash.slice(0, 12)
  return [
    ...of('the version of sgsim', a.sgsim, b.sgsim),
    ...of('the major version of Node', a.node, b.node),
    ...of('the name', a.name, b.name),
    ...of('the deployment (its hash)', shortened(a.deploymentHash), shortened(b.deploymentHash)),
    ...of('the catalogue (its hash)', shortened(a.catalogueHash), shortened(b.catalogueHash)),
    ...of('the seed', a.seed, b.seed),
    ...of('the statistics', a.statistics, b.statistics),
    ...of('the number of points', a.sweep.points, b.sweep.points),
    ...of('the paths that are varied', a.sweep.paths, b.sweep.paths),
    ...of('the points (their hash)', shortened(a.sweep.hash), shortened(b.sweep.hash)),
  ]
}
