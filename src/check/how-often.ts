import type { Range } from '../srs/range.js'
import { countInterval, type RandomCount } from '../stats/count-interval.js'
import type { VerdictWord } from './verdict.js'

/** Outside the stated range by no more than this part of its ends is still inside. */
const MARGIN = 0.05

/** How Often of one requirement and what was sent, in messages a day of all that send it. */
export interface HowOftenFigures {
  /** What its row says: one figure (low = high), or a range. */
  stated: Range
  /** What was sent; undefined where the run had no time in which it is sent. */
  perDay: number | undefined
  /** Where the rate behind it lies: the 95 % interval of what comes at random. Undefined for an effect. */
  interval: Range | undefined
  /** Undefined for an effect: it is as frequent as its causes. */
  verdict: VerdictWord | undefined
  /** Sent ÷ stated; undefined where nothing is stated. */
  ratio: number | undefined
}

/** What was sent by itself: not in answer, not scripted, not exercised. */
export interface Sendings {
  random: RandomCount
  /** Each member in its own period. */
  regular: { messages: number; members: number }
}

/** What a row states; `taken` is the figure of the range by which the deployment goes. */
export interface StatedRate extends Range {
  taken: number
}

/**
 * Holds what a root payload sent against its How Often: `pass` when the whole interval lies within the stated range ± 5 %,
 * `fail` when none of it does. `days` is the time in which it could be sent, in days of its own hours.
 */
export function judgeHowOften(stated: StatedRate, sent: Sendings, days: number): HowOftenFigures {
  const { low, high, taken } = stated
  const messages = sent.random.messages + sent.regular.messages
  const compared = compareHowOften({ low, high, taken }, messages, days)
  if (days <= 0) return { ...compared, verdict: 'not exercised' }
  const interval = intervalOf(sent, days)
  // Less than one occurrence was to be expected: that none came says nothing.
  const tooShort = messages === 0 && high * days < Math.max(1, sent.random.largest)
  return { ...compared, interval, verdict: tooShort ? 'not exercised' : hold({ low, high }, interval) }
}

/** Sets what an effect sent beside what its own row states. */
export function compareHowOften({ low, high, taken }: StatedRate, messages: number, days: number): HowOftenFigures {
  const perDay = days > 0 ? messages / days : undefined
  const ratio = perDay === undefined || taken === 0 ? undefined : perDay / taken
  return { stated: { low, high }, perDay, interval: undefined, verdict: undefined, ratio }
}

/**
 * The count of what is sent in periods has no chance in it, but for the ends of the run: a member that sent n times in T has
 * a period between T ÷ (n + 1) and T ÷ (n - 1), so each may have sent one more or one less.
 */
function intervalOf({ random, regular }: Sendings, days: number): Range {
  const { low, high } = countInterval(random)
  const { messages, members } = regular
  return { low: (low + Math.max(0, messages - members)) / days, high: (high + messages + members) / days }
}

function hold(stated: Range, interval: Range): VerdictWord {
  const [least, most] = [stated.low * (1 - MARGIN), stated.high * (1 + MARGIN)]
  if (interval.low > most || interval.high < least) return 'fail'
  return interval.low >= least && interval.high <= most ? 'pass' : 'undecided'
}
