import type { Deployment } from '../deployment/deployment.js'
import type { NamedPlace } from '../deployment/feeders.js'
import type { DeviceClass, MemberRange } from '../deployment/layout.js'
import { hashName, keyed } from '../kernel/keyed.js'
import { Permutation } from '../kernel/permutation.js'
import type { Emission, EmissionTerm } from './emission.js'
import { fixedOrder } from './fixed-order.js'
import type { Occurrence } from './occurrences.js'
import type { SendingSource } from './sending-source.js'
import { circuitsIn } from './terms.js'

const DRAW_COUNT = 11
const DRAW_JITTER = 12

/**
 * What an event sets off: at each occurrence a sending to (or from) each member that it concerns, one after the other. It
 * keeps one event in the queue, however many those are.
 */
export class OccurrenceSource implements SendingSource {
  time = 0
  due = 0
  device = -1
  tree = 0
  eventAt = 0
  forced = false
  exercised = false
  private readonly hash: number
  private readonly devices: number
  /** All members, and those that the occurrence may concern: in the place that it names, or all. */
  private readonly all: readonly MemberRange[]
  private there: readonly MemberRange[]
  private readonly paced: number
  private occurrence = -1
  private sendings = 0
  private sending = 0
  private order: Permutation | undefined
  /** Where in that order the occurrence begins. */
  private offset = 0
  /** The first of the devices that the occurrence chooses from, and how many these are. */
  private from = 0
  private among = 0

  constructor(
    private readonly deployment: Deployment,
    readonly emission: Emission,
    private readonly term: EmissionTerm,
    private readonly occurrences: readonly Occurrence[],
    readonly name: string,
  ) {
    this.hash = hashName(`${deployment.settings.seed}/${name}`)
    this.devices = term.classes.reduce((sum, one) => sum + one.count, 0)
    this.all = term.classes.map((one) => ({ class: one, from: 0, count: one.count }))
    this.there = this.all
    const { pace, 'event-jitter': jitter } = deployment.settings.timing
    this.paced = emission.device === 'sends' ? jitter : pace
    this.next()
  }

  next(): void {
    while (this.sending === this.sendings) {
      if (++this.occurrence === this.occurrences.length) {
        this.time = Infinity
        return
      }
      this.begin(this.occurrences[this.occurrence]!)
    }
    const { at, eventAt, forced, one } = this.occurrences[this.occurrence]!
    const i = this.sending++
    // One after the other from where they are sent; each in its own moment where devices send.
    const after =
      this.emission.device === 'sends'
        ? ((i + keyed(0, this.hash, i, this.occurrence, 0, DRAW_JITTER)) / this.sendings) * this.paced
        : i * this.paced
    this.time = Math.max(this.time, Math.ceil(at + after))
    this.due = this.time
    this.eventAt = eventAt
    this.forced = forced
    this.exercised = one
    if (this.order !== undefined) this.take(this.from + this.order.at((this.offset + i) % this.among))
  }

  private begin(occurrence: Occurrence): void {
    const { from, where } = occurrence
    this.sending = 0
    this.there =
      where === undefined ? this.all : this.term.classes.flatMap((one) => this.deployment.layout.membersAt(where, one))
    this.among = this.there.reduce((sum, one) => sum + one.count, 0)
    this.sendings = this.howMany(occurrence)
    this.order = undefined
    if (this.emission.toAll || this.devices === 0 || this.sendings === 0) return
    this.from = 0
    if (this.term.event?.concerns === 'place' && where === undefined) this.narrow(occurrence.place)
    this.order = new Permutation(this.among, from === undefined ? this.hash + this.occurrence : this.orderAt(where))
    this.offset = from === undefined ? 0 : Math.round(from * this.among)
  }

  private orderAt(where: NamedPlace | undefined): number {
    return fixedOrder(this.deployment.settings.seed, this.term.classes, this.emission.territory, where)
  }

  /** The devices of one circuit: as many as there are a circuit, but one at least. */
  private narrow(place: number): void {
    const circuits = circuitsIn(this.deployment.layout, this.emission.territory)
    const circuit = Math.min(circuits - 1, Math.floor(place * circuits))
    this.from = Math.min(this.devices - 1, Math.floor((circuit * this.devices) / circuits))
    this.among = Math.max(1, Math.floor(((circuit + 1) * this.devices) / circuits) - this.from)
  }

  /** A number that is not whole is made so by chance, so that it comes out over many occurrences. */
  private howMany({ share, one, each, where }: Occurrence): number {
    const { term, deployment, emission } = this
    if (emission.toAll) return 1
    if (one) return term.atOccurrence > 0 ? 1 : 0
    if (each) return this.among
    const { event } = term
    const circuits = event?.concerns === 'place' ? circuitsIn(deployment.layout, emission.territory) : 1
    // A fault is at one circuit, however large the place is that the script names; members are those of the place.
    const part = where === undefined || this.devices === 0 ? 1 : this.among / this.devices
    const there = event?.concerns === 'place' ? Math.ceil(part) : part
    const expected = (term.members * term.atOccurrence * share * there) / circuits
    const whole = Math.floor(expected)
    return whole + (keyed(0, this.hash, this.occurrence, 0, 0, DRAW_COUNT) < expected - whole ? 1 : 0)
  }

  private take(place: number): void {
    let member = place
    for (const { class: of, from, count } of this.there) {
      if (member >= count) {
        member -= count
        continue
      }
      this.at(of, from + member)
      return
    }
  }

  private at(of: DeviceClass, member: number): void {
    this.device = of.first + member
    this.tree = this.deployment.layout.treeOfMember(of, member)
  }
}
