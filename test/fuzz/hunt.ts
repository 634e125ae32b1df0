import fc from 'fast-check'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { InputError } from '../../src/input/problems.js'
import type { Case, Drawn } from './case.js'
import { smaller } from './smaller.js'
import { whyNowhere } from './place.js'

/** Reads what lies in a folder, as a command would; throws an InputError when it refuses it. Says how far it came. */
export type Reader = (folder: string) => Promise<string>

/** As `npm run fuzz` asks; the tests of every day read the same few cases again and again. */
export interface Asked {
  runs: number
  seed: number
  /** Where the case that is being read lies, and afterwards those that crashed. */
  folder?: string
}

/** What is asked for a kind; of one that is read in several ways for each `part`, of so many. */
export function asked(kind: string, runs: number, part = '', parts = 1): Asked {
  const text = process.env['SGSIM_FUZZ']
  if (text === undefined) return { runs, seed: 1 }
  const all = JSON.parse(text) as { runs: Record<string, number>; seed: number; folder: string }
  return { runs: Math.ceil((all.runs[kind] ?? 0) / parts), seed: all.seed, folder: join(all.folder, kind, part) }
}

/** Gives a reader cases: each must be taken, or refused with a place. All that crash are told, one of a kind and cut down. */
export async function hunt(cases: fc.Arbitrary<Drawn>, read: Reader, { runs, seed, folder }: Asked): Promise<void> {
  const desk = folder ?? mkdtempSync(join(tmpdir(), 'sgsim-fuzz-'))
  const crashes = new Map<string, { files: Case; error: Error }>()
  const ends = new Map<string, number>()
  let slowest = { ms: 0, files: new Map() as Case }
  for (const drawn of fc.sample(cases, { numRuns: runs, seed })) {
    const files = drawn()
    const begun = performance.now()
    const { end, error } = await judged(files, read, join(desk, 'now'))
    const ms = performance.now() - begun
    if (ms > slowest.ms) slowest = { ms, files }
    ends.set(end, (ends.get(end) ?? 0) + 1)
    if (error !== undefined && !crashes.has(end)) crashes.set(end, { files, error })
  }
  const told: string[] = []
  for (const [end, { files, error }] of crashes) {
    const least = await smaller(files, async (one) => (await judged(one, read, join(desk, 'now'))).end === end)
    if (folder !== undefined) lay(least, join(folder, `crash-${told.length + 1}`))
    told.push(`${ends.get(end)} × ${error.stack ?? error.message}\n${shown(least)}`)
  }
  rmSync(folder === undefined ? desk : join(desk, 'now'), { recursive: true, force: true })
  if (folder !== undefined) {
    lay(slowest.files, join(folder, 'slowest'))
    const parts = [...ends].map(([end, count]) => `${count} ${end}`).join(', ')
    console.log(`${runs} cases, seed ${seed}: ${parts}; the slowest took ${Math.round(slowest.ms)} ms`)
  }
  if (told.length > 0)
    throw new Error(`seed ${seed}: ${told.length} kinds of crashes in ${runs} cases\n\n${told.join('\n\n')}`)
}

/** How a case ends: how far it came, `refused`, or what tells this crash from others. */
async function judged(files: Case, read: Reader, folder: string): Promise<{ end: string; error?: Error }> {
  lay(files, folder)
  try {
    return { end: await read(folder) }
  } catch (error) {
    if (!(error instanceof InputError)) return { end: `crash ${signOf(error as Error)}`, error: error as Error }
    const nowhere = error.problems.map(whyNowhere).find((why) => why !== undefined)
    if (nowhere === undefined) return { end: 'refused' }
    return { end: `crash without a place: ${withoutNames(nowhere)}`, error: new Error(nowhere) }
  }
}

export function lay(files: Case, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
}

/** A crash is known by where it was thrown; a stack that overflows does so anywhere. */
function signOf(error: Error): string {
  const where = /\/((?:src|node_modules)\/\S+:\d+):\d+/.exec(error.stack ?? '')?.[1]
  if (error instanceof RangeError && error.message.includes('call stack')) return 'stack overflow'
  return `${error.name} ${where ?? ''} ${where === undefined ? error.message : ''}`.trim()
}

function withoutNames(text: string): string {
  return text.replaceAll(/\/\S+|"[^"]*"|\d+/g, '…').slice(0, 60)
}

function shown(files: Case): string {
  return [...files].map(([name, bytes]) => `--- ${name}\n${JSON.stringify(bytes.toString()).slice(0, 1500)}`).join('\n')
}
