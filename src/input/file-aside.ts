import { accessSync, closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs' // prettier-ignore
import { basename, dirname, join, resolve } from 'node:path'
import { besides, mendLeftOvers } from './left-overs.js'
import { InputError } from './problems.js'

/**
 * Writes one file whole or not at all: into a file beside it, which then takes its place. What cannot be written is refused at
 * once, before anything is made; whatever stands there already must be one that may be replaced.
 */
export class FileAside {
  /** Where it really is, links followed. */
  readonly path: string
  private readonly partial: string

  /** `replaces`: what is wrong with replacing a file that is there, if anything. */
  constructor(
    private readonly given: string,
    replaces: (path: string) => string | undefined,
  ) {
    refuse(given, replaces)
    this.path = realPath(given)
    this.partial = besides(this.path).partial
  }

  write(text: string): void {
    writeFileSync(this.begin(), text)
  }

  /** The path to write to, piece by piece, until it is committed. */
  begin(): string {
    mendLeftOvers(this.path, () => false)
    try {
      mkdirSync(dirname(this.path), { recursive: true })
      closeSync(openSync(this.partial, 'w'))
    } catch (error) {
      throw cannotBeWritten(this.given, error)
    }
    return this.partial
  }

  commit(): void {
    renameSync(this.partial, this.path)
  }

  /** Leaves what was there as it was; does nothing after a commit. */
  abandon(): void {
    rmSync(this.partial, { force: true })
  }
}

/** A path as it will be once it exists: of what exists already, links are followed. */
export function realPath(path: string): string {
  const whole = resolve(path)
  return existsSync(whole) ? realpathSync(whole) : join(realPath(dirname(whole)), basename(whole))
}

function refuse(given: string, replaces: (path: string) => string | undefined): void {
  if (given === '') throw InputError.of('""', 'expected the name of a file, found an empty text')
  const path = resolve(given)
  if (existsSync(path)) {
    const found = statSync(path)
    const kind = found.isDirectory() ? 'a folder' : 'a device'
    if (!found.isFile()) throw InputError.of(given, `expected a file, found ${kind}`)
    const wrong = replaces(path)
    if (wrong !== undefined) throw InputError.of(given, wrong, 'name a new file')
  }
  const existing = nearest(path)
  if (isBrokenLink(existing)) throw InputError.of(given, `${existing} is a link to what does not exist`)
  const folder = existing === path ? dirname(path) : existing
  if (!statSync(folder).isDirectory()) throw InputError.of(given, `cannot be written: ${folder} is a file`)
  try {
    accessSync(folder, constants.W_OK)
    // There are places that may be written by what they say of themselves, and hold no files.
    const trial = besides(join(folder, '.sgsim')).partial
    closeSync(openSync(trial, 'w'))
    rmSync(trial)
  } catch (error) {
    throw cannotBeWritten(given, error)
  }
}

function cannotBeWritten(given: string, error: unknown): InputError {
  return InputError.of(given, `cannot be written (${(error as NodeJS.ErrnoException).code})`)
}

/** The path itself, or the deepest folder above it, that is there; a link is, wherever it leads. */
function nearest(path: string): string {
  return existsSync(path) || isBrokenLink(path) ? path : nearest(dirname(path))
}

function isBrokenLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && !existsSync(path)
  } catch {
    return false
  }
}
