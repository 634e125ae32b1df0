import type { Timing } from '../deployment/timing.js'
import type { DeviceClass } from '../deployment/layout.js'
import type { Territory } from '../deployment/territories.js'
import type { EventKind } from '../srs/event-kind.js'
import type { When } from '../srs/when.js'
import type { Applied } from './applied.js'

/**
 * What one occurrence sends: one message from one actor to all destinations of its row that it has together
 * ("one occurrence of a row is one message, copied only where the paths part", design 4).
 */
export interface Emission {
  index: number
  /** The id of its first requirement; a poll that collects reads has `poll:` before it. */
  id: string
  /** One for each addressee. */
  applied: Applied[]
  from: string
  territory: Territory
  /** Where the device stands that takes part: it sends, it receives, another actor speaks of it, or there is none. */
  device: 'sends' | 'receives' | 'concerned' | 'none'
  /** The classes of that device, where it sends or receives. */
  classes: DeviceClass[]
  /** Application bytes of one message (of one reading, where a read carries several). */
  bytes: number
  when: When
  /** How often the SRS states it, a term for each population. */
  terms: EmissionTerm[]
  /** Sent by the clock; otherwise its causes send it. */
  root: boolean
  /** One sending is taken in by all members (broadcast, multicast): copied where the ways to them part. */
  toAll: boolean
  /** A read by the clock: it carries all since the last one that got through (SRS 4.10.4.4). */
  scheduled: boolean
  timing: Timing
  /** The read that this command polls, by index; -1: none. */
  polls: number
  effects: Effects
}

/** One term of a How Often, in figures. */
export interface EmissionTerm {
  population: string
  classes: DeviceClass[]
  /** Devices of the classes, and how many of them are members. */
  devices: number
  members: number
  /** Members that take in one sending to all. */
  takeIn: number
  /** Messages that one member sends a day; in periods of the year only (`partOfYear`), while one lasts. */
  perMemberPerDay: number
  /** The part of the year in which it is sent at all. */
  partOfYear: number
  /** What it waits for, where no clock sends it, and how many a member sends then. */
  event: EventKind | undefined
  atOccurrence: number
}

/** What the arrival of a message, or its loss on a hop, sends. */
export interface Effects {
  received: Effect[]
  undeliverable: Effect[]
}

export interface Effect {
  emission: number
  /** The addressee of the cause whose receipt counts. */
  at: number
  /** The kinds of device that send it, as bits by kind; -1: any. */
  classes: number
  /** The probability that the cause has this effect. */
  share: number
  /**
   * Effects with the same number are alternatives of which at most one happens: the shares are laid side by side and
   * one draw decides. Others draw by themselves.
   */
  group: number
}

/** What its addressees have of it a day: a sending to all is as many receipts as there are devices that take it in. */
export function receiptsPerDay(emission: Emission): number {
  if (!emission.toAll) return messagesPerDay(emission)
  return emission.terms.reduce((sum, term) => sum + term.takeIn * occurrencesPerDay(term), 0)
}

/** Messages of one term a day; in periods of the year only, on the mean of the whole year. */
export function occurrencesPerDay({ members, perMemberPerDay, partOfYear }: EmissionTerm): number {
  return members * perMemberPerDay * partOfYear
}

export function messagesPerDay(emission: Emission): number {
  return emission.terms.reduce((sum, term) => sum + occurrencesPerDay(term), 0)
}

/**
 * Who reports that a message could not be delivered, when the hop that leaves `failedAt` has failed: that actor or, where
 * no row lets it, the nearest one before it on the way. Undefined where none does.
 */
export function reporterOf(
  cause: Emission,
  failedAt: string,
  emissionOf: (effect: Effect) => Emission,
): string | undefined {
  const reporters = new Set(cause.effects.undeliverable.map((effect) => emissionOf(effect).from))
  for (const { hops } of cause.applied) {
    const failed = hops.findIndex((hop) => hop.from === failedAt)
    for (let hop = failed; hop >= 0; hop--) if (reporters.has(hops[hop]!.from)) return hops[hop]!.from
  }
  return undefined
}
