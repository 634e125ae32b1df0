/** What somebody gives us: files by their names, as bytes, since they need not be text. */
export type Case = ReadonlyMap<string, Buffer>

/** A case that is made when it is its turn: thousands of them would not fit. */
export type Drawn = () => Case

/** Changes what is given. */
export type Edit = (bytes: Buffer) => Buffer

export function edited(bytes: Buffer, edits: readonly Edit[]): Buffer {
  return edits.reduce((before, edit) => edit(before), bytes)
}

/** An edit of what is text, line ends as they are. */
export function onText(change: (text: string) => string): Edit {
  return (bytes) => Buffer.from(change(bytes.toString()))
}

/** The index that a share of the way (from 0 to below 1) falls on. */
export function indexAt(share: number, length: number): number {
  return Math.min(length - 1, Math.floor(share * length))
}

/** With the part of a text that a pattern finds, at a share of the way, put in other words. */
export function replacedAt(text: string, pattern: RegExp, share: number, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)]
  const one = found[indexAt(share, found.length)]
  if (one === undefined) return text
  return text.slice(0, one.index) + by(one[0]) + text.slice(one.index + one[0].length)
}
