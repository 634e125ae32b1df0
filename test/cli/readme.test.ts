import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command, folderOf, ROOT } from './sgsim.js'

const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

interface Block {
  language: string
  text: string
  /** Whether it is what the block of commands before it prints. */
  transcript: boolean
}

const blocks: Block[] = [...README.matchAll(/(<!-- transcript -->\s*)?^```(\w+)\n(.*?)^```$/gms)].map((found) => ({
  language: found[2]!,
  text: found[3]!,
  transcript: found[1] !== undefined,
}))

/** The project as a clone has it, with what `npm ci` adds: its parts, and the built program. */
function clone(): string {
  const folder = folderOf()
  const listed = command(ROOT, 'git', ['ls-files', '--cached', '--others', '--exclude-standard']).stdout.split('\n')
  for (const file of listed.filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(ROOT, file), join(folder, file))
  }
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** The commands of a block, but for the install and the tests, which would run this one. */
function commandsOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^npm ci( && |$)/, ''))
  return lines.filter((line) => line !== '' && line !== 'npm test' && !line.startsWith('#'))
}

describe('README.md', () => {
  test('has commands whose printed results are what they print, in a copy of the project', () => {
    const folder = clone()
    const statuses: Record<string, number | null> = {}
    let printed: string | undefined
    for (const { language, text, transcript } of blocks) {
      if (transcript) expect(text).toBe(printed)
      printed = undefined
      if (language !== 'sh') continue
      printed = ''
      for (const line of commandsOf(text)) {
        const { status, stdout, stderr } = command(folder, 'bash', ['-c', line])
        expect(stderr, line).toBe('')
        // A requirement may fail; the input of a command that we print may not.
        expect([0, 1], line).toContain(status)
        statuses[line] = status
        printed += stdout
      }
    }
    expect(statuses).toMatchObject({
      'node bin/sgsim.js run scenarios/narrow-nan.yaml': 1,
      'node bin/sgsim.js run scenarios/quickstart.yaml': 0,
    })
  })

  test('shows a transcript of a run that fails first of all', () => {
    const [first, second] = blocks
    expect(first!.language).toBe('sh')
    expect(second!.transcript).toBe(true)
    expect(second!.text).toMatch(/^FAIL {2}/m)
  })

  test('shows a deployment as it ships', () => {
    const shown = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text)
    // But for its remarks, which the text around it makes.
    const said = (text: string) => text.split('\n').filter((line) => !line.startsWith('#'))
    expect(shown.map(said)).toEqual([said(readFileSync(join(ROOT, 'scenarios', 'quickstart.yaml'), 'utf8'))])
  })

  test('links only to what is there', () => {
    const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map((found) => found[1]!)
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((link) => !/^https?:/.test(link) && !existsSync(join(ROOT, link)))).toEqual([])
  })

  test('has at most 120 lines', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(120)
  })
})
