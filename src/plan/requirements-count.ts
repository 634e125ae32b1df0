import { waysBetween } from '../report/path-list.js'
import { lineage } from '../srs/actor.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Requirement } from '../srs/requirement.js'
import type { Hop } from '../srs/walk.js'
import type { RequirementsTable } from './requirements-table.js'

/** How many rows and pairs of actors a table has, beside what the SRS says of its own and what the catalogue comes to. */
export interface RequirementsCount {
  parents: number
  children: number
  useCases: number
  actorPairs: ActorPairs
  /** In the two use cases of which the SRS counts the pairs. */
  actorPairsOfExample: number
  srs: typeof SRS
  catalogue: CatalogueCount
}

/** Pairs are counted without direction: the SRS speaks of 2-way communications. */
interface ActorPairs {
  endToEnd: number
  /** Also those of the legs. */
  withLegs: number
}

/** The scenario tables over every way that any profile may take. */
interface CatalogueCount {
  useCases: number
  parents: number
  /** A leg that parents of one row of a scenario table share is counted once, or once for each of them. */
  childrenByRow: number
  childrenByParent: number
  actorPairsOfExample: ActorPairs & {
    /** The meters of a class (C/I, Resdnt) count as the meters that they are. */
    ofKinds: number
    /** Also pairs that the SRS lists but that carry nothing: their errata say why. */
    withUnused: number
  }
}

/** 2.2.2.2 says how many rows there are, of release 5.0; 4.21 step 2 how many pairs of actors, of release 5.1. */
const SRS = { rows: 7875, release: '5.0', useCases: 19, actorPairs: 41, example: ['Meter Reading', 'Service Switch'] }

export function countRequirements({ deployment, parents }: RequirementsTable): RequirementsCount {
  const example = parents.filter((one) => SRS.example.includes(one.requirement.useCase))
  return {
    parents: parents.length,
    children: sum(parents.map((one) => one.children.length)),
    useCases: new Set(parents.map((one) => one.requirement.useCase)).size,
    actorPairs: {
      endToEnd: pairs(parents.map((one) => one.requirement)),
      withLegs: pairs(parents.flatMap((one) => [one.requirement, ...one.hops])),
    },
    actorPairsOfExample: pairs(example.map((one) => one.requirement)),
    srs: SRS,
    catalogue: countCatalogue(deployment.catalogue),
  }
}

function countCatalogue(catalogue: Catalogue): CatalogueCount {
  const listed = catalogue.requirements.filter(({ section }) => SCENARIOS.test(section) && section !== SECOND_TABLE)
  const used = listed.filter((one) => one.used)
  const legs = legsOf(catalogue)
  const byRow = new Set(used.flatMap((one) => legs(one).map((leg) => `${one.row} ${nameOf(leg)}`)))
  const listedInExample = listed.filter((one) => SRS.example.includes(one.useCase))
  const example = listedInExample.filter((one) => one.used)
  const kind = (actor: string) => lineage(catalogue.actors, actor).at(-1)!
  return {
    useCases: new Set(used.map((one) => one.useCase)).size,
    parents: used.length,
    childrenByRow: byRow.size,
    childrenByParent: sum(used.map((one) => legs(one).length)),
    actorPairsOfExample: {
      endToEnd: pairs(example),
      withLegs: pairs(example.flatMap((one) => [one, ...legs(one)])),
      ofKinds: pairs(example.map(({ from, to }) => ({ from: kind(from), to: kind(to) }))),
      withUnused: pairs(listedInExample),
    },
  }
}

/** 4.3 to 4.15: neither what is inferred from another section nor what a user has added is in the SRS's count. */
const SCENARIOS = /^4\.([3-9]|1[0-5])\./
/** Of 4.5.4.2, without rows of its own (errata 4.5.4.2.2). */
const SECOND_TABLE = '4.5.4.2.2'

/** The legs of every way between the actors of a requirement, each once; many requirements run between the same two. */
function legsOf(catalogue: Catalogue): (requirement: Requirement) => Hop[] {
  const known = new Map<string, Hop[]>()
  return ({ from, to }) => {
    const pair = `${from} → ${to}`
    const legs = known.get(pair) ?? unique(waysBetween(catalogue, from, to)?.ways.flatMap((way) => way.hops) ?? [])
    known.set(pair, legs)
    return legs
  }
}

function unique(hops: readonly Hop[]): Hop[] {
  return [...new Map(hops.map((hop) => [nameOf(hop), hop])).values()]
}

function nameOf({ flow, from }: Hop): string {
  return `${flow} from ${from}`
}

function pairs(ends: readonly { from: string; to: string }[]): number {
  const two = ends.filter(({ from, to }) => from !== to)
  return new Set(two.map(({ from, to }) => [from, to].sort().join(' – '))).size
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
