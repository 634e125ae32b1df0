import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WORKS } from './growth-works.js'
import { ROOT } from './measured.js'

/** A run in a process of its own: its seconds in all, its stages, and a print of its report (but for the times in it). */
export async function timed({ work, meters, words, out }) {
  const { deployment, options, sets } = WORKS[work]
  const all = sets(meters).flatMap((one) => ['--set', one])
  const began = performance.now()
  await ended(['bin/sgsim.js', 'run', deployment, ...options, '--quiet', '--out', out, ...all, ...words])
  const seconds = (performance.now() - began) / 1000
  const { wallS, memoryPeakBytes } = JSON.parse(readFileSync(join(out, 'timing.json'), 'utf8'))
  return { seconds, wallS, peakBytes: memoryPeakBytes, print: printOf(out) }
}

/** Several such at the same time: until the last has ended. */
export async function timedSideBySide(runs) {
  const all = await Promise.all(runs.map(timed))
  const simulate = Math.max(...all.map(({ wallS }) => wallS.build + wallS.simulate))
  return { seconds: Math.max(...all.map(({ seconds }) => seconds)), wallS: { build: 0, simulate } }
}

function ended(words) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', failed)
    child.on('exit', (status) =>
      status === 0 || status === 1 ? done() : failed(new Error(`sgsim run ended with ${status}`)),
    )
  })
}

function printOf(folder) {
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).sort())
    if (file !== 'timing.json') hash.update(`${file}\0`).update(readFileSync(join(folder, file)))
  return hash.digest('hex')
}
