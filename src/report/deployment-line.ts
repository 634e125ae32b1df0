import { nodeOf } from '../deployment/nodes.js'
import type { Position } from '../input/position.js'
import type { YamlPath } from '../input/yaml.js'
import type { Outcome } from '../run/outcome.js'
import type { Held } from '../run/held.js'
import type { Run } from '../run/run.js'
import { lineage } from '../srs/actor.js'

/**
 * The line of the deployment at which an engineer would begin to mend what a requirement failed by: the figure of the network to
 * which the costliest leg owes it, or of the node or the fault; else that network, `networks`, and the name of the deployment. Of what
 * is not decided it is the duration, since a longer run would decide.
 * A trace says nothing of networks: what failed in one stands at the name.
 */
export function lineOf(outcome: Outcome, run: HeldOrRun): Position {
  const { source } = run.deployment
  const paths = outcome.verdict === 'fail' ? placesOfFailure(outcome, run) : [['duration']]
  for (const path of [...paths, ['name']]) {
    if (!stands(source.data, path)) continue
    const position = source.keyPosition(path)
    // What was set on the command line, or stands in the file of a technology, has no line of the deployment.
    if (position.file === source.file) return position
  }
  return { file: source.file, line: 1, column: 1 }
}

/** Which way messages go only a run knows. */
export type HeldOrRun = Held & { ways?: Run['ways'] }

function placesOfFailure({ costliestLeg, requirement }: Outcome, run: HeldOrRun): YamlPath[] {
  if (run.ways === undefined) return []
  if (costliestLeg === undefined) return [['networks']]
  const { network, cause, leg, territory } = costliestLeg
  const own = (key: string) => ['networks', network, key]
  const places: YamlPath[] = (KEYS[cause] ?? []).map(own)
  if (cause === 'processing') {
    const way = run.ways.find((one) => one.requirement === requirement && one.territory === territory)!
    const { from, to } = way.legs[leg - 1]!.hop
    // The first leg has the sender's time beside that of its far end.
    const actors = leg === 1 ? [to, from] : [to]
    const { actors: all } = run.deployment.catalogue
    places.push(...actors.map((actor) => ['nodes', nodeOf(lineage(all, actor)), 'processing']))
  }
  if (cause === 'node down' || cause === 'link down') places.push(['faults'], ['events'])
  if (cause === 'expired') places.push(['delivery'])
  return [...places, ['networks', network], ['networks']]
}

/** The keys of a network that decide what a leg spends its time on, or loses messages by. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  queueing: ['rate'],
  transmission: ['rate'],
  'under way': ['rate'],
  retry: ['loss'],
  'retries exhausted': ['loss'],
  noise: ['loss'],
  'queue full': ['queue'],
}

function stands(data: unknown, path: YamlPath): boolean {
  let inside = data
  for (const step of path) {
    if (inside === null || typeof inside !== 'object' || !(step in inside)) return false
    inside = (inside as Record<string | number, unknown>)[step]
  }
  return true
}
