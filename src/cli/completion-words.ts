import type { Argument, Command, Option } from 'commander'
import { NETWORK_NAMES } from '../deployment/networks.js'
import { TEMPLATE_NAMES } from '../plan/templates.js'
import { loadCatalogue } from '../srs/catalogue.js'
import { allProfiles } from '../srs/profile.js'
import { offeredPaths } from './completion-paths.js'

/** What can stand on the command line, for a shell that completes it. */
export interface Completed {
  program: string
  commands: CompletedCommand[]
}

export interface CompletedCommand {
  name: string
  description: string
  options: { flag: string; description: string; value: Values | undefined; repeatable: boolean }[]
  arguments: { name: string; values: Values; many: boolean }[]
}

/** What an argument or the value of an option may be; of words that end in "=" more is to follow at once. */
export type Values =
  { of: 'words'; words: readonly string[] } | { of: 'files' | 'folders' | 'deployments' | 'anything' }

/** All commands as they are declared. */
export function completed(program: Command): Completed {
  return { program: program.name(), commands: program.commands.map((one) => completedCommand(one)) }
}

function completedCommand(command: Command): CompletedCommand {
  const help = { flag: '--help', description: 'explains the command', value: undefined, repeatable: false }
  const options = command.options.map((one) => ({
    flag: one.long!,
    description: oneLine(one.description),
    value: takesValue(one) ? valuesOf(one.argChoices, nameOf(one), one.long!) : undefined,
    repeatable: one.parseArg !== undefined,
  }))
  return {
    name: command.name(),
    description: oneLine(command.description()),
    options: [...options, help],
    arguments: command.registeredArguments.map((one: Argument) => ({
      name: one.name(),
      values: valuesOf(one.argChoices, one.name(), `${command.name()} ${one.name()}`),
      many: one.variadic,
    })),
  }
}

function takesValue(option: Option): boolean {
  return option.required || option.optional
}

/** `--out <folder>`: folder. */
function nameOf({ flags }: Option): string {
  return /[<[](.*?)[>\]]/.exec(flags)?.[1] ?? ''
}

/** `place`: the option, or the command with its argument. */
function valuesOf(choices: readonly string[] | undefined, name: string, place: string): Values {
  const words = choices ?? pathsFor(name) ?? WORDS[place]?.()
  if (words !== undefined) return { of: 'words', words }
  if (name === 'deployment' || place === '--deployment') return { of: 'deployments' }
  if (name.startsWith('folder') || FOLDERS.includes(place)) return { of: 'folders' }
  return { of: ['file', 'trace', 'csv'].includes(name) ? 'files' : 'anything' }
}

/** `<path>`, `<path=value>`, `<path=values>`. */
function pathsFor(name: string): string[] | undefined {
  if (!/^path(=|$)/.test(name)) return undefined
  return offeredPaths().map((path) => (name === 'path' ? path : `${path}=`))
}

const FOLDERS = ['compare base', 'compare new']

const actors = () => [...loadCatalogue().actors.keys()]
const profiles = () => [...allProfiles()]

/** Where what may be given is a list of names. */
const WORDS: Readonly<Record<string, (() => readonly string[]) | undefined>> = {
  '--template': () => TEMPLATE_NAMES,
  '--use-case': () => [...loadCatalogue().useCases.keys()],
  '--network': () => NETWORK_NAMES,
  '--payload': () => [...loadCatalogue().payloads.keys()],
  '--flow': () => [...loadCatalogue().flows.keys()],
  '--actor': actors,
  '--profile': profiles,
  '--profiles': () => ['all', ...profiles()],
  'profiles code': profiles,
  'payloads name': () => [...loadCatalogue().payloads.keys()],
  'paths from': actors,
  'paths to': actors,
  'explain requirement': () =>
    loadCatalogue()
      .requirements.filter((one) => one.used)
      .map((one) => one.id),
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
