import { spawnSync } from 'node:child_process'

const MOST_MEMORY_KIB = 10 * 2 ** 20

/**
 * Runs a program once, in a process of its own: what it tells of itself, or why it gave up (`gaveUp`: it was too much for it) or is
 * wrong (`failed`). It has so many seconds.
 */
export function turn(command, options, longestS) {
  const words = [...command, ...Object.entries(options).map(([key, value]) => `--${key}=${value}`)]
  // Node reserves far more addresses than it uses, and sgsim says beforehand what it needs.
  const isNode = command[0] === process.execPath
  const [program, ...args] = isNode ? words : ['sh', '-c', `ulimit -v ${MOST_MEMORY_KIB}; exec "$@"`, 'sh', ...words]
  const began = performance.now()
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: longestS * 1000,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const processSeconds = (performance.now() - began) / 1000
  if (error?.code === 'ETIMEDOUT') return { gaveUp: `more than ${longestS} s` }
  if (status !== 0 && /bad_alloc|MemoryError/.test(stderr)) return { gaveUp: 'more than 10 GiB' }
  if (status !== 0) return { failed: `ended with ${status}: ${stderr.trim().split('\n').at(-1)}` }
  return { processSeconds, ...JSON.parse(stdout.trim().split('\n').at(-1)) }
}
