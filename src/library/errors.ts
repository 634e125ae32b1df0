import { InputError as Thrown } from '../input/problems.js'

/** Where something is wrong: a file, mostly with a line and a column, or the option that said it. */
export interface Place {
  /** The file as it was named, or the option, such as `--vary wan.rate`: options are called as on the command line. */
  readonly file: string
  /** Counted from 1. */
  readonly line?: number
  /** Counted from 1, in UTF-16 units, as editors do. */
  readonly column?: number
}

/** One thing that is wrong with the input, or that may not be meant. */
export interface Problem {
  /** Where it stands. */
  readonly position: Place
  /** What was expected, and what was found. */
  readonly message: string
  /** What may help, such as the nearest valid word. */
  readonly hint: string | undefined
}

/** Thrown where the input is wrong: a file, a value or an option. Its message is all problems, one a line. Any other error is a fault of sgsim. */
export interface InputError extends Error {
  /** Always `InputError`. */
  readonly name: 'InputError'
  /** All that is wrong, by file, line and column. */
  readonly problems: readonly Problem[]
}

/** What `error instanceof InputError` asks for. */
export const InputError: abstract new (problems: readonly Problem[]) => InputError = Thrown as never
