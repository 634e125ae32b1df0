/** A place in a text file. Lines and columns count from 1, columns in UTF-16 units, as editors do. */
export interface Position {
  file: string
  line: number
  column: number
  /** A text of one line, such as an option, that is named by all of it: a line and a column would say nothing. */
  isWhole?: true
}

/** `file:line:column`, which terminals and editors turn into a link; a file alone when the place is the whole file. */
export function at(position: Position | { file: string }): string {
  return 'line' in position && position.isWhole !== true
    ? `${position.file}:${position.line}:${position.column}`
    : position.file
}
