import { printDuration, printSize } from '../input/units.js'

/** What many points cost, in words, by what one of them took: in milliseconds, and bytes of its file. */
export function costInWords(points: number, each: number, atOnce: number, bytes: number): string {
  const time = (ms: number) => printDuration(Math.max(1, Math.round(ms * 1000)), 2)
  // The tables repeat about as much as the files hold.
  const disk = printSize(points * bytes * 2, 2)
  return `of about ${time(each)} each, ${atOnce} at once: about ${time((points * each) / atOnce)} and ${disk} of disk`
}
