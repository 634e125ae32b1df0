import type { Completed, CompletedCommand, Values } from './completion-words.js'

/** Into ~/.config/fish/completions/sgsim.fish. */
export function fishCompletion({ program, commands }: Completed): string {
  const first = commands.map(
    ({ name, description }) =>
      `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
  )
  return [
    `# fish completion of ${program}:  ${program} completion fish > ~/.config/fish/completions/${program}.fish`,
    `complete -c ${program} -n __fish_use_subcommand -f -l help -d 'explains the commands'`,
    `complete -c ${program} -n __fish_use_subcommand -f -l version -d 'says which version it is'`,
    ...first,
    ...commands.flatMap((one) => commandLines(program, one)),
    '',
  ].join('\n')
}

function commandLines(program: string, { name, options, arguments: args }: CompletedCommand): string[] {
  const start = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`
  const ofOptions = options.map(({ flag, description, value }) => {
    const takes = value === undefined ? '' : ` ${valueOf(value)}`
    return `${start} -l ${flag.slice(2)} -d ${quoted(description)}${takes}`
  })
  // fish does not count arguments: what may stand at any place is offered at each.
  const ofArguments = args.map(({ values }) => `${start} ${argumentOf(values)}`)
  return [...ofOptions, ...ofArguments]
}

function valueOf(values: Values): string {
  switch (values.of) {
    case 'files':
      return '-r -F'
    case 'folders':
      return '-x -a "(__fish_complete_directories)"'
    case 'deployments':
      return '-x -a "(__fish_complete_suffix .yaml)"'
    case 'anything':
      return '-x'
    case 'words':
      return `-x -a ${listOf(values.words)}`
  }
}

function argumentOf(values: Values): string {
  switch (values.of) {
    case 'files':
      return '-F'
    case 'folders':
      return '-f -a "(__fish_complete_directories)"'
    case 'deployments':
      return '-f -a "(__fish_complete_suffix .yaml)"'
    case 'anything':
      return '-f'
    case 'words':
      return `-f -a ${listOf(values.words)}`
  }
}

/** Candidates are words of fish themselves: quoted once in the list, and the list once more. */
function listOf(words: readonly string[]): string {
  return quoted(words.map((one) => (/^[\w./@:+,-]+$/.test(one) ? one : quoted(one))).join(' '))
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`
}
