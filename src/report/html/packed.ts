/** Texts that are much alike, so that a page has room for them: what occurs in many stands in a table once. */
export interface Packed {
  /** What a character from FIRST on stands for, by its number from there; may itself have such characters. */
  table: string[]
  texts: string[]
}

/** The first of the 6400 characters that Unicode leaves to whoever wants them. */
export const FIRST = 0xe000
const LAST = 0xf8ff
const OWN = /[\ue000-\uf8ff]/

/**
 * Tags and words become characters where they occur often, then pairs of those that stand beside each other, again and again. It is no
 * compression of the system, whose bytes may differ from machine to machine, and a browser undoes it in one line (pages/report.js).
 * Undefined where a text has such characters of its own.
 */
export function packed(texts: readonly string[]): Packed | undefined {
  if (texts.some((text) => OWN.test(text))) return undefined
  const table: string[] = []
  let parts: string[][] = texts.map((text) => text.match(/<[^>]*>?|[^<\s]+\s*|\s+/g) ?? [])
  parts = replaced(parts, table, 1)
  for (let round = 0; round < ROUNDS && FIRST + table.length <= LAST; round++) parts = replaced(parts, table, 2)
  return { table, texts: parts.map((one) => one.join('')) }
}

/** Each round may join what the one before has joined: 2, 4, 8 … parts in one character. */
const ROUNDS = 6
/** A character of the table takes three bytes, as do two letters in quotes and a comma between them: what is rarer saves nothing. */
const OFTEN = 4

/** The parts with characters for those groups of `size` beside each other that occur often, the most worth first. */
function replaced(texts: readonly (readonly string[])[], table: string[], size: 1 | 2): string[][] {
  const counts = new Map<string, number>()
  for (const parts of texts)
    for (let i = 0; i + size <= parts.length; i++) {
      const group = size === 1 ? parts[i]! : parts[i]! + parts[i + 1]!
      counts.set(group, (counts.get(group) ?? 0) + 1)
    }
  const worth = [...counts]
    .filter(([, times]) => times >= OFTEN)
    .map(([group, times]) => ({ group, saves: times * (Buffer.byteLength(group) - BYTES) }))
    .filter(({ saves }) => saves > 0)
  worth.sort((a, b) => b.saves - a.saves || (a.group < b.group ? -1 : 1))
  const room = Math.max(0, LAST + 1 - FIRST - table.length)
  // Of pairs, only the best at a time: they overlap, and what is left of the others is counted anew.
  const chosen = worth.slice(0, size === 1 ? Math.ceil(room / 2) : Math.min(room, MOST_PAIRS))
  const codes = new Map<string, string>()
  for (const { group } of chosen) {
    codes.set(group, String.fromCharCode(FIRST + table.length))
    table.push(group)
  }
  return texts.map((parts) => {
    const after: string[] = []
    for (let i = 0; i < parts.length; i++) {
      const pair = size === 2 && i + 1 < parts.length ? codes.get(parts[i]! + parts[i + 1]!) : undefined
      if (pair !== undefined) i++
      after.push(pair ?? (size === 1 ? codes.get(parts[i]!) : undefined) ?? parts[i]!)
    }
    return after
  })
}

const BYTES = 3
const MOST_PAIRS = 400
