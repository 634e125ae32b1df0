import {
  compareHowOften,
  judgeHowOften,
  type HowOftenFigures,
  type Sendings,
  type StatedRate,
} from '../check/how-often.js'
import type { Tally } from '../check/tally.js'
import type { Model } from '../simulate/model.js'
import { messagesPerDay, type Emission, type EmissionTerm } from '../traffic/emission.js'
import { sendingDays } from './sending-days.js'
import { isSetOff, messagesSetOff } from './set-off.js'
import { statedRate } from './stated-rate.js'

/** How often something was sent, to be held against what its row states: that of several runs adds up. */
export interface HowOftenCounts {
  stated: StatedRate
  /** Of how many of its own hours a run has, in days. */
  days: number
  /** Undefined for an effect, which is only set beside its row. */
  sendings: Sendings | undefined
  /** Neither scripted nor exercised. */
  messages: number
}

/** What was sent, in a run or as a trace tells it. */
type Sent = Pick<Model, 'deployment' | 'emissions'> & { sentByItself: Pick<Model['sentByItself'], 'of'> }

/** How Often of the requirements of a finished run: roots are held against it, effects are set beside it. */
export function howOftenOf(model: Sent): (tally: Tally) => HowOftenCounts {
  const { deployment } = model
  const emissionsOf = new Map<string, Emission[]>()
  // Polls are left out: how often reads are collected, the row of the command does not say.
  for (const emission of model.emissions.filter((one) => one.polls < 0)) {
    for (const { requirement } of emission.applied)
      emissionsOf.set(requirement.id, [...(emissionsOf.get(requirement.id) ?? []), emission])
  }
  return ({ requirement, sent, forced }) => {
    const emissions = emissionsOf.get(requirement.id)!
    const days = sendingDays(deployment, emissions[0]!)
    if (emissions.every((one) => one.root)) {
      const comes = deployment.settings['spontaneous-events'] || !emissions.some((one) => one.terms.some(waits))
      const sendings = sendingsOf(model, emissions)
      const stated = statedRate(deployment, emissions)
      return { stated, days: comes ? days : 0, sendings, messages: sendings.random.messages }
    }
    const stated = sum(emissions.map(messagesPerDay))
    const messages = sent - forced
    return { stated: { low: stated, high: stated, taken: stated }, days, sendings: undefined, messages }
  }
}

export function judgedHowOften({ stated, days, sendings, messages }: HowOftenCounts): HowOftenFigures {
  return sendings === undefined ? compareHowOften(stated, messages, days) : judgeHowOften(stated, sendings, days)
}

/** Of two runs of the same deployment. */
export function addHowOften(a: HowOftenCounts, b: HowOftenCounts): HowOftenCounts {
  return {
    stated: a.stated,
    days: a.days + b.days,
    sendings: a.sendings && b.sendings && addSendings(a.sendings, b.sendings),
    messages: a.messages + b.messages,
  }
}

function addSendings(a: Sendings, b: Sendings): Sendings {
  return {
    random: {
      messages: a.random.messages + b.random.messages,
      squares: a.random.squares + b.random.squares,
      largest: Math.max(a.random.largest, b.random.largest),
    },
    regular: { messages: a.regular.messages + b.regular.messages, members: a.regular.members + b.regular.members },
  }
}

function waits({ event }: EmissionTerm): boolean {
  return event !== undefined
}

function sendingsOf({ deployment, sentByItself }: Sent, emissions: readonly Emission[]): Sendings {
  const { messages, occurrences } = sentByItself.of(emissions)
  const setOff = sum(emissions.map((emission) => messagesSetOff(deployment, emission)))
  const members = sum(emissions.map(membersByTheClock))
  // All emissions of a requirement have the timing of its row.
  const byChance = emissions[0]!.timing === 'poisson'
  const single = byChance ? messages : 0
  return {
    random: {
      messages: sum(occurrences) + single,
      squares: sum(occurrences.map((many) => many ** 2)) + single,
      largest: [byChance && members > 0 ? 1 : 0, setOff, ...occurrences].reduce((a, b) => Math.max(a, b)),
    },
    regular: byChance ? { messages: 0, members: 0 } : { messages, members },
  }
}

/** Members that send (or are sent to) at times of their own; one that is a part of a member can send as well. */
function membersByTheClock({ terms }: Emission): number {
  return sum(terms.filter((one) => !isSetOff(one) && one.perMemberPerDay > 0).map((one) => Math.ceil(one.members)))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}
