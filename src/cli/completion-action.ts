import type { Command } from 'commander'
import { bashCompletion } from './completion-bash.js'
import { fishCompletion } from './completion-fish.js'
import { completed } from './completion-words.js'
import { zshCompletion } from './completion-zsh.js'
import type { SHELLS } from './shells.js'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

export function act(shell: (typeof SHELLS)[number], _: object, command: Command): void {
  process.stdout.write(SCRIPTS[shell](completed(command.parent!)))
}
