import type { Completed, CompletedCommand, Values } from './completion-words.js'

/** For bash from 3.2 on, the one of macOS. */
export function bashCompletion({ program, commands }: Completed): string {
  const lists = new Lists()
  const cases = commands.map((one) => commandCase(one, lists))
  const names = commands.map((one) => quoted(one.name)).join(' ')
  return `# bash completion of ${program}:  eval "$(${program} completion bash)"

_${program}_words() {
  local word quoted
  for word in "$@"; do
    [[ $word == "$cur"* ]] || continue
    # A path: its value follows at once, and is anything.
    if [[ $word == *= ]]; then
      [[ $word == "$cur" ]] && continue
      compopt -o nospace 2>/dev/null
    fi
    printf -v quoted %q "$word"
    COMPREPLY+=("$quoted")
  done
}

_${program}_files() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    if [[ $1 == files || -d $path || ( $1 == deployments && $path == *.y*ml ) ]]; then COMPREPLY+=("$path"); fi
  done < <(compgen -f -- "$cur")
}

_${program}_value() {
  case "$1" in
    files | folders | deployments) _${program}_files "$1" ;;
${lists.cases(program)}
  esac
}

_${program}() {
  local cur command='' count=0 i last=-1 word value='' flags='' valued='' arguments=''
  local -a words=()
  # bash parts a path from its value, by itself.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((last > 0)) && [[ $word == '=' || \${words[last]} == *= ]]; then words[last]+=$word; else words[++last]=$word; fi
  done
  cur=\${words[last]}
  # As it is typed: a quote that is open, or blanks behind a backslash.
  cur=\${cur#[\\"\\']}
  cur=\${cur//\\\\/}
  COMPREPLY=()
  for ((i = 1; i < last; i++)); do
    word=\${words[i]}
    if [[ -z $command ]]; then
      [[ $word == -* ]] || { command=$word; _${program}_command "$command"; }
    elif [[ $word == --* ]]; then
      [[ $valued == *" $word="* ]] && ((i++))
    else
      ((count++))
    fi
  done
  if [[ -z $command ]]; then
    _${program}_words ${names} --help --version
    return
  fi
  word=\${words[last - 1]}
  if [[ $valued == *" $word="* ]]; then
    value=\${valued#*" $word="}
    _${program}_value "\${value%% *}"
  elif [[ $cur == -* ]]; then
    _${program}_words $flags
  else
    set -- $arguments
    ((count >= $#)) && [[ \${!#} == *+ ]] && count=$(($# - 1))
    ((count < $#)) && { shift $count; _${program}_value "\${1%+}"; }
  fi
}

# flags: what there is. valued: those that take a value, and which. arguments: which, in their order; with +: and more of them.
_${program}_command() {
  case "$1" in
${cases.join('\n')}
  esac
}

complete -F _${program} ${program}
`
}

function commandCase({ name, options, arguments: args }: CompletedCommand, lists: Lists): string {
  const flags = options.map((one) => one.flag).join(' ')
  const valued = options.flatMap((one) => (one.value ? [`${one.flag}=${lists.nameOf(one.value)}`] : [])).join(' ')
  const places = args.map(({ values, many }) => lists.nameOf(values) + (many ? '+' : '')).join(' ')
  return `    ${name})
      flags='${flags}'
      valued=' ${valued} '
      arguments='${places}'
      ;;`
}

/** Lists of words, each written once however often it can be given. */
class Lists {
  private readonly known: string[] = []

  nameOf(values: Values): string {
    if (values.of !== 'words') return values.of
    const words = values.words.map(quoted).join(' ')
    if (!this.known.includes(words)) this.known.push(words)
    return `list${this.known.indexOf(words)}`
  }

  cases(program: string): string {
    return this.known.map((words, i) => `    list${i}) _${program}_words ${words} ;;`).join('\n')
  }
}

function quoted(word: string): string {
  return /^[\w./@:+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
