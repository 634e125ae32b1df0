import { closeSync, existsSync, linkSync, mkdirSync, openSync, readSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs' // prettier-ignore
import { hostname } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../input/problems.js'
import { pointPath, pointsFolder, pointsIn, readPoint } from './sweep-files.js'
import { differencesOf, type SweepIdentity } from './sweep-identity.js'
import { removeTables } from './sweep-folder.js'
import { SWEEP_MARKER } from './sweep-tables.js'

/** Written before the first point: which sweep the points of a folder are of. */
const IDENTITY = 'identity.json'

/** No identity is longer; what comes after it in sweep.json may be. */
const MOST_BYTES = 1 << 20

interface Held {
  identity: SweepIdentity
  file: string
}

/** Which points of a folder are looked at: all where nothing is said. */
interface Numbers {
  first: number
  last: number
}

const ALL: Numbers = { first: 1, last: Infinity }

/** Refuses a folder that holds another sweep, before anything of it is touched. `hint`: what to do then. */
export function refuseOtherSweep(folder: string, identity: SweepIdentity, hint: string, numbers: Numbers = ALL): void {
  const other = otherSweepIn(folder, identity, numbers)
  if (other === undefined) return
  const { sgsim, name, sweep } = other.identity
  const there = pointsIn(folder).length
  const points = `${there} of its ${sweep.points} points`
  const varied = sweep.paths.length === 0 ? '' : `, varied: ${sweep.paths.join(', ')}`
  const what = `holds another sweep, of "${name}" (${points}${varied}; sgsim ${sgsim})`
  const differences = differencesOf(other.identity, identity).join('; ')
  throw InputError.of(folder, what, `${other.file} differs from this one in ${differences}\n  ${hint}`)
}

function otherSweepIn(folder: string, identity: SweepIdentity, { first, last }: Numbers): Held | undefined {
  const claim = firstLineIn(identityPath(folder), '')
  const tables = firstLineIn(join(folder, SWEEP_MARKER), ',"points":[')
  const held = [claim, tables].filter((one) => one !== undefined)
  const other = held.find((one) => isOther(one, identity))
  if (other !== undefined) return other
  for (const number of pointsIn(folder)) {
    // What somebody put there by hand; a folder without a claim is looked through whole.
    if (claim !== undefined && (number < first || number > last)) continue
    const one = pointAt(pointPath(folder, number))
    if (one !== undefined && isOther(one, identity)) return one
  }
  return undefined
}

/**
 * Says in the folder that it is of this sweep; of two sweeps that begin at once the second is refused. `fresh`: another sweep that is there
 * goes, with its tables: points of this one stay, which another machine may be writing. True if nobody had said so before.
 */
export function claim(folder: string, identity: SweepIdentity, hint: string, fresh: boolean): boolean {
  mkdirSync(pointsFolder(folder), { recursive: true })
  if (fresh) removeOther(folder, identity)
  const path = identityPath(folder)
  const aside = `${path}.partial-${hostname()}-${process.pid}`
  const text = `${JSON.stringify(identity)}\n`
  writeFileSync(aside, text)
  let made = false
  try {
    const before = firstLineIn(path, '')
    if (before === undefined && !existsSync(path)) made = placeOnce(aside, path, text)
    else if (before === undefined || (fresh && isOther(before, identity))) {
      // Another sweep, or what a machine left that went down while it wrote.
      renameSync(aside, path)
      made = true
    }
  } finally {
    rmSync(aside, { force: true })
  }
  const now = firstLineIn(path, '')
  if (now !== undefined && isOther(now, identity)) refuseOtherSweep(folder, identity, hint, { first: 1, last: 0 })
  return made
}

/** Takes back what was claimed, if no point came of it. */
export function unclaimIfEmpty(folder: string): void {
  if (!existsSync(identityPath(folder)) || pointsIn(folder).length > 0) return
  rmSync(identityPath(folder))
  for (const empty of [pointsFolder(folder), folder])
    try {
      rmdirSync(empty)
    } catch {
      return
    }
}

function identityPath(folder: string): string {
  return join(pointsFolder(folder), IDENTITY)
}

function removeOther(folder: string, identity: SweepIdentity): void {
  const tables = firstLineIn(join(folder, SWEEP_MARKER), ',"points":[')
  if (tables !== undefined && isOther(tables, identity)) removeTables(folder)
  for (const number of pointsIn(folder)) {
    const path = pointPath(folder, number)
    const one = pointAt(path)
    if (one === undefined || isOther(one, identity)) rmSync(path, { force: true })
  }
}

/** Whole at once, and only if nothing is there. */
function placeOnce(aside: string, path: string, text: string): boolean {
  const isThere = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST'
  try {
    linkSync(aside, path)
    return true
  } catch (error) {
    if (isThere(error)) return false
  }
  try {
    // A disk without links.
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (isThere(error)) return false
    throw error
  }
}

function isOther(one: Held, identity: SweepIdentity): boolean {
  return differencesOf(one.identity, identity).length > 0
}

/** The identity in the first line of a file, before `end`; undefined where there is none. */
function firstLineIn(file: string, end: string): Held | undefined {
  if (!existsSync(file)) return undefined
  const buffer = Buffer.alloc(MOST_BYTES)
  const from = openSync(file, 'r')
  const length = readSync(from, buffer)
  closeSync(from)
  const line = buffer.toString('utf8', 0, length).split('\n', 1)[0]!
  if (!line.endsWith(end)) return undefined
  try {
    const identity = JSON.parse(end === '' ? line : `${line.slice(0, -end.length)}}`) as SweepIdentity
    return typeof identity.sweep?.hash === 'string' ? { identity, file } : undefined
  } catch {
    return undefined
  }
}

function pointAt(file: string): Held | undefined {
  try {
    return { identity: readPoint(file).identity, file }
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}
