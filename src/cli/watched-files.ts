import { statSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Files of which it is asked again and again whether one was saved. They are looked at, not listened to: whoever saves by putting a new file in the place
 * of the old one, on whatever file system, is noticed all the same.
 */
export class WatchedFiles {
  private readonly seen = new Map<string, string>()

  /** From now on a change of it counts. */
  add(file: string): void {
    const path = resolve(file)
    if (!this.seen.has(path)) this.seen.set(path, signatureOf(path))
  }

  /** Whether one is another than it was when it was added, or when this was forgotten. */
  get changed(): boolean {
    for (const [path, before] of this.seen) if (signatureOf(path) !== before) return true
    return false
  }

  /** How all of them are now: twice the same means that nobody is in the middle of saving. */
  get state(): string {
    return [...this.seen.keys()].map(signatureOf).join('\n')
  }

  /** What changed so far is known, and which files they are is to be said again. */
  forget(): void {
    this.seen.clear()
  }
}

function signatureOf(path: string): string {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(path)
    return `${mtimeMs} ${ctimeMs} ${size} ${ino}`
  } catch {
    return 'none'
  }
}
