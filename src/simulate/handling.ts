import type { Tally } from '../check/tally.js'
import { deliveryOf } from '../deployment/delivery.js'
import type { Deployment } from '../deployment/deployment.js'
import { nodeOf } from '../deployment/nodes.js'
import { priorityOf } from '../deployment/priorities.js'
import { costOf } from '../deployment/security.js'
import { sessionsBetween } from '../deployment/sessions.js'
import { Problems } from '../input/problems.js'
import { Places } from '../network/routes.js'
import { lineage } from '../srs/actor.js'
import type { Emission } from '../traffic/emission.js'
import { nodesOf } from './place-of.js'
import type { Running, SessionUse } from './running.js'
import type { Session, SessionsOfAll } from './sessions.js'
import type { Topology } from './topology.js'

/** What becomes of the messages of an emission on their way. */
type Handled = Pick<
  Running,
  'delay' | 'priority' | 'expires' | 'securityBytes' | 'checking' | 'acknowledged' | 'sessions' | 'ways'
>

/** What `delivery:`, `sessions:` and `security:` make of the messages of each emission. */
export class Handling implements SessionsOfAll {
  readonly sessions: Session[]
  readonly nodes = new Places()
  private readonly names: string[]
  private uses = 0

  constructor(private readonly deployment: Deployment) {
    const { settings } = deployment
    this.names = Object.keys(settings.sessions).sort()
    this.sessions = this.names.map((name) => {
      const { bytes, idle, 'round-trips': roundTrips } = settings.sessions[name]!
      return { roundTrips, bytes, idle, nodes: this.nodesWith(name) }
    })
  }

  of(emission: Emission, tag: number, tallies: readonly Tally[], topology: Topology): Handled {
    const { settings } = this.deployment
    const { payload } = emission.applied[0]!.requirement
    const rules = deliveryOf(settings.delivery, payload)
    const { message, processing } = settings.security
    // What is sent to all at once nobody acknowledges, and no session joins its ends.
    const acknowledged = rules.acknowledged && !emission.toAll
    const sessions = emission.toAll ? [] : this.usesOf(emission)
    return {
      delay: topology.delayAt(emission.from) + costOf(processing.sender, payload),
      priority: priorityOf(settings.priorities, payload),
      expires: rules.expires === 'at-bound' ? Math.max(...tallies.map(longestOf)) : rules.expires,
      securityBytes: costOf(message, payload),
      checking: emission.applied.map(
        ({ requirement }) => costOf(processing.receiver, payload) + this.shownAfter(requirement.to),
      ),
      acknowledged: acknowledged
        ? { timeOut: rules['time-out'], resends: rules.resends, bytes: rules.bytes }
        : undefined,
      sessions,
      ways: acknowledged || sessions.length > 0 ? topology.waysOf(emission, tag) : undefined,
    }
  }

  /** What the screen of whoever reads it takes (SRS 4.18, key point 2). */
  private shownAfter(actor: string): number {
    const { catalogue, settings } = this.deployment
    return settings.nodes[nodeOf(lineage(catalogue.actors, actor))]['user-interface'] ?? 0
  }

  private usesOf(emission: Emission): SessionUse[] {
    const { catalogue, settings } = this.deployment
    return emission.applied.flatMap(({ requirement: { from, to } }, addressee) =>
      sessionsBetween(catalogue.actors, settings.sessions, from, to).map((name) => {
        const outer = this.outerOf(name)
        const end = lineage(catalogue.actors, from).includes(outer) ? from : to
        this.nodes.add(nodesOf(this.deployment, emission, end).place)
        return { session: this.names.indexOf(name), node: this.uses++, addressee }
      }),
    )
  }

  /** Of the two actors of a session the one of which there are more; of two kinds of device, the second. */
  private outerOf(name: string): string {
    const { catalogue, settings } = this.deployment
    const { between } = settings.sessions[name]!
    const [a, b] = [catalogue.actor(between[0])!, catalogue.actor(between[1])!]
    return rankOf(a.kind) > rankOf(b.kind) ? a.name : b.name
  }

  private nodesWith(name: string): number {
    const { catalogue, layout } = this.deployment
    const rank = rankOf(catalogue.actor(this.outerOf(name))!.kind)
    return rank === 0 ? 1 : rank === 1 ? layout.treeCount : layout.devices
  }
}

/** Who names a payload and says that it is acknowledged means something that cannot be where all of it is sent to all at once. */
export function refuseToAcknowledge({ settings, source }: Deployment, emissions: readonly Emission[]): void {
  const problems = new Problems()
  for (const [key, { acknowledged }] of Object.entries(settings.delivery.payloads)) {
    const named = emissions.filter(({ applied }) => applied[0]!.requirement.payload.name === key)
    if (!acknowledged || named.length === 0 || !named.every((one) => one.toAll)) continue
    const position = source.position(['delivery', 'payloads', key, 'acknowledged'])
    problems.add(position, `${key} is sent to all its receivers at once: nobody acknowledges it`, 'leave it out here')
  }
  problems.throwIfAny()
}

function rankOf(kind: string): number {
  return kind === 'single' ? 0 : kind === 'device' ? 2 : 1
}

/** The longest that a message may take and still count. */
function longestOf({ share, window }: Tally): number {
  return share?.within ?? window!.longest
}
