import type { Measured } from './measure.js'

/** A share from 0 to 1, written in per cent. A bare number is refused: 1 could be all of it, or a hundredth. */
export function readShare(text: string): Measured {
  const found = /^(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?\s*(.*)$/.exec(text.trim())
  if (/^-\s*[\d.]/.test(text.trim())) return { expected: 'a share that is not negative' }
  if (found === null) return { expected: 'a number and "%"' }
  if (found[3] === '') return { expected: 'a "%" after the number' }
  if (found[3] !== '%') return { expected: `a "%" after the number, not "${found[3]}"` }
  // Moved in the text, since 99.9 / 100 is not the double nearest to 0.999.
  const value = Number(`${found[1]}e${Number(found[2] ?? 0) - 2}`)
  return value <= 1 ? { value } : { expected: 'at most 100 %' }
}

/** `98 %`, `99.95 %`. What is not all is never rounded to 100 %. */
export function printShare(share: number, digits = 4): string {
  let text = Number((share * 100).toPrecision(digits))
  for (let more = digits + 1; text === 100 && share < 1 && more <= 17; more += 1) {
    text = Number((share * 100).toPrecision(more))
  }
  return `${text} %`
}
