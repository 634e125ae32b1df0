import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Where a catalogue is read from: the folder that sgsim ships and, over it, one of the user's own. */
export type Folders = readonly [shipped: string] | readonly [shipped: string, own: string]

/** What such a folder holds; `requirements` is a folder in it. */
export const PARTS: readonly string[] = [
  'actors.csv',
  'effects.csv',
  'errata.csv',
  'event-kinds.csv',
  'events.csv',
  'flow-labels.csv',
  'flows.csv',
  'operating-modes.csv',
  'paths.csv',
  'payloads.csv',
  'populations.csv',
  'requirements',
  'shares.csv',
  'sub-totals.csv',
  'use-cases.csv',
]

/** The files of a part, in the order of their names, so that the catalogue is the same on every machine. */
export function filesOf(folder: string, part: string): string[] {
  if (part !== 'requirements') return [part]
  const inside = join(folder, part)
  const names = isFolder(inside) ? readdirSync(inside) : []
  const files = names.filter((name) => name.endsWith('.csv') && !name.startsWith('.'))
  return files.sort().map((name) => `${part}/${name}`)
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** SHA-256 of the names and bytes of the files that are there, in the order of the names; the user's own after the shipped ones. */
export function hashOf(folders: Folders): string {
  const hash = createHash('sha256')
  folders.forEach((folder, i) => {
    if (i > 0) hash.update('own\n')
    for (const name of PARTS.flatMap((part) => filesOf(folder, part)).sort()) {
      if (!statSync(join(folder, name), { throwIfNoEntry: false })) continue
      hash.update(`${name}\n`)
      hash.update(readFileSync(join(folder, name)))
    }
  })
  return hash.digest('hex')
}
