import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sources = fileURLToPath(new URL('ns3', import.meta.url))

const LIBRARIES = {
  internet: ['internet', 'csma', 'point-to-point', 'traffic-control', 'network', 'core'],
  'lr-wpan': ['lr-wpan', 'spectrum', 'propagation', 'mobility', 'point-to-point', 'network', 'core'],
}

/** Which ns-3 is installed, or undefined where there is none, or no compiler for it. */
export function installedNs3() {
  const include = '#include <ns3/core-module.h>\n#include <ns3/lr-wpan-module.h>\n'
  const found = spawnSync('g++', ['-std=c++17', '-fsyntax-only', '-x', 'c++', '-'], { input: include })
  if (found.status !== 0) return undefined
  const version = spawnSync('pkg-config', ['--modversion', 'ns3-core'], { encoding: 'utf8' })
  return version.status === 0 ? version.stdout.trim() : 'of unknown version'
}

/** Compiles one of the programs into a folder, and gives what runs it. */
export function compiled(name, folder) {
  const binary = join(folder, name)
  const libraries = LIBRARIES[name].map((library) => `-lns3-${library}`)
  const args = ['-std=c++17', '-O2', join(sources, `${name}.cc`), '-o', binary, ...libraries]
  const { status } = spawnSync('g++', args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(`g++ could not compile ${name}.cc`)
  /** Runs it, and gives the latency of each message (microseconds; NaN: lost) and what the program counted. */
  return (options, traffic) => {
    const out = join(folder, `${name}.csv`)
    const all = Object.entries({ ...options, traffic, out }).map(([key, value]) => `--${key}=${value}`)
    const { status, stdout } = spawnSync(binary, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    if (status !== 0) throw new Error(`${name} ${all.join(' ')} ended with ${status}`)
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
    const latencies = Float64Array.from(lines, (line) => Number(line.slice(line.indexOf(',') + 1)))
    const { wallS, ...counts } = JSON.parse(stdout)
    return { latencies, wallS, counts }
  }
}
