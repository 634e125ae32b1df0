import { didYouMean } from '../input/nearest.js'
import { Scanner } from '../srs/scanner.js'

/** What could not be read: from which character on, counted from 0. */
export interface NotRead {
  offset: number
  message: string
  hint: string
}

export type ReadBudget<T> = { value: T } | { problem: NotRead }

/** Reads a text, and says where it cannot be. */
export function reading<T>(text: string, read: (words: Words) => T): ReadBudget<T> {
  try {
    return { value: read(new Words(text)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { problem: error.problem }
  }
}

/** Walks along the words of a text. */
export class Words {
  private readonly scan: Scanner

  constructor(text: string) {
    this.scan = new Scanner(text)
  }

  get offset(): number {
    return this.scan.offset
  }

  blanks(): void {
    this.scan.take(/\s*/y)
  }

  begins(pattern: RegExp): boolean {
    this.blanks()
    pattern.lastIndex = 0
    return new RegExp(`^(?:${pattern.source})`).test(this.scan.rest)
  }

  word(pattern: RegExp): Word | undefined {
    this.blanks()
    const { offset } = this
    const found = this.scan.take(pattern)
    return found && { text: found[0], offset }
  }

  expect(pattern: RegExp, what: string): void {
    if (this.word(pattern) === undefined) throw this.refusal(`expected ${what}`)
  }

  oneOf(known: readonly string[], what: string): string {
    const word = this.word(/[^\s<>=,]+/y)
    if (word === undefined) throw this.refusal(`expected ${what}: ${known.join(', ')}`)
    if (!known.includes(word.text)) throw this.unknown(word, what, known)
    return word.text
  }

  end(): void {
    this.blanks()
    if (!this.scan.atEnd) throw this.refusal('expected nothing more')
  }

  unknown({ text, offset }: Word, what: string, known: readonly string[]): Refusal {
    return refused(offset, `expected ${what}, found "${text}"`, didYouMean(text, known))
  }

  /** Says what stands here in the place of what was expected. */
  refusal(expected: string): Refusal {
    this.blanks()
    const next = /^(?:[^\s,<>=]+|\S)/.exec(this.scan.rest)?.[0]
    return refused(this.offset, `${expected}; found ${next === undefined ? 'nothing' : `"${next}"`}`)
  }
}

interface Word {
  text: string
  offset: number
}

/** Thrown by what reads words, caught by `reading`. */
class Refusal extends Error {
  constructor(readonly problem: NotRead) {
    super(problem.message)
  }
}

export function refused(offset: number, message: string, hint = ''): Refusal {
  return new Refusal({ offset, message, hint })
}
