import { expect } from 'vitest'
import { contents, folderOf, sgsim } from './sgsim.js'

/** Runs a deployment that must be refused: status 2, nothing on stdout, nothing written. What was said. */
export function refused(deployment: string | Uint8Array, ...options: string[]): string {
  return refusedIn(folderOf({ 'town.yaml': deployment }), 'run', 'town.yaml', ...options)
}

/** The same for any command, in a folder that is there already. */
export function refusedIn(folder: string, ...args: string[]): string {
  const before = contents(folder)
  const { status, stdout, stderr } = sgsim(folder, ...args)
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' })
  expect(contents(folder)).toEqual(before)
  return stderr
}
