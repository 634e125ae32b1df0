import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { InputError } from '../../src/input/problems.js'

/** An empty folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sgsim-input-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A file in a folder of its own. */
export function fileOf(content: string | Uint8Array, name = 'a.txt'): string {
  const path = join(folder(), name)
  writeFileSync(path, content)
  return path
}

/** The complaint of what must complain. */
export function complaint(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('there was no complaint')
}
