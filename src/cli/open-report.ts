import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InputError } from '../input/problems.js'

/** Where the opener is looked for: the platform, and what the environment says. */
export interface Desktop {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
}

/**
 * Shows a file in the user's browser, which goes on by itself. Where that cannot be, it says so and where the file is: nothing that was
 * asked for besides fails by it.
 */
export async function openReport(file: string, desktop: Desktop = process): Promise<void> {
  const url = pathToFileURL(resolve(file)).href
  for (const [program, ...args] of openersOf(url, desktop)) if (await started(program!, args, desktop)) return
  process.stderr.write(`no browser could be opened here; the page is ${file}\n`)
}

/** `--open` shows what `--no-html` leaves out. */
export function refuseOpenWithoutPage({ open, html }: { open?: boolean; html: boolean }): void {
  if (open && !html) throw InputError.of('--open', 'expected a page to open, found --no-html', 'leave out one of them')
}

/** Commands to try, one after the other. */
export function openersOf(url: string, { platform, env }: Desktop): string[][] {
  const chosen = env['BROWSER']
  if (chosen === 'none') return []
  // A list of commands, with %s where the address is to stand, as xdg-open and Python read it.
  const own = (chosen ?? '').split(platform === 'win32' ? ';' : ':').filter((command) => command.trim() !== '')
  const commands = own.map((command) => {
    const words = command.trim().split(/\s+/)
    return words.includes('%s') ? words.map((word) => (word === '%s' ? url : word)) : [...words, url]
  })
  if (commands.length > 0) return commands
  if (platform === 'darwin') return [['open', url]]
  // `start` is of the shell, in which & ends a command; its first argument in quotes is the title of a window.
  if (platform === 'win32') return [['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')]]
  // Without a display xdg-open would try browsers of the terminal, which would take it.
  const hasDisplay = env['DISPLAY'] || env['WAYLAND_DISPLAY']
  return hasDisplay ? [['xdg-open', url]] : []
}

function started(program: string, args: string[], { platform, env }: Desktop): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      detached: true,
      stdio: 'ignore',
      env,
      windowsVerbatimArguments: platform === 'win32',
    })
    child.once('error', () => done(false))
    child.once('spawn', () => {
      child.unref()
      done(true)
    })
  })
}
