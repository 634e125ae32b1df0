import type { CsvRow } from '../input/csv.js'

/** The lines of a table by their names. */
export class Lines<T> extends Map<string, T> {
  /** Other spellings of the names. */
  readonly spellings = new Map<string, string>()

  /** Where they stand, for what is found wrong with a cell only when it is held against other tables. */
  readonly rows = new Map<string, CsvRow>()

  /** Not `whole`: some lines could not be read, and a name that is not here may be one of theirs. */
  constructor(readonly whole: boolean) {
    super()
  }
}
