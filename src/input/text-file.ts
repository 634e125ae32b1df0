import { isUtf8 } from 'node:buffer'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { locate } from './locate.js'
import { nearest } from './nearest.js'
import type { Position } from './position.js'
import { InputError } from './problems.js'
import { tellRead } from './reads.js'

/** The text of a UTF-8 file, without its byte order mark. */
export function readText(file: string): string {
  tellRead(file)
  const bytes = readBytes(file)
  const zero = bytes.indexOf(0)
  if (zero >= 0) {
    const place = endOfText(file, bytes.subarray(0, zero))
    throw InputError.of(place, 'expected a text file, found a binary one', 'save it as UTF-8 text')
  }
  if (!isUtf8(bytes)) throw InputError.of(endOfText(file, bytes), 'not UTF-8', 'save it as UTF-8')
  return withoutMark(bytes.toString())
}

/** Where the part that is UTF-8 ends. */
export function endOfText(file: string, bytes: Buffer): Position {
  const valid = withoutMark(bytes.subarray(0, validPrefix(bytes)).toString())
  return locate(file, valid, valid.length)
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if (!existsSync(file)) throw missing(file)
    if (statSync(file).isDirectory()) throw InputError.of(file, 'expected a file, found a folder')
    throw InputError.of(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** What to say of a file that is not there. */
export function missing(file: string): InputError {
  const folder = dirname(file)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return InputError.of(file, `no such file: there is no folder "${folder}"`)
  }
  const near = nearest(basename(file), readdirSync(folder).sort())
  return InputError.of(file, 'no such file', near === undefined ? undefined : `did you mean "${join(folder, near)}"?`)
}

/** Decoding replaces what is not UTF-8, so the first byte that does not come back lies in or just after the fault. */
function validPrefix(bytes: Buffer): number {
  const back = Buffer.from(bytes.toString())
  let length = 0
  while (length < bytes.length && bytes[length] === back[length]) length += 1
  while (!isUtf8(bytes.subarray(0, length))) length -= 1
  return length
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
