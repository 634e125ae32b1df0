import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass } from '../deployment/layout.js'
import { NO_DOMAIN, type Membership } from '../network/medium.js'
import { oneForAll, type Place } from '../network/routes.js'
import { lineage } from '../srs/actor.js'
import type { Flow } from '../srs/flow.js'
import type { Emission } from '../traffic/emission.js'
import { nodesOf } from './place-of.js'

/** What speaks on the network of the tree that it hangs on, or relays there, whether or not a payload asks it to. */
const ON_THE_NETWORK_OF_ITS_TREE = /^(electric|gas|water|feeder)\.|^esi\.utility$/

/** The numbers of all nodes for the media (`Membership`): the devices as they are, then the trees' heads, then the single ones. */
export class NodeNumbers {
  readonly membership: Membership

  constructor(private readonly deployment: Deployment) {
    const { layout } = deployment
    this.membership = {
      nodes: layout.devices + layout.treeCount + 1,
      membersOf: (domain, visit) => this.members(domain, visit),
    }
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
    return this.premises(place)
  }

  /** The interface inside a meter has no radio of its own: it speaks over that of the meter. */
  private radioOf(actor: string, shared: boolean): string {
    const { actors } = this.deployment.catalogue
    return shared && lineage(actors, actor).includes('ESI - In Meter') ? '2-Way Meter - Electr' : actor
  }

  /** From the interfaces of homes to the homes: several interfaces may stand in one. */
  private premises(place: Place): Place {
    const { layout } = this.deployment
    const interfaces = layout.classOf(place.first)
    const homes = layout.classes.find((one) => one.territory === interfaces.territory && one.homes !== undefined)?.homes
    if (homes === undefined || homes === interfaces || homes.count === 0) return place
    return { ...place, first: homes.first, times: homes.count * place.times, over: interfaces.count * place.over }
  }

  private members(domain: number, visit: (node: number) => void): void {
    const { layout } = this.deployment
    const tree = domain - layout.devices
    if (tree < 0 || tree >= layout.treeCount) return
    const on = (one: DeviceClass) =>
      one.count > 0 && one.trees.first <= tree && tree < one.trees.first + one.trees.count
    for (const one of layout.classes) {
      if (!on(one) || !ON_THE_NETWORK_OF_ITS_TREE.test(one.name)) continue
      const { from, count } = layout.membersOn(tree, one)
      for (let member = from; member < from + count; member++) visit(one.first + member)
    }
  }

  private kindOf(actor: string): string {
    return this.deployment.catalogue.actor(actor)!.kind
  }
}
