import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'

/** A copy of what sgsim ships, gone after the test. */
export function shippedCopy(): string {
  const folder = made()
  cpSync(PAYLOADS_FOLDER, folder, { recursive: true })
  return folder
}

/** A folder of a user's own: of each file the lines below its header, which is the shipped one's. */
export function ownFolder(files: Readonly<Record<string, readonly string[]>>): string {
  const folder = made()
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), [headerOf(name), ...lines, ''].join('\n'))
  }
  return folder
}

/** The one shipped line that begins so. */
export function shippedLine(name: string, start: string): string {
  const found = linesOf(name).filter((line) => line.startsWith(start))
  if (found.length !== 1) throw new Error(`${found.length} lines of ${name} begin with ${start}`)
  return found[0]!
}

/** The lines of a shipped file below its header, one a record: no cell of the catalogue holds a line end. */
export function linesOf(name: string): string[] {
  return readFileSync(join(PAYLOADS_FOLDER, name), 'utf8').trimEnd().split('\n').slice(1)
}

/** What is wrong with a catalogue; nothing, where it is taken. */
export function problemsOf(shipped: string, own?: string): InputError['problems'] {
  try {
    loadCatalogue(shipped, own)
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
  return []
}

/** The header of a shipped file; of any requirement file, for they all have the same. */
export function headerOf(name: string): string {
  const like = name.startsWith('requirements/') ? 'requirements/4.15-service-switch.csv' : name
  return readFileSync(join(PAYLOADS_FOLDER, like), 'utf8').split('\n', 1)[0]!
}

function made(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-payloads-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}
