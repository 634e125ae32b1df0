import { Batches } from '../check/batches.js'
import type { Tally } from '../check/tally.js'
import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass } from '../deployment/device-class.js'
import { hashName } from '../kernel/keyed.js'
import { Simulation } from '../kernel/simulation.js'
import { LoadByHour } from '../network/load-by-hour.js'
import { Network } from '../network/network.js'
import { PRIORITY_SEND } from '../network/order.js'
import type { Timeline } from '../trace/timeline.js'
import type { TraceRecorder } from '../trace/trace-recorder.js'
import { ActiveTime } from '../traffic/active-time.js'
import { appliedRequirements, type Applied, type LeftOut } from '../traffic/applied.js'
import type { Emission } from '../traffic/emission.js'
import { emissionsOf } from '../traffic/emissions.js'
import { Readings } from '../traffic/readings.js'
import type { SendingSource } from '../traffic/sending-source.js'
import { Source, sourcesOf } from '../traffic/source.js'
import { Disturbances, type MeshOfNetwork } from '../events/disturbances.js'
import type { JoinWay } from '../events/joining.js'
import { Chains } from './chains.js'
import { Flight } from './flight.js'
import { Foresight } from './foresight.js'
import { Handling, refuseToAcknowledge } from './handling.js'
import { Inbox, Outbox } from './handover.js'
import { Part, type Share } from './part.js'
import { OUTBOUND, partitionOf, type Partition } from './partition.js'
import { letInlineMore } from './inlining.js'
import { requirementLegs, type RequirementLegs } from './requirement-legs.js'
import type { PayloadCounts, Running } from './running.js'
import { securityFigures } from './security-figures.js'
import { SentByItself } from './sent-by-itself.js'
import { TakingIn } from './taking-in.js'
import { deviceRange, talliesOf } from './tallies.js'
import { timelineOf } from './timeline-of.js'
import { Topology } from './topology.js'

/** A deployment put on the kernel: everything that runs, wired together and ready to start. */
export class Model {
  readonly simulation = new Simulation()
  readonly emissions: Emission[]
  readonly applied: Applied[]
  readonly leftOut: LeftOut[]
  /** By requirement, in the order of the catalogue. */
  readonly tallies: Tally[]
  /** Chains of requirements of which the SRS states a whole. */
  readonly chains: Chains
  /** The ways of the requirements, by where each applies. */
  readonly legs = new Map<Applied, RequirementLegs>()
  readonly network: Network
  /** The networks that are meshes: how far their devices are from their gateways, and whom they reach at all. */
  readonly meshes: readonly MeshOfNetwork[]
  readonly load: LoadByHour
  readonly timeline: Timeline
  /** The payloads that are sent, and what was counted of each. */
  readonly payloads: string[]
  readonly payloadCounts: PayloadCounts
  readonly bytesByPayload: Float64Array
  /** Of those, what security adds. */
  readonly securityByPayload: Float64Array
  readonly flight: Flight
  readonly sentByItself: SentByItself
  private readonly sources: SendingSource[]
  private readonly sourceCode: number
  private readonly foresight: Foresight
  readonly running: Running[]
  private part: Part | undefined
  /** Links, from and to, that another part counts. */
  private readonly uncounted: [first: number, end: number][] = []

  /** `trace`: hears of every message and packet. */
  constructor(
    readonly deployment: Deployment,
    trace?: TraceRecorder,
  ) {
    letInlineMore()
    const { start, end, layout } = deployment
    const { applied, leftOut } = appliedRequirements(deployment)
    this.applied = applied
    this.leftOut = leftOut
    this.emissions = emissionsOf(deployment, applied)
    refuseToAcknowledge(deployment, this.emissions)
    this.sources = sourcesOf(deployment, this.emissions)
    this.sentByItself = new SentByItself(this.sources)
    this.payloads = [...new Set(applied.map((one) => one.requirement.payload.name))]
    const column = () => new Float64Array(this.payloads.length)
    this.payloadCounts = {
      sent: column(),
      delivered: column(),
      resent: column(),
      duplicates: column(),
      bytes: column(),
    }
    // One more than there are payloads: what nodes send to join their networks is of none.
    this.bytesByPayload = new Float64Array(this.payloads.length + 1)
    const security = securityFigures(deployment, this.payloads)
    this.securityByPayload = security?.bytesByTag ?? column()

    const warmUp = deployment.settings['warm-up']
    const batches = new Batches(start, end, layout.districts, start + (warmUp === 'found' ? 0 : warmUp))
    const tallies = talliesOf(deployment, applied, this.emissions, batches)
    this.tallies = [...tallies.values()]
    this.chains = new Chains(deployment, this.emissions, batches)

    const hashes = [
      ...this.sources.map((source) => source.name),
      ...this.emissions.flatMap((one) => Array.from({ length: layout.districts }, (_, d) => `${one.id} effect ${d}`)),
    ].map(hashName)
    this.running = []
    const handling = new Handling(deployment)
    const flight = new Flight(
      deployment,
      this.simulation,
      this.running,
      this.payloadCounts,
      Int32Array.from(hashes),
      this.sources.length,
      this.emissions.reduce((most, one) => Math.max(most, one.applied.length), 1),
      this.chains,
      handling,
      trace,
    )
    this.flight = flight
    this.load = new LoadByHour(start, end)
    this.network = new Network(this.simulation, this.load, this.bytesByPayload, flight, security)
    flight.network = this.network
    const disturbances = deployment.canFail ? new Disturbances(deployment, this.simulation, this.network) : undefined
    flight.homes = disturbances?.homes
    const topology = new Topology(deployment, this.network)
    this.meshes = topology.meshes
    const members = new Map<string, Uint32Array>()
    for (const emission of this.emissions) {
      const payload = this.payloads.indexOf(emission.applied[0]!.requirement.payload.name)
      const stages = topology.stagesOf(emission, payload)
      const own = emission.applied.map((one) => tallies.get(one.requirement.id)!)
      const handled = handling.of(emission, payload, own, topology)
      this.running.push({
        emission,
        stages,
        takingIn: emission.toAll ? new TakingIn(layout, emission, deployment.settings.seed, members) : undefined,
        payload,
        ...handled,
        onChain: this.chains.has(emission),
        tallies: own,
        legs: emission.applied.map((one, addressee) => {
          const way = { stages, addressee }
          const legs = this.legs.get(one) ?? requirementLegs(deployment, this.network, one, own[addressee]!, way)
          this.legs.set(one, legs)
          return legs.times
        }),
        readings: emission.scheduled
          ? readingsOf(emission, tallies.get(emission.applied[0]!.requirement.id)!)
          : undefined,
      })
    }
    disturbances?.begin(joinWaysOf(topology, this.emissions), this.payloads.length, hashes.length, topology.meshes)
    // All links are there now, and nothing has been sent.
    this.timeline = timelineOf(deployment, this.simulation, this.network)
    flight.beginCampaigns(this.network)
    this.foresight = new Foresight(this.running, this.network)
    this.sourceCode = this.simulation.handler('sending by the clock', (source) => this.fire(source))
    this.sources.forEach((_, source) => this.expect(source))
  }

  /** How many payloads of the catalogue were sent at all. */
  get exercised(): number {
    return this.payloadCounts.sent.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0)
  }

  /** Runs for a while, up to a moment; true when the end is reached. At the end of each interval the links are looked at. */
  runSlice(deadlineMs: number, upTo = Infinity): boolean {
    const { simulation, timeline } = this
    while (simulation.runSlice(Math.min(timeline.until, upTo), deadlineMs)) {
      if (upTo < timeline.until) return false
      timeline.look()
      if (timeline.isWhole) return true
      if (performance.now() >= deadlineMs) return false
    }
    return false
  }

  /**
   * From now on this is only a part of the model (`partitionOf`): districts, which hand over to the outbox what goes on in the back office, or
   * the back office, which finds it in the inbox. To be said before anything has happened.
   */
  takePart(share: Share): { outbox: Outbox; inbox: Inbox | undefined } {
    const { simulation, network, flight, deployment } = this
    const partition = partitionOf(this)
    if ('because' in partition) throw new Error(`this deployment is one whole: ${partition.because}`)
    const outbox = new Outbox(simulation, network, flight.messages)
    const isBackOffice = share === 'back office'
    const inbox = isBackOffice ? new Inbox(simulation, network, flight.messages, flight) : undefined
    this.part = new Part(partition, share, deployment.layout, network, flight.messages, outbox)
    network.elsewhere = this.part
    flight.takePart(this.part, inbox)
    // Links outward are simulated by all that have districts: the first counts what passes.
    if (!isBackOffice && share.districts > 0) this.uncount(partition)
    simulation.clear()
    this.sources.forEach((_, source) => this.expect(source))
    return { outbox, inbox }
  }

  /** What passes over links outward is counted under a lane that nobody reads. */
  private uncount({ kinds }: Partition): void {
    const { links, routes } = this.network
    const unread = this.load.lane('counted elsewhere', 'down')
    kinds.forEach((kind, step) => {
      if (kind !== OUTBOUND) return
      const { first, count } = links.groupOf(routes.link.firstOf(step))
      links.countUnder(unread, first, count)
      this.uncounted.push([first, first + count])
    })
  }

  /** The books of links that another part counts are empty from now on: to be called at the end. */
  leaveOutUncounted(): void {
    for (const [first, end] of this.uncounted) this.network.links.leaveOut(first, end)
  }

  private fire(index: number): void {
    const source = this.sources[index]!
    const { tree } = source
    this.flight.sendFrom(index, source)
    if (this.part === undefined || this.part.isMine(tree)) this.sentByItself.count(index)
    this.part?.concerns(tree)
    source.next()
    this.expect(index)
  }

  /** Puts the one pending event of a source: when its sender has processed what it sends. */
  private expect(index: number): void {
    const source = this.sources[index]!
    if (this.part !== undefined && !this.part.fires(source.emission.index, source.tree, source instanceof Source))
      return
    const at = source.time + this.running[source.emission.index]!.delay
    if (at > this.deployment.end) return
    this.simulation.at(at, PRIORITY_SEND, index, this.sourceCode, index)
    if (source.device >= 0) this.foresight.look(source.emission.index, source.device, source.tree)
  }
}

/** One for each class of devices: what they speak on first. */
function joinWaysOf(topology: Topology, emissions: readonly Emission[]): JoinWay[] {
  const ways: JoinWay[] = []
  for (const emission of emissions) {
    const known = (of: DeviceClass) => ways.some((one) => one.classes.includes(of))
    if (emission.classes.length === 0 || emission.classes.every(known)) continue
    const way = topology.joinWayOf(emission)
    if (way !== undefined) ways.push({ ...way, classes: way.classes.filter((of) => !known(of)) })
  }
  return ways
}

function readingsOf(emission: Emission, { window }: Tally): Readings {
  const [first, devices] = deviceRange([emission])
  const clock = new ActiveTime(emission.when.windows)
  const often = emission.terms[0]!.perMemberPerDay
  return new Readings(first, devices, clock, often, (device, dueAt) => window?.neverCaptured(dueAt, device))
}
