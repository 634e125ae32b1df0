import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installedNs3 } from './peers/ns3.js'

const sources = fileURLToPath(new URL('peers/speed', import.meta.url))

export const PEERS = ['sgsim', 'c++', 'ns-3', 'simpy']

/**
 * The peers that are installed, by name: the version of each, and what turns a program's file and options into a command line. Of those
 * that are not, why.
 */
export function installed(wanted, folder) {
  const found = new Map()
  const missing = new Map()
  for (const peer of wanted) {
    const one = FIND[peer](folder)
    if (typeof one === 'string') missing.set(peer, one)
    else found.set(peer, one)
  }
  return { found, missing }
}

const FIND = {
  sgsim: () => ({
    version: `Node ${process.versions.node}`,
    command: (file) => [process.execPath, join(sources, file)],
  }),
  'c++': (folder) => {
    const version = compiler()
    if (version === undefined) return 'no g++ here. On Debian: apt-get install g++'
    return { version, command: (file) => [compiled(file, folder, [])] }
  },
  'ns-3': (folder) => {
    const version = installedNs3()
    if (version === undefined) return 'ns-3 is not installed here. On Debian: apt-get install libns3-dev g++ pkg-config'
    return { version, command: (file) => [compiled(file, folder, NS3_LIBRARIES[file] ?? ['core'])] }
  },
  simpy: () => {
    for (const python of ['python3', '/usr/bin/python3']) {
      const { status, stdout } = spawnSync(python, ['-c', PYTHON_VERSIONS], { encoding: 'utf8' })
      if (status === 0) return { version: stdout.trim(), command: (file) => [python, '-B', join(sources, file)] }
    }
    return 'SimPy (3 or later) is not installed here. pip install simpy, or on Debian: apt-get install python3-simpy3'
  },
}

const PYTHON_VERSIONS =
  'import platform, simpy; simpy.Environment; print(f"{simpy.__version__}, Python {platform.python_version()}")'

const NS3_LIBRARIES = { 'ns3-meters-udp.cc': ['flow-monitor', 'point-to-point', 'internet', 'network', 'core'] }

/** What g++ calls itself; undefined: there is none. */
export function compiler() {
  const { status, stdout } = spawnSync('g++', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split('\n')[0] : undefined
}

/** Each is compiled once. */
const binaries = new Map()

function compiled(file, folder, ns3) {
  const key = join(folder, file)
  if (!binaries.has(key)) {
    mkdirSync(folder, { recursive: true })
    const binary = join(folder, basename(file, '.cc'))
    const libraries = ns3.map((library) => `-lns3-${library}`)
    const args = ['-std=c++17', '-O2', join(sources, file), '-o', binary, ...libraries]
    const { status } = spawnSync('g++', args, { stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) throw new Error(`g++ could not compile ${file}`)
    binaries.set(key, binary)
  }
  return binaries.get(key)
}
