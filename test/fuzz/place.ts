import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Problem } from '../../src/input/problems.js'

/** Why a problem does not say where it is; undefined: it does, and the place is there. */
export function whyNowhere({ position, message }: Problem): string | undefined {
  const { file } = position
  if (!('line' in position))
    return aboutAWholeFile(file, message) ? undefined : `no line and column: ${file}: ${message}`
  const { line, column } = position
  const place = `${file}:${line}:${column}`
  if (!(Number.isInteger(line) && Number.isInteger(column) && line >= 1 && column >= 1))
    return `no place: ${place}: ${message}`
  if (!existsSync(file)) return `a place in a file that is not there: ${place}: ${message}`
  const lines = readFileSync(file, 'utf8').split('\n')
  if (line > lines.length) return `a place below the last line, ${lines.length}: ${place}: ${message}`
  // Just behind the end of a line is a place.
  if (column > lines[line - 1]!.length + 1) return `a place right of the end of its line: ${place}: ${message}`
  return undefined
}

/** That a file is not there, or should not be, is said of no line of it. */
function aboutAWholeFile(file: string, message: string): boolean {
  return (
    !existsSync(file) ||
    statSync(file).isDirectory() ||
    message === 'no part of the catalogue has this name' ||
    message.startsWith('expected a *.csv file')
  )
}
