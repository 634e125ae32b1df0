import { existsSync, mkdirSync, readFileSync, symlinkSync, cpSync, writeFileSync, chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { command, folderOf, ROOT } from './sgsim.js'

/**
 * What a page shows between fences, and what the page says of it to the tests, in a remark right before the fence:
 *
 * - `sh`: commands, each in a line (or several, with `\`); `<!-- transcript -->` before the next fence: all that they print;
 * - `console`: a session. What follows a command after `$ ` is what it prints, `…` standing for any lines, or for the rest of one;
 * - `<!-- file: town.yaml -->`: a file that the commands below find;
 * - `<!-- in: town.yaml -->`: a part of such a file, word for word;
 * - `<!-- shorter: --set … -->`: the command is run with these options more, which make it quick; what it prints is not compared then;
 * - `<!-- not run: why -->`: commands that a test cannot run.
 */
export interface Block {
  language: string
  text: string
  /** Of each remark what it says, by its word. */
  remarks: Readonly<Record<string, string>>
}

export function blocksOf(markdown: string): Block[] {
  const found = markdown.matchAll(/((?:^<!-- .+? -->\n+)*)^```(\w*)\n(.*?)^```$/gms)
  return [...found].map(([, remarks, language, text]) => ({
    language: language!,
    text: text!,
    remarks: Object.fromEntries(
      [...remarks!.matchAll(/<!-- ([a-z ]+?)(?:: (.+?))? -->/g)].map(([, word, says]) => [word!, says ?? '']),
    ),
  }))
}

/** The project as a clone has it, with what `npm ci` adds: its parts, and the built program, which is also `sgsim` on the way to commands. */
export function clone(): string {
  const folder = folderOf()
  const listed = command(ROOT, 'git', ['ls-files', '--cached', '--others', '--exclude-standard']).stdout.split('\n')
  for (const file of listed.filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(ROOT, file), join(folder, file))
  }
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  mkdirSync(join(folder, '.path'))
  const program = join(folder, '.path', 'sgsim')
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(folder, 'bin', 'sgsim.js')}' "$@"\n`)
  chmodSync(program, 0o755)
  return folder
}

/** Runs what a page shows, in its order, in one copy of the project; gives the exit status of each command. */
export function runPage(folder: string, page: string): Record<string, number | null> {
  const statuses: Record<string, number | null> = {}
  let printed: string | undefined
  const run = (line: string, options: string | undefined) => {
    const text = options === undefined ? line : `${line} ${options}`
    const PATH = `${join(folder, '.path')}:${process.env['PATH']}`
    const ended = command(folder, 'bash', ['-c', text], { PATH })
    statuses[line] = ended.status
    return ended
  }
  for (const { language, text, remarks } of blocksOf(readFileSync(join(ROOT, page), 'utf8'))) {
    if ('transcript' in remarks) expect(text, `${page}: what the block before prints`).toBe(printed)
    printed = undefined
    const { file, in: whole, shorter } = remarks
    if (file !== undefined) writeFileSync(join(folder, file), text)
    if (whole !== undefined)
      expect(readFileSync(join(folder, whole), 'utf8'), `${page}: part of ${whole}`).toContain(text)
    if ('not run' in remarks) expect(remarks['not run'], `${page}: why commands are not run`).toMatch(/\w+ \w+/)
    else if (language === 'sh') {
      printed = ''
      for (const line of commandsOf(text)) {
        const { status, stdout, stderr } = run(line, shorter)
        expect(stderr, line).toBe('')
        // A requirement may fail; the input of a command that we print may not.
        expect([0, 1], line).toContain(status)
        printed += stdout
      }
    } else if (language === 'console')
      for (const { line, status, shown } of sessionOf(text)) {
        const ended = run(line, shorter)
        const said = `${ended.stderr}${ended.stdout}`
        expect(status === undefined ? [0, 1] : [status], `${line}\n${said}`).toContain(ended.status)
        if (shorter === undefined) expect(said, line).toMatch(patternOf(shown))
      }
  }
  return statuses
}

/** The commands of a block, but for the install and the tests, which would run this one. */
function commandsOf(text: string): string[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n').map((line) => line.replace(/^npm ci( && |$)/, '')) // prettier-ignore
  return lines.filter((line) => line !== '' && line !== 'npm test' && !line.startsWith('#'))
}

/** Each command of a session, what it ends with where that is said, and what is shown below it. */
function sessionOf(text: string): { line: string; status: number | undefined; shown: string }[] {
  const parts = text.replaceAll(/\\\n\s*/g, '').split(/^\$ /m).slice(1) // prettier-ignore
  return parts.map((part) => {
    const end = part.indexOf('\n')
    const [, line, status] = /^(.*?)(?: +# exit status (\d+))?$/.exec(part.slice(0, end))!
    return { line: line!, status: status === undefined ? undefined : Number(status), shown: part.slice(end + 1) }
  })
}

/** A line `…` stands for any lines, also none; at the end of a line for its rest. */
export function patternOf(shown: string): RegExp {
  const escape = (text: string) => text.replaceAll(/[.*+?^$()[\]{}|\\]/g, '\\$&')
  const lines = shown === '' ? [] : shown.trimEnd().split('\n')
  const pattern = lines.map((line) => {
    if (line.trim() === '…') return '(?:.*\\n)*?'
    return line.endsWith('…') ? `${escape(line.slice(0, -1))}.*\\n` : `${escape(line)}\\n`
  })
  return new RegExp(`^${pattern.join('')}$`)
}

const SGSIM = /^(?:\$ +)?(?:sgsim|node bin\/sgsim\.js) /m

/** Commands of sgsim that a page shows and that nobody runs: in a fence of another language, or indented. */
export function commandsNotRun(markdown: string): string[] {
  const blocks = blocksOf(markdown).filter(
    ({ language, text, remarks }) =>
      !['sh', 'console', 'yaml'].includes(language) && !('not run' in remarks) && SGSIM.test(text),
  )
  const outside = markdown.replaceAll(/^```.*?^```$/gms, '')
  const indented = [...outside.matchAll(/^ {4}((?:\$ +)?(?:sgsim|node bin\/sgsim\.js) .*)$/gm)].map(([, line]) => line!)
  return [...blocks.map(({ text }) => SGSIM.exec(text)!.input), ...indented]
}
