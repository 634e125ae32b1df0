import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { locate } from '../input/locate.js'
import { InputError } from '../input/problems.js'
import { readText } from '../input/text-file.js'
import type { SweepIdentity } from './sweep-identity.js'
import type { PointResult } from './sweep-result.js'
import type { SweepPoint } from './sweep.js'

/** What the file of a point says: which sweep it is of, which point of it, and what came out. The same on whatever machine it was run. */
export interface PointFile {
  identity: SweepIdentity
  point: number
  values: Readonly<Record<string, unknown>>
  outcome: { result: PointResult } | { cannot: string }
}

const FOLDER = 'points'
const NAME = /^(\d{6,})\.json$/

export function pointsFolder(folder: string): string {
  return join(folder, FOLDER)
}

export function pointPath(folder: string, number: number): string {
  return join(pointsFolder(folder), `${String(number).padStart(6, '0')}.json`)
}

export function valuesOf({ values }: SweepPoint): Record<string, unknown> {
  return Object.fromEntries(values.map(({ path, data }) => [path, data]))
}

/** Written beside and then put in its place: whoever looks finds the whole of it or nothing. Another machine may be writing the same. */
export function writePoint(folder: string, { identity, point, values, outcome }: PointFile): void {
  const path = pointPath(folder, point)
  mkdirSync(pointsFolder(folder), { recursive: true })
  const aside = `${path}.partial-${hostname()}-${process.pid}`
  writeFileSync(aside, pointText({ identity, point, values, outcome }))
  renameSync(aside, path)
}

export function pointText({ identity, point, values, outcome }: PointFile): string {
  return `${JSON.stringify({ ...identity, point, values, ...outcome })}\n`
}

/** The numbers of the points that a folder has files of, in order. */
export function pointsIn(folder: string): number[] {
  const points = pointsFolder(folder)
  if (!existsSync(points) || !statSync(points).isDirectory()) return []
  return readdirSync(points)
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

export function removePoint(folder: string, number: number): void {
  rmSync(pointPath(folder, number), { force: true })
}

/** Removes what processes of this machine left that ended while they wrote. */
export function removeLeftOvers(folder: string): void {
  const points = pointsFolder(folder)
  if (!existsSync(points)) return
  const mine = `.json.partial-${hostname()}-`
  for (const name of readdirSync(points)) {
    const at = name.indexOf(mine)
    if (at > 0 && !isAlive(Number(name.slice(at + mine.length)))) rmSync(join(points, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Reads the file of a point; what is none is told with its place. */
export function readPoint(path: string): PointFile {
  const text = readText(path)
  const { point, values, result, cannot, ...identity } = objectOf(text, path)
  const isPoint = typeof point === 'number' && isObject(values) && isObject(identity['sweep'])
  if (!isPoint || (!isObject(result) && typeof cannot !== 'string'))
    throw InputError.of({ file: path, line: 1, column: 1 }, 'is no point of a sweep: run it again')
  const outcome = isObject(result) ? { result: result as unknown as PointResult } : { cannot: cannot as string }
  return { identity: identity as unknown as SweepIdentity, point, values, outcome }
}

function objectOf(text: string, path: string): Record<string, unknown> {
  const start = { file: path, line: 1, column: 1 }
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch (error) {
    const [, offset] = /position (\d+)/.exec((error as SyntaxError).message) ?? []
    throw InputError.of(offset ? locate(path, text, Number(offset)) : start, 'not JSON: run the point again')
  }
  throw InputError.of(start, 'expected an object')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a file holds this point of this sweep, run by this version: then it need not be run again. */
export function isThere(folder: string, point: SweepPoint, identity: SweepIdentity): boolean {
  const path = pointPath(folder, point.number)
  if (!existsSync(path)) return false
  try {
    const there = readPoint(path)
    const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
    return there.point === point.number && same(there.identity, identity) && same(there.values, valuesOf(point))
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
