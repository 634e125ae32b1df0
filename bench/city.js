import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a shipped scenario in a process of its own and prints what its timing.json says. */
export async function city(name = 'city-1m') {
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-bench-'))
  try {
    const out = join(folder, 'report')
    const args = ['bin/sgsim.js', 'run', `scenarios/${name}.yaml`, '--quiet', '--out', out]
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0 && status !== 1) throw new Error(`sgsim run ${name} ended with ${status}`)
    const timing = JSON.parse(readFileSync(join(out, 'timing.json'), 'utf8'))
    const run = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))
    const frames = sumOf(join(out, 'links.csv'), 'transmissions', ({ network }) => network === 'nan')
    const reads = sumOf(join(out, 'payloads.csv'), 'delivered', ({ payload }) => READS.test(payload))
    const wall = Object.values(timing.wallS).reduce((sum, stage) => sum + stage, 0)
    const row = {
      scenario: name,
      devices: run.counts.devices,
      messages: run.counts.messagesSent,
      events: timing.events,
      framesPerRead: frames / reads,
      wallS: wall,
      microsecondsPerMessage: (timing.wallS.simulate * 1e6) / run.counts.messagesSent,
      eventsPerSecond: timing.eventsPerSecond,
      memoryPeakMB: timing.memoryPeakBytes / 1e6,
    }
    console.log(`${name}: ${row.devices} devices, ${row.messages} messages, ${row.events} events`)
    console.log(`  ${row.framesPerRead.toFixed(1)} frames on the NAN a read`)
    console.log(
      `  ${wall.toFixed(1)} s in all, ${(row.eventsPerSecond / 1e6).toFixed(2)} M events/s, ${row.microsecondsPerMessage.toFixed(2)} µs/message, peak ${row.memoryPeakMB.toFixed(0)} MB`,
    )
    return row
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What brings readings; all else that crosses the NAN is so little that its frames are counted with them. */
const READS = /Mtr-read.*_resp-data$/

/** The sum of a column of a report over some of its rows. No cell of these tables has a comma in it. */
function sumOf(file, column, which) {
  const [head, ...rows] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
  return rows
    .map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])))
    .filter(which)
    .reduce((sum, row) => sum + Number(row[column]), 0)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await city(process.argv[2])
