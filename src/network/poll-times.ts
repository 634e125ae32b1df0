import { lossForGood } from './link-loss.js'
import type { PolledSettings } from './polled-settings.js'

/** What the parts of an exchange take (microseconds), and what an idle station costs. */
export interface PollTimes {
  microsPerByte: number
  /** The question; until the station begins to answer; and the answer before any data. */
  asking: number
  hearing: number
  answering: number
  /** Bytes of an answer before any data. */
  answer: number
  /** How long the master is busy with a station that has nothing to send, and the bytes that this takes down and up. */
  idle: number
  idleDown: number
  idleUp: number
  /** The same of a station that is down: no time-out is spared. It answers nothing. */
  silent: number
  silentDown: number
}

/**
 * Where exchanges fail, an idle station takes as long as it does on the mean: it is asked again up to `retries` times, and each time that no answer
 * comes the master waits for the time-out, or to the end of an answer that takes longer.
 */
export function pollTimes(settings: PolledSettings): PollTimes {
  const { poll, retries, loss } = settings
  const answer = settings.answer + (settings['report-by-exception'] ? 0 : settings.report)
  const microsPerByte = 8e6 / settings.rate
  const asking = poll * microsPerByte
  const hearing = asking + settings.turnaround
  const answering = answer * microsPerByte
  const good = hearing + answering
  const failed = Math.max(good, asking + settings['time-out'])
  // The n-th time is needed when all before it failed, and fails itself when all n do.
  let times = 0
  let failures = 0
  for (let n = 1; n <= retries + 1; n++) {
    times += n === 1 ? 1 : lossForGood(loss, n - 2, failed)
    failures += lossForGood(loss, n - 1, failed)
  }
  const idle = (times - failures) * good + failures * failed
  const silent = (retries + 1) * (asking + settings['time-out'])
  const bytes = { idleDown: poll * times, idleUp: answer * times, silentDown: (retries + 1) * poll }
  return { microsPerByte, asking, hearing, answering, answer, idle, silent, ...bytes }
}
