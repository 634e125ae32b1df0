/** A place in a text file. Lines and columns count from 1, columns in UTF-16 units, as editors do. */
export interface Position {
  file: string
  line: number
  column: number
}

/** `file:line:column`, which terminals and editors turn into a link; a file alone when the place is the whole file. */
export function at(position: Position | { file: string }): string {
  return 'line' in position ? `${position.file}:${position.line}:${position.column}` : position.file
}
