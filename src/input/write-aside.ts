import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, normalize, relative, resolve, sep } from 'node:path'
import { besides, mendLeftOvers } from './left-overs.js'
import { InputError } from './problems.js'

/**
 * Writes a folder whole or not at all: into a folder beside it, which then takes its place. The target may be one
 * that does not exist, an empty one, or one that holds `marker`, the file by which an earlier result is known.
 */
export class FolderWriter {
  readonly #given: string
  readonly #target: string
  readonly #aside: string
  readonly #marker: string
  /** The highest of the parent folders that had to be made. */
  readonly #made: string | undefined

  constructor(given: string, marker: string) {
    // `` and `new/..` do not exist as they are written, but what they mean does: the folder that one is in.
    const target = normalize(given)
    this.#given = target
    this.#target = followed(target)
    this.#marker = marker
    this.#aside = besides(this.#target).partial
    if (asides.has(this.#aside)) throw new Error(`${this.#target} is being written already`)
    FolderWriter.recover(target)
    refuse(target, this.#target, marker)
    try {
      this.#made = mkdirSync(dirname(this.#target), { recursive: true })
      mkdirSync(this.#aside)
    } catch (error) {
      throw InputError.of(target, `cannot be written (${(error as NodeJS.ErrnoException).code})`)
    }
    asides.add(this.#aside)
  }

  /** Mends what a crash left of an earlier writing to this target. */
  static recover(target: string): void {
    mendLeftOvers(followed(target), (folder) => asides.has(folder))
  }

  /** The path to write a file of the folder to, until it is committed; its name may hold folders. */
  file(name: string): string {
    const path = join(this.#aside, name)
    mkdirSync(dirname(path), { recursive: true })
    return path
  }

  commit(): void {
    if (!asides.has(this.#aside)) throw new Error(`${this.#target} is committed or abandoned already`)
    if (!existsSync(join(this.#aside, this.#marker))) throw new Error(`${this.#target} lacks its ${this.#marker}`)
    // Somebody may have put something there in the meantime.
    refuse(this.#given, this.#target, this.#marker)
    swap(this.#aside, this.#target)
    asides.delete(this.#aside)
  }

  /** Leaves everything as it was; does nothing after a commit. */
  abandon(): void {
    if (!asides.delete(this.#aside)) return
    rmSync(this.#aside, { recursive: true, force: true })
    if (this.#made !== undefined) removeEmpty(dirname(this.#target), this.#made)
  }
}

/** Those that this process is writing. A number of a process alone would not tell: a container's first is always 1. */
const asides = new Set<string>()

function swap(aside: string, target: string): void {
  const { old } = besides(target)
  const replaces = existsSync(target)
  if (replaces) renameSync(target, old)
  try {
    renameSync(aside, target)
  } catch (error) {
    if (replaces) renameSync(old, target)
    throw error
  }
  if (replaces) rmSync(old, { recursive: true, force: true })
}

/** What is wrong is said of the path as the user gave it. */
function refuse(given: string, target: string, marker: string): void {
  let existing = given
  while (!existsSync(existing)) existing = dirname(existing)
  if (!statSync(existing).isDirectory()) throw InputError.of(existing, 'expected a folder, found a file')
  if (existing !== given) return
  // A folder cannot be swapped from under the process that stands in it, nor one on which a disk is mounted.
  if (relative(target, process.cwd()).split(sep)[0] !== '..') {
    throw InputError.of(given, 'is or holds the folder that you are in', 'name a folder inside it')
  }
  if (statSync(target).dev !== statSync(dirname(target)).dev) {
    throw InputError.of(given, 'is a mount point, which cannot be replaced', 'name a folder inside it')
  }
  if (readdirSync(target).length > 0 && !existsSync(join(target, marker))) {
    throw InputError.of(given, `holds files but no ${marker}: it would be overwritten`, 'name a new or an empty folder')
  }
}

/** Where links lead, also to what does not exist: a link must go on pointing to what is swapped. */
function followed(target: string): string {
  let path = resolve(target)
  for (let links = 0; links < 40 && isLink(path); links += 1) {
    path = resolve(dirname(path), readlinkSync(path))
  }
  return path
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}

function removeEmpty(from: string, highest: string): void {
  for (let folder = from; folder.startsWith(highest); folder = dirname(folder)) {
    if (!existsSync(folder)) continue
    if (readdirSync(folder).length > 0) return
    rmdirSync(folder)
  }
}
