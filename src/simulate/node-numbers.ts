import type { Deployment } from '../deployment/deployment.js'
import { NodeNumbering } from '../deployment/node-numbering.js'
import { nodeOf } from '../deployment/nodes.js'
import { NO_DOMAIN } from '../network/medium.js'
import { oneForAll, type Place } from '../network/routes.js'
import { lineage } from '../srs/actor.js'
import type { Flow } from '../srs/flow.js'
import type { Emission } from '../traffic/emission.js'
import { besideIn, nodesOf, ownClassOf } from './place-of.js'

/** Where the ends of a hop stand among the nodes that the media number through (`Membership`). */
export class NodeNumbers {
  constructor(private readonly deployment: Deployment) {}

  /** The node of an actor, by the numbers of all that can fail. */
  nodeOf(emission: Emission, actor: string): Place {
    const { catalogue, layout } = this.deployment
    const { place } = nodesOf(this.deployment, emission, actor)
    if (place.by === 'device') return place
    if (place.by === 'tree') return { ...place, first: layout.devices + place.first }
    return oneForAll(new NodeNumbering(layout).single(nodeOf(lineage(catalogue.actors, actor))))
  }

  /** The node at the outer end of a hop. */
  endpoint(emission: Emission, actor: string, shared: boolean): Place {
    const { layout } = this.deployment
    const { place } = nodesOf(this.deployment, emission, this.radioOf(actor, shared))
    if (place.by === 'device') return place
    return { ...place, first: layout.devices + (place.by === 'tree' ? place.first : layout.treeCount) }
  }

  /** The node in front of the others that share a channel, where the near end of a hop is one; of a premise, whichever of its interfaces it is. */
  domain(emission: Emission, flow: Flow, near: string, shared: boolean): Place {
    const { layout } = this.deployment
    if (near !== flow.from || this.kindOf(near) === 'single') return oneForAll(NO_DOMAIN)
    const { place } = nodesOf(this.deployment, emission, near)
    if (place.by === 'tree') return { ...place, first: layout.devices + place.first }
    if (place.by === 'one' || !shared) return place
    return this.premises(emission, place)
  }

  /** The interface inside a meter has no radio of its own: it speaks over that of the meter. */
  private radioOf(actor: string, shared: boolean): string {
    const { actors } = this.deployment.catalogue
    return shared && lineage(actors, actor).includes('ESI - In Meter') ? '2-Way Meter - Electr' : actor
  }

  /** From the interfaces of homes to the homes: several interfaces may stand in one. */
  private premises(emission: Emission, place: Place): Place {
    const { layout } = this.deployment
    const interfaces = layout.classOf(place.first)
    const homes = layout.classes.find((one) => one.territory === interfaces.territory && one.homes !== undefined)?.homes
    const own = ownClassOf(emission)
    if (homes === undefined || homes === interfaces || homes.count === 0 || own === undefined) return place
    return besideIn(layout, homes, own)
  }

  private kindOf(actor: string): string {
    return this.deployment.catalogue.actor(actor)!.kind
  }
}
