import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pages } from '../docs/pages.js'
import { tablesIn, sectionsOf } from '../docs/markdown-rows.js'
import { blocksOf, clone, commandsNotRun, patternOf, runPage } from './doc-blocks.js'
import { command, ROOT } from './sgsim.js'

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8')

/** Pages of which another test runs the commands. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'README.md': 'readme.test.ts',
  'docs/ci.md': 'ci.test.ts',
  'docs/printed-csv.md': 'below',
  'examples/README.md': 'test/library',
}

const shown = pages().filter((page) =>
  // test/docs/scenario-pages.test.ts says who runs those of the scenarios.
  page.startsWith('docs/scenarios/')
    ? false
    : blocksOf(read(page)).some(
        ({ language, remarks }) => ['sh', 'console'].includes(language) && !('not run' in remarks),
      ),
)

describe('the commands of the documentation', () => {
  const here = shown.filter((page) => ELSEWHERE[page] === undefined)
  // A page has many commands: the time is against hanging, on a machine that does other things as well.
  test.each(here)('%s: run, and print what it shows', { timeout: 300_000 }, (page) => {
    const statuses = runPage(clone(), page)
    expect(Object.keys(statuses).length).toBeGreaterThan(0)
  })

  // The reference shows what the help says.
  test.each(pages().filter((page) => !page.startsWith('docs/reference/')))(
    '%s: shows none that nobody runs',
    (page) => {
      expect(commandsNotRun(read(page))).toEqual([])
    },
  )

  test('are held against what they print, but for what … stands for', () => {
    expect('one\ntwo\nthree\n').toMatch(patternOf('one\n…\nthree\n'))
    expect('one\nthree\n').toMatch(patternOf('one\n…\nthree\n'))
    expect('one 1.5 s\n').toMatch(patternOf('one …\n'))
    for (const wrong of ['one\ntwo\n', 'zero\none\nthree\n', 'one\nthree\nfour\n', 'one\nthree'])
      expect(wrong).not.toMatch(patternOf('one\n…\nthree\n'))
  })
})

describe('docs/printed-csv.md', () => {
  const sections = [...sectionsOf(read('docs/printed-csv.md'), 2)]

  test.each(sections)('%s: explains every column that the command prints, in their order', (_, text) => {
    const [block] = blocksOf(text)
    const { status, stdout, stderr } = command(ROOT, 'bash', ['-c', block!.text])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [{ head, rows }] = tablesIn(text) as [ReturnType<typeof tablesIn>[number]]
    expect(head).toEqual(['column', 'means'])
    expect(rows.map(([name]) => name!.slice(1, -1)).join()).toBe(stdout.split('\n')[0])
    for (const [name, means] of rows) expect(means, name!).not.toBe('')
  })
})
