import type { Flow, Network } from './flow.js'

/** One data flow of a path, in the direction in which it is travelled. */
export interface Hop {
  flow: string
  from: string
  to: string
  network: Network
}

/** The hops of data flows in a row from an actor; a flow may be travelled either way. */
export function walk(
  way: readonly string[],
  start: string,
  flows: ReadonlyMap<string, Flow>,
): { hops: Hop[]; end: string } | { gap: string } {
  const hops: Hop[] = []
  let at = start
  for (const name of way) {
    const flow = flows.get(name)!
    if (flow.from !== at && flow.to !== at) return { gap: `${name} does not touch ${at}` }
    const to = flow.from === at ? flow.to : flow.from
    hops.push({ flow: name, from: at, to, network: flow.network })
    at = to
  }
  return { hops, end: at }
}
