import type { Deployment } from '../deployment/deployment.js'
import { deliveryOf } from '../deployment/delivery.js'
import type { NetworkName } from '../deployment/networks.js'
import { costOf } from '../deployment/security.js'
import type { LinkGroup } from '../network/links.js'
import { lineage } from '../srs/actor.js'
import type { Hop } from '../srs/walk.js'
import type { Applied } from '../traffic/applied.js'
import type { Emission } from '../traffic/emission.js'
import type { ExpectedDay } from '../traffic/expected-day.js'
import { ExpectedHours } from '../traffic/expected-hours.js'
import { ExpectedRoots } from '../traffic/expected-roots.js'
import { transmissionsOn } from '../traffic/expected-transmissions.js'
import { Expected } from '../traffic/expected.js'

export type Direction = LinkGroup['direction']

/** One kind of message on one data flow of its way, in one direction. */
export interface Crossing {
  emission: Emission
  /** The requirements that the message serves beyond this hop. */
  requirements: string[]
  hop: Hop
  network: NetworkName
  direction: Direction
  /** As its senders send it; before this hop stand so many of each that is sent (`copies`). */
  day: ExpectedDay
  copies: number
  /**
   * Of a message of several packets, each that is not lost goes on, though the others are: for each whole message that stands before the
   * hop, so many of which the first packet does. In the bytes it is counted.
   */
  pieces: number
  /** What by the clock or an event it is owed to, and how many one sending of that brings. */
  roots: ReadonlyMap<Emission, number>
  /** What receivers say from end to end that they have it (`delivery:`): bytes, and no message of the SRS. */
  isAnswer: boolean
  /** Sent again from end to end, where receivers acknowledge: so many for each that stands before the hop. */
  again: number
  bytes: BytesOfOne
}

/** Bytes of one message on a hop. What is not application is overhead; the sum of all is what the link carries. */
export interface BytesOfOne {
  application: number
  headers: number
  security: number
  /** By the radio or the line for each transmission, and by receivers from end to end (`delivery:`). */
  acknowledgements: number
  /** Transmissions after the first, of a packet or of the whole message; and those of nodes that pass it on. */
  retries: number
  relays: number
}

export function wireOf({ application, headers, security, acknowledgements, retries, relays }: BytesOfOne): number {
  return application + headers + security + acknowledgements + retries + relays
}

/** Every kind of message of a deployment on each data flow that it crosses. */
export function crossingsOf(deployment: Deployment, emissions: readonly Emission[]): Crossing[] {
  const expected = new Expected(deployment, emissions)
  const hours = new ExpectedHours(deployment, expected)
  const roots = new ExpectedRoots(expected)
  return emissions.flatMap((emission) => {
    const day = hours.of(emission)
    if (day.perDay === 0) return []
    return hopsOf(emission).flatMap((one) =>
      crossing(deployment, expected, emission, { day, roots: roots.of(emission) }, one),
    )
  })
}

/** A hop of a message that is copied only where the ways to its destinations part. */
interface SharedHop {
  hop: Hop
  number: number
  applied: Applied[]
}

function hopsOf(emission: Emission): SharedHop[] {
  const found = new Map<string, SharedHop>()
  for (const applied of emission.applied) {
    let way = ''
    applied.hops.forEach((hop, number) => {
      way += `${hop.from} > ${hop.to} > `
      const known = found.get(way)
      if (known) known.applied.push(applied)
      else found.set(way, { hop, number, applied: [applied] })
    })
  }
  return [...found.values()]
}

function crossing(
  deployment: Deployment,
  expected: Expected,
  emission: Emission,
  owed: Pick<Crossing, 'day' | 'roots'>,
  { hop, number, applied }: SharedHop,
): Crossing[] {
  const perDay = expected.perDay(emission)
  const copies = perDay === 0 ? 0 : expected.perDayAtHop(emission, applied[0]!, number) / perDay
  if (copies === 0) return []
  const requirements = applied.map((one) => one.requirement.id)
  const whole = expected.survives(emission, applied[0]!, number)
  const pieces = expected.survives({ ...emission, bytes: 1 }, applied[0]!, number) / whole
  const one = { emission, requirements, hop, network: hop.network as NetworkName, ...owed, copies, pieces }
  const direction = directionOf(deployment, hop)
  const bytes = bytesOn(deployment, emission, one.network)
  for (const key of Object.keys(bytes) as (keyof BytesOfOne)[]) bytes[key] *= pieces
  const { acknowledged, bytes: size } = rulesOf(deployment, emission)
  if (!acknowledged) return [{ ...one, direction, again: 0, isAnswer: false, bytes }]
  const [there, back] = [expected.survives(emission, applied[0]!, applied[0]!.hops.length), backOf(expected, emission, applied[0]!)] // prettier-ignore
  const sendings = sendingsOf(1 - there * back, expected.resendsOf(emission))
  bytes.retries += wireOf(bytes) * (sendings - 1)
  // Each that comes is acknowledged, over the same data flows back.
  const answer = { ...emission, bytes: size }
  const answers = (sendings * there * applied.length) / whole
  const ofAnswer = bytesOn(deployment, answer, one.network)
  const none = { application: 0, headers: 0, security: 0, retries: 0, relays: 0 }
  return [
    { ...one, direction, again: sendings - 1, isAnswer: false, bytes },
    {
      ...one,
      direction: direction === 'up' ? 'down' : 'up',
      hop: { ...hop, from: hop.to, to: hop.from },
      again: 0,
      isAnswer: true,
      bytes: { ...none, acknowledgements: wireOf(ofAnswer) * answers },
    },
  ]
}

function rulesOf({ settings }: Deployment, { applied, toAll }: Emission) {
  const rules = deliveryOf(settings.delivery, applied[0]!.requirement.payload)
  // What is sent to all at once nobody acknowledges.
  return { ...rules, acknowledged: rules.acknowledged && !toAll }
}

/** The share of acknowledgements that come back: small, so one packet each. */
function backOf(expected: Expected, emission: Emission, one: Applied): number {
  return expected.survives({ ...emission, bytes: 1 }, one, one.hops.length)
}

/** How often a message is sent that is given up after so many resends, each of which is needed with such a probability. */
function sendingsOf(missed: number, resends: number): number {
  let sent = 1
  for (let resend = 1; resend <= resends; resend++) sent += missed ** resend
  return sent
}

function bytesOn(deployment: Deployment, emission: Emission, network: NetworkName): BytesOfOne {
  const { networks, security } = deployment.settings
  const { payload } = emission.applied[0]!.requirement
  const ofPacket = (name: NetworkName) => costOf(security.packet?.[name], payload)
  const ofMessage = costOf(security.message, payload)
  const crossed = emission.applied.flatMap((one) => one.hops.map((hop) => hop.network as NetworkName))
  // The smallest of the way, so that no hop must cut a packet again.
  const room = Math.min(...crossed.map((name) => networks[name].mtu - networks[name].header - ofPacket(name)))
  const packets = Math.max(1, Math.ceil((emission.bytes + ofMessage) / room))
  const settings = networks[network]
  const sent = transmissionsOn(settings)
  const headers = packets * settings.header
  const secured = ofMessage + packets * ofPacket(network)
  const once = emission.bytes + headers + secured
  return {
    application: emission.bytes,
    headers,
    security: secured,
    acknowledgements: packets * sent.acknowledgement * sent.with,
    retries: once * (sent.with - sent.without),
    relays: once * (sent.without - 1),
  }
}

/** Down is away from the back office, as data flows are written. */
function directionOf({ catalogue }: Deployment, { flow, from }: Hop): Direction {
  return lineage(catalogue.actors, from).includes(catalogue.flows.get(flow)!.from) ? 'down' : 'up'
}
