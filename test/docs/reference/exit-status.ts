import type { Command } from 'commander'
import { EXIT } from '../../../src/cli/exit-status.js'
import { moreOf } from './commands.js'
import { GENERATED } from './generated.js'
import { cell, code, table } from './markdown-table.js'

/** docs/reference/exit-status.md: what the help says of each status; commands that mean something of their own say so in theirs. */
export function exitStatusReference(program: Command): string {
  const general = statusesIn(program)
  const missing = Object.values(EXIT).filter((status) => !general.some(([said]) => said === code(String(status))))
  if (missing.length > 0) throw new Error(`sgsim --help says nothing of the exit status ${missing.join(', ')}`)
  const own = program.commands.flatMap((command) => {
    const statuses = statusesIn(command)
    return statuses.length === 0 ? [] : [`## sgsim ${command.name()}\n\n${table(HEAD, statuses)}`]
  })
  return `# Exit statuses

${GENERATED} The same for every command, unless it has a table of its own below.

${table(HEAD, general)}
With status 2 every mistake of the input is printed at once, with its file, line and column, what was expected and what was found, and nothing is written. After 130 nothing is
half-written either: a report is whole or not there.

${own.join('\n')}`
}

const HEAD = ['status', 'means']

/** The list under `Exit status:` in what the help of a command says after its options. */
function statusesIn(command: Command): string[][] {
  const [list] = /(?<=^Exit status:\n)(?: {2}.*\n?)+/m.exec(moreOf(command).join('\n')) ?? ['']
  const statuses = list.split(/^ {2}(?=\d)/m).slice(1)
  return statuses.map((text) => {
    const [, status, means] = /^(\d+) +(.+)$/s.exec(text.trim())!
    return [code(status!), cell(means!.replaceAll(/\s+/g, ' '))]
  })
}
