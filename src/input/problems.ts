import { at, type Position } from './position.js'

export interface Problem {
  readonly position: Position | { file: string }
  readonly message: string
  readonly hint: string | undefined
}

/** Collects what is wrong with the input, so that all of it is reported in one go (design 7). */
export class Problems {
  readonly #found = new Map<string, Problem>()

  add(place: Position | { file: string }, message: string, hint?: string): void {
    const position = 'isWhole' in place ? { file: place.file } : place
    const key = `${at(position)}: ${message}`
    if (!this.#found.has(key)) this.#found.set(key, { position, message, hint: hint || undefined })
  }

  get count(): number {
    return this.#found.size
  }

  /** By file, line and column; those of one place in the order in which they were found. */
  get list(): readonly Problem[] {
    return [...this.#found.values()].sort(byPlace)
  }

  throwIfAny(): void {
    if (this.count > 0) throw new InputError(this.list)
  }
}

/** The input is wrong: the message is all problems, one a line, each hint indented below its own. */
export class InputError extends Error {
  override readonly name = 'InputError'

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemText).join('\n'))
  }

  static of(place: string | Position | { file: string }, message: string, hint?: string): InputError {
    const problems = new Problems()
    problems.add(typeof place === 'string' ? { file: place } : place, message, hint)
    return new InputError(problems.list)
  }
}

/** The problem as it is told: one line, the hint indented below it. */
export function problemText({ position, message, hint }: Problem): string {
  const line = `${at(position)}: ${message}`
  return hint === undefined ? line : `${line}\n  ${hint}`
}

function byPlace({ position: a }: Problem, { position: b }: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  const [lineA, columnA] = 'line' in a ? [a.line, a.column] : [0, 0]
  const [lineB, columnB] = 'line' in b ? [b.line, b.column] : [0, 0]
  return lineA - lineB || columnA - columnB
}
