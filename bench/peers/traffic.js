import { writeFileSync } from 'node:fs'
import { Stream } from '../../dist/kernel/stream.js'

/**
 * The messages of all meters, in order of time: each meter sends on its own, at exponential gaps, sizes that are drawn evenly from a
 * list. No two are sent in the same microsecond, so that no program has to say which of them comes first.
 */
export function traffic({ meters, gap, sizes, seconds }, seed) {
  const stream = new Stream(seed, 'peers')
  const times = new Set()
  const messages = []
  for (let meter = 0; meter < meters; meter++) {
    for (let time = stream.exponential(gap); time < seconds; time += stream.exponential(gap)) {
      let at = Math.round(time * 1e6)
      while (times.has(at)) at++
      times.add(at)
      messages.push({ meter, at, bytes: sizes[stream.integer(sizes.length)] })
    }
  }
  return messages.sort((a, b) => a.at - b.at)
}

/** The file that both programs are given. */
export function writeTraffic(path, messages) {
  const lines = messages.map(({ meter, at, bytes }, number) => `${number},${meter},${at},${bytes}`)
  writeFileSync(path, ['message,meter,at_us,bytes', ...lines, ''].join('\n'))
}
