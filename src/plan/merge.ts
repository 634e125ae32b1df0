import { existsSync, readFileSync, statSync } from 'node:fs'
import { realPath } from '../input/file-aside.js'
import { InputError, Problems } from '../input/problems.js'
import { pointPath, pointsFolder, pointsIn, readPoint, type PointFile } from './sweep-files.js'
import { differencesOf, type SweepIdentity } from './sweep-identity.js'

/** The points of a sweep, from one folder or from several. */
export interface MergedPoints {
  identity: SweepIdentity
  /** In their order, each read when its turn comes. */
  points(): Generator<PointFile>
}

/** After so many mistakes the others are not looked for. */
const MOST_PROBLEMS = 100

/** All points of a sweep, however they lie in the folders: none is missing, all are of one sweep, and those that are there twice are equal. */
export function mergedPoints(folders: readonly string[]): MergedPoints {
  const where = placesOf(folders)
  const problems = new Problems()
  const told = new Set<string>()
  let first: { file: string; identity: SweepIdentity } | undefined
  for (const [number, places] of where) {
    for (const folder of places) {
      const file = pointPath(folder, number)
      const one = pointOf(file, number, problems)
      if (one === undefined) continue
      first ??= { file, identity: one.identity }
      const differences = differencesOf(first.identity, one.identity)
      if (differences.length > 0) {
        const what = `is of another sweep than ${first.file}: ${differences.join('; ')}`
        // Once for all points of a folder.
        if (!told.has(`${folder}: ${what}`)) problems.add({ file }, what)
        told.add(`${folder}: ${what}`)
      } else if (folder !== places[0] && !isSame(file, pointPath(places[0]!, number)))
        problems.add({ file }, `is point ${number} as ${pointPath(places[0]!, number)} is, but what came out differs`)
    }
    if (problems.count >= MOST_PROBLEMS) break
  }
  problems.throwIfAny()
  const { identity } = first!
  refuseMissing(identity.sweep.points, where, folders)
  return {
    identity,
    *points() {
      for (let number = 1; number <= identity.sweep.points; number++)
        yield readPoint(pointPath(where.get(number)![0]!, number))
    },
  }
}

/** By number of a point: the folders that have it. */
function placesOf(folders: readonly string[]): Map<number, string[]> {
  const problems = new Problems()
  const places = new Map<number, string[]>()
  const named = new Map<string, string>()
  for (const folder of folders) {
    const before = named.get(realPath(folder))
    if (before !== undefined) {
      problems.add({ file: folder }, `expected each folder once, found "${before}" again`)
      continue
    }
    named.set(realPath(folder), folder)
    const isFolder = existsSync(folder) && statSync(folder).isDirectory()
    const numbers = isFolder ? pointsIn(folder) : []
    if (!existsSync(folder)) problems.add({ file: folder }, 'no such folder')
    else if (!isFolder) problems.add({ file: folder }, 'expected a folder, found a file')
    else if (numbers.length === 0)
      problems.add({ file: folder }, `holds no points of a sweep: expected files such as ${pointPath(folder, 1)}`)
    for (const number of numbers) {
      const known = places.get(number)
      if (known === undefined) places.set(number, [folder])
      else if (!known.includes(folder)) known.push(folder)
    }
  }
  problems.throwIfAny()
  return places
}

function pointOf(file: string, number: number, problems: Problems): PointFile | undefined {
  try {
    const one = readPoint(file)
    if (one.point === number) return one
    problems.add({ file }, `expected point ${number}, found point ${one.point}`)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
  }
  return undefined
}

function isSame(file: string, other: string): boolean {
  return readFileSync(file).equals(readFileSync(other))
}

function refuseMissing(count: number, where: ReadonlyMap<number, unknown>, folders: readonly string[]): void {
  const missing: number[] = []
  for (let number = 1; number <= count; number++) if (!where.has(number)) missing.push(number)
  if (missing.length === 0) return
  const words = `${missing.length} of ${count} points ${missing.length === 1 ? 'is' : 'are'} missing: ${rangesOf(missing)}`
  const place = folders.map(pointsFolder).join(', ')
  throw InputError.of(place, words, `sgsim sweep … --point ${missing[0]} runs the first of them`)
}

const MOST_RANGES = 12

/** `3, 7-12`. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  const shown = ranges.slice(0, MOST_RANGES).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
  return shown.join(', ') + (ranges.length > MOST_RANGES ? ', …' : '')
}
