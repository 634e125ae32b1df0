import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clearInterval, setInterval } from 'node:timers'
import { fileURLToPath } from 'node:url'

/**
 * What `sgsim check` needs for a long trace: writes traces of a head-end with many and very many devices, holds each against a deployment,
 * and prints the peak of the resident memory, rows a second, and whether the duplicates were found. Linux only.
 * `node bench/check-memory.js [rows]`
 */
const ROWS = Number(process.argv[2] ?? 10_000_000)
const EVERY = 1_000_003
const PROGRAM = fileURLToPath(new URL('../bin/sgsim.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'sgsim-check-memory-'))

try {
  console.log('      rows    devices  times    peak MB   rows/s   duplicates')
  for (const devices of [10_000, 1_000_000])
    for (const times of ['seconds', 'ISO 8601']) console.log(await line(devices, times))
} finally {
  rmSync(folder, { recursive: true })
}

async function line(devices, times) {
  const [trace, deployment] = [join(folder, 't.csv'), join(folder, 'd.yaml')]
  const quantities = `{ meters: { electric: { residential: ${devices} } } }`
  writeFileSync(
    deployment,
    `name: bench\nuse-cases: [Meter Reading]\nstart: 2026-03-02\nduration: 1 day\nquantities: ${quantities}\n`,
  )
  const again = writeTrace(trace, devices, times === 'seconds')
  const began = performance.now()
  const peak = await check(trace, deployment, times === 'seconds' ? [] : ['--time-zone', 'UTC'])
  const rate = Math.round((ROWS + again) / ((performance.now() - began) / 1000))
  const { duplicates } = JSON.parse(readFileSync(join(folder, 'r', 'run.json'), 'utf8')).trace
  const found = `${duplicates} of ${again}`
  return [[ROWS + again, 10], [devices, 11], [times, 10], [peak, 8], [rate, 9], [found, 13]].map(([cell, wide]) => `${cell}`.padStart(wide)).join('') // prettier-ignore
}

/** How many of its rows are there twice. */
function writeTrace(file, devices, inSeconds) {
  const handle = openSync(file, 'w')
  const midnight = Date.parse('2026-03-02T00:00:00Z')
  const at = (seconds) =>
    inSeconds ? seconds.toFixed(3) : new Date(midnight + Math.round(seconds * 1000)).toISOString()
  let text = 'message,payload,from,to,device,sent_at,received_at\n'
  let again = 0
  for (let i = 0; i < ROWS; i++) {
    const sent = (86_000 * i) / ROWS
    const row = `m${i},on-demand_Mtr-read_cmd,CIS/Billing - Utility,2-Way Meter - Electr,SN-${(i * 7919) % devices},${at(sent)},${at(sent + 1 + (i % 100) / 10)}\n`
    text += row
    if (i % EVERY === 0) {
      text += row
      again++
    }
    if (text.length < 2 ** 20) continue
    writeSync(handle, text)
    text = ''
  }
  writeSync(handle, text)
  closeSync(handle)
  return again
}

/** The peak of its resident memory, in MB (10^6 bytes), as the kernel has it. */
function check(trace, deployment, options) {
  return new Promise((resolve, reject) => {
    let peak = 0
    const args = [
      PROGRAM,
      'check',
      trace,
      '--deployment',
      deployment,
      '--out',
      join(folder, 'r'),
      '--quiet',
      ...options,
    ]
    const child = spawn(process.execPath, args, { stdio: 'inherit' })
    const look = setInterval(() => {
      try {
        const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
        if (kilobytes !== undefined) peak = Math.round((Number(kilobytes) * 1024) / 1e6)
      } catch {
        // It has ended.
      }
    }, 50)
    child.on('exit', (code) => {
      clearInterval(look)
      if (code === 0) resolve(peak)
      else reject(new Error(`sgsim check ended with ${code}`))
    })
  })
}
