import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Where a process keeps what it writes (`partial`) and what it replaces (`old`), beside the target. */
export function besides(target: string): { partial: string; old: string } {
  return { partial: `${target}.partial-${process.pid}`, old: `${target}.old-${process.pid}` }
}

/**
 * Mends what a process left that ended while it wrote: a target that was moved away and never replaced comes back,
 * the rest is removed. What a living process is busy with stays, and so does what is `inUse` by this one.
 */
export function mendLeftOvers(target: string, inUse: (folder: string) => boolean): void {
  for (const { folder, kind } of leftOvers(target, inUse)) {
    if (kind === 'old' && !existsSync(target)) renameSync(folder, target)
    else rmSync(folder, { recursive: true, force: true })
  }
}

function leftOvers(target: string, inUse: (folder: string) => boolean): { folder: string; kind: string }[] {
  const parent = dirname(target)
  if (!existsSync(parent) || !statSync(parent).isDirectory()) return []
  const prefix = `${basename(target)}.`
  return readdirSync(parent)
    .sort()
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, match: /^(partial|old)-(\d+)$/.exec(name.slice(prefix.length)) }))
    .filter(({ match }) => match !== null && (Number(match[2]) === process.pid || !isAlive(Number(match[2]))))
    .map(({ name, match }) => ({ folder: join(parent, name), kind: match![1] }))
    .filter(({ folder }) => !inUse(folder))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, but it is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
