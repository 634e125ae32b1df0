import type { Completed, CompletedCommand, Values } from './completion-words.js'

/** Into a folder of fpath, under the name _sgsim; or read in, where compinit was called before. */
export function zshCompletion({ program, commands }: Completed): string {
  return `#compdef ${program}
# zsh completion of ${program}:  ${program} completion zsh > "\${fpath[1]}/_${program}"

_${program}() {
  local state line
  typeset -A opt_args
  _arguments -C '--help[explains the command]' '--version[says which version it is]' '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
${commands.map(({ name, description }) => `        ${quoted(`${name}:${description}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

if [ "$funcstack[1]" = "_${program}" ]; then _${program} "$@"; else compdef _${program} ${program}; fi
`
}

function commandCase({ name, options, arguments: args }: CompletedCommand): string {
  const ofOptions = options.map(({ flag, description, value, repeatable }) => {
    const takes = value === undefined ? '' : `:${flag.slice(2)}:${action(value)}`
    return quoted(`${repeatable ? '*' : ''}${flag}[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]${takes}`)
  })
  const ofArguments = args.map(({ name: what, values, many }, i) =>
    quoted(`${many ? '*' : i + 1}:${what}:${action(values)}`),
  )
  const lines = [...ofOptions, ...ofArguments].map((one) => `            ${one}`)
  return `        ${name})
          _arguments \\
${lines.join(' \\\n')}
          ;;`
}

function action(values: Values): string {
  switch (values.of) {
    case 'files':
      return '_files'
    case 'folders':
      return '_files -/'
    case 'deployments':
      return '_files -g "*.(yaml|yml)(-.)"'
    case 'anything':
      return ' '
    case 'words':
      return listOf(values.words)
  }
}

/** Behind a path its value follows at once: there no blank is put. */
function listOf(words: readonly string[]): string {
  const list = words.map((one) => one.replaceAll(/[^\w./@+,-]/g, '\\$&')).join(' ')
  return words.some((one) => one.endsWith('=')) ? `compadd -S "" -- ${list}` : `(${list})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
