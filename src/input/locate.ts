import type { Position } from './position.js'

/** The line and column of an offset into a text. */
export function locate(file: string, text: string, offset: number): Position {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line += 1
    start = end + 1
  }
  return { file, line, column: offset - start + 1 }
}
