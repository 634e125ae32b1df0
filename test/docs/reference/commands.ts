import type { Argument, Command, Option } from 'commander'
import { GENERATED } from './generated.js'
import { cell, code, table } from './markdown-table.js'

/** docs/reference/commands.md: every command, from the tree that reads the command line. */
export function commandsReference(program: Command): string {
  const commands = program.commands.filter((one) => one.name() !== 'help')
  const list = commands.map((one) => [`[${code(one.name())}](#sgsim-${one.name()})`, cell(one.description())])
  return `# Commands

${GENERATED} It is what \`--help\` says of each.

\`\`\`text
sgsim [command] [options]
\`\`\`

In a clone of the project \`sgsim\` is \`node bin/sgsim.js\`. What each exit status means: [exit-status.md](exit-status.md).

${table(['command', 'does'], list)}
${commands.map(sectionOf).join('\n')}`
}

function sectionOf(command: Command): string {
  const usage = `sgsim ${command.name()} ${command.usage()}`
  const parts = [
    `## sgsim ${command.name()}`,
    cell(command.description()),
    fence(usage),
    ...tableOf(['argument', 'means'], command.registeredArguments.map(argumentLine)),
    ...tableOf(['option', 'means', 'default'], command.options.filter(({ hidden }) => !hidden).map(optionLine)),
    ...moreOf(command),
  ]
  return `${parts.join('\n\n')}\n`
}

const fence = (text: string) => `\`\`\`text\n${text}\n\`\`\``

function tableOf(head: readonly string[], rows: string[][]): string[] {
  return rows.length === 0 ? [] : [table(head, rows).trimEnd()]
}

function argumentLine(one: Argument): string[] {
  const optional = one.required ? '' : ' (may be left out)'
  return [code(`${one.name()}${one.variadic ? ' …' : ''}`), `${cell(one.description)}${wordsOf(one.argChoices)}${optional}`] // prettier-ignore
}

/** Some descriptions say the default themselves, where the parser has none. */
function optionLine(one: Option): string[] {
  const [, means, said] = /^(.*?)(?:\s*\(default: (.*)\))?$/s.exec(one.description)!
  const value: unknown = said ?? one.defaultValueDescription ?? one.defaultValue
  const isNothing = value === undefined || typeof value === 'boolean' || (Array.isArray(value) && value.length === 0)
  return [code(one.flags), `${cell(means!)}${wordsOf(one.argChoices)}`, isNothing ? '–' : cell(String(value))]
}

function wordsOf(choices: readonly string[] | undefined): string {
  return choices === undefined ? '' : ` (${choices.map(code).join(', ')})`
}

/** What the help says after its lists: notes, statuses, examples. */
export function moreOf(command: Command): string[] {
  let said = ''
  command.configureOutput({ writeOut: (text) => (said += text) })
  command.outputHelp()
  const lists = command.helpInformation()
  const more = said.slice(said.indexOf(lists) + lists.length).trim()
  return more === '' ? [] : [fence(more)]
}
