/** The word that was probably meant, ignoring case; the first of several equally near; none when all are far. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const meant = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(2, Math.floor(0.4 * word.length)) + 1
  for (const candidate of words) {
    // Two words of which every letter differs are not near, however short they are.
    const longest = Math.max(word.length, candidate.length)
    if (Math.abs(word.length - candidate.length) >= least) continue
    const edits = distance(meant, candidate.toLowerCase())
    if (edits < least && (edits < longest || longest === 0)) {
      best = candidate
      least = edits
    }
  }
  return best
}

/** A hint for a word that is not one of `words`: the nearest of them, or else what they are, first those that end with the same key. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const key = word.slice(word.lastIndexOf('.'))
  const isSame = (one: string) => key.startsWith('.') && one.endsWith(key)
  const all = [...words].sort((a, b) => Number(isSame(b)) - Number(isSame(a)))
  const near = nearest(word, all)
  return near === undefined ? oneOf(all) : `did you mean "${near}"?`
}

/** What there is to choose from, as far as a line holds it. */
export function oneOf(all: readonly string[]): string {
  if (all.length === 0) return ''
  const rest = all.length - 8
  return `one of: ${all.slice(0, 8).join(', ')}${rest > 0 ? `, … (${rest} more)` : ''}`
}

/** So many words that differ least, however far they are; the first of several equally near. */
export function nearestFew(word: string, words: Iterable<string>, many: number): string[] {
  const meant = word.toLowerCase()
  const ranked = [...words].map((one) => [one, distance(meant, one.toLowerCase())] as const)
  ranked.sort(([, a], [, b]) => a - b)
  return ranked.slice(0, many).map(([one]) => one)
}

/** Damerau-Levenshtein (optimal string alignment): letters inserted, left out, replaced, and neighbours swapped. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(replaced, last[j] + 1, row[j - 1] + 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]
}
