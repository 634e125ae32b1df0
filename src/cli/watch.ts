import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { hearReads } from '../input/reads.js'
import { InputError } from '../input/problems.js'
import { EXIT } from './exit-status.js'
import { WatchedFiles } from './watched-files.js'

/** How often files are looked at; a save is over when they are the same twice in a row. */
const LOOK_MS = 150
/** In the middle of a run, at most so often. */
const BUSY_MS = 250

export interface Watching {
  /** Runs once; `stop` says whether it is to end early. False: somebody wants to end it all. */
  runOnce: (stop: () => boolean) => Promise<boolean>
  /** Whether somebody wants to end it. */
  interrupted: () => boolean
  say: (line: string) => void
}

/**
 * Runs, and runs again whenever a file that the run has read is saved, until it is interrupted: what is wrong with a file is said, and mended by the
 * next save of it. A save in the middle of a run ends that run. Interrupted at rest it ends with 0, since that is how it is ended; in the middle of a
 * run with 130.
 */
export async function watch(file: string, { runOnce, interrupted, say }: Watching): Promise<void> {
  const files = new WatchedFiles()
  for (;;) {
    files.forget()
    hearReads((read) => files.add(read))
    files.add(file)
    const goesOn = await once(runOnce, interrupted, files)
    if (!goesOn) return void (process.exitCode = EXIT.interrupted)
    if (!files.changed) say(`waits for a change of ${file}, or of what it names; Ctrl-C ends`)
    if (!(await settled(files, () => files.changed, interrupted))) return void (process.exitCode = EXIT.ok)
    const isGone = !existsSync(file)
    if (isGone) {
      say(`${file} is gone; waits until it is there again; Ctrl-C ends`)
      if (!(await settled(files, () => existsSync(file), interrupted))) return void (process.exitCode = EXIT.ok)
    }
    say(isGone ? 'is there again: runs again' : 'saved: runs again')
  }
}

/** Input that is wrong ends no watch. */
async function once(runOnce: Watching['runOnce'], interrupted: () => boolean, files: WatchedFiles): Promise<boolean> {
  const stop = () => interrupted() || sometimes(() => files.changed)
  let looked = performance.now()
  const sometimes = (look: () => boolean) => {
    if (performance.now() - looked < BUSY_MS) return false
    looked = performance.now()
    return look()
  }
  try {
    return await runOnce(stop)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    process.stderr.write(`${error.message}\n`)
    return !interrupted()
  }
}

/** Waits until it has happened, and nobody is in the middle of saving. False: interrupted. */
async function settled(files: WatchedFiles, happened: () => boolean, interrupted: () => boolean): Promise<boolean> {
  let last = ''
  while (!interrupted()) {
    if (happened()) {
      const { state } = files
      if (state === last) return true
      last = state
    }
    await setTimeout(LOOK_MS)
  }
  return false
}
