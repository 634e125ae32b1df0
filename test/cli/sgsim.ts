import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

/** Runs the built program in a folder, as a user does, to its end. */
export function sgsim(folder: string, ...args: string[]): Ended {
  return command(folder, process.execPath, [PROGRAM, ...args])
}

export function command(folder: string, file: string, args: string[], env: NodeJS.ProcessEnv = {}): Ended {
  const options = { cwd: folder, encoding: 'utf8', env: { ...PLAIN, ...env }, maxBuffer: 2 ** 28 } as const
  const { status, stdout, stderr, error } = spawnSync(file, args, options)
  if (error) throw error
  return { status, stdout, stderr }
}

/** Starts the built program, and leaves it running. */
export function start(folder: string, ...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, env: PLAIN })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const ended = new Promise<Ended>((resolve) => child.on('close', (status) => resolve({ status, ...said })))
  return { child, ended }
}

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const PROGRAM = join(ROOT, 'bin', 'sgsim.js')

// Colours are the terminal's business; the runner of the tests asks for them.
const PLAIN: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
delete PLAIN['FORCE_COLOR']
// What a runner of GitHub says would make the program write annotations for it.
delete PLAIN['GITHUB_ACTIONS']
delete PLAIN['GITHUB_STEP_SUMMARY']

/** A new folder with these files, gone after the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sgsim-cli-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** Everything in a folder: each file by the hash of its bytes, each folder by its name. */
export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const seen = (path: string) =>
    statSync(path).isDirectory() ? 'folder' : createHash('sha256').update(readFileSync(path)).digest('hex')
  return Object.fromEntries(names.map((name) => [name, seen(join(folder, name))]))
}

/** An hour of a hundred meters: the least that runs. */
export const SMALL = `name: small
profile: ACvW
use-cases: [Meter Reading, Service Switch]
duration: 1 h
quantities: { meters: { electric: { residential: 90, commercial: 10 } } }
`
