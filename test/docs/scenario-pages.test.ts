import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import { catalogue } from '../deployment/fixture.js'

const FOLDER = 'docs/scenarios'
const names = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending) && name !== 'README.md')
    .map((name) => basename(name, ending))
const pages = names(FOLDER, '.md')

/** The words of a command as a shell has them: blanks in quotes part none. */
function wordsOf(line: string): string[] {
  return (line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  )
}

/** The commands of a page: those in fences, and of each cell of a table that is about options the scenario with them. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(FOLDER, `${page}.md`), 'utf8')
  const fenced = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
    block!
      .replaceAll(/\\\n\s*/g, '')
      .trimEnd()
      .split('\n'),
  )
  const options = [...text.matchAll(/`(--set [^`]+)`/g)].map(([, set]) => `sgsim run scenarios/${page}.yaml ${set}`)
  return [...fenced, ...options]
}

// test/fingerprints.test.ts runs each scenario and holds the lower half of its page; test/simulate/scenarios runs what mends it.
describe('docs/scenarios', () => {
  test('has a page of each scenario, which its index names, and no other', () => {
    expect(pages).toEqual(names('scenarios', '.yaml'))
    const index = readFileSync(join(FOLDER, 'README.md'), 'utf8')
    for (const page of pages) expect(index).toContain(`[${page}](${page}.md)`)
  })

  test.each(pages)('%s: asks its question first, and shows one or two small pictures', (page) => {
    const text = readFileSync(join(FOLDER, `${page}.md`), 'utf8')
    expect(text).toMatch(new RegExp(`^# ${page.replaceAll('.', '\\.')}\\n\\n\\*[^*]+\\*`))
    const pictures = [...text.matchAll(/^!\[(.+)\]\((.+\.svg)\)$/gm)]
    expect([1, 2]).toContain(pictures.length)
    for (const [, says, file] of pictures) {
      expect(says!.length).toBeGreaterThan(20)
      expect(file!.startsWith(`${page}-`)).toBe(true)
      expect(statSync(join(FOLDER, file!)).size).toBeLessThan(20_000)
    }
  })

  test('has no picture that no page shows', () => {
    const shown = pages.flatMap((page) =>
      [...readFileSync(join(FOLDER, `${page}.md`), 'utf8').matchAll(/\]\(([^()]+)\.svg\)$/gm)].map(([, file]) => file!),
    )
    expect(names(FOLDER, '.svg')).toEqual(shown.sort())
  })

  test.each(pages.flatMap((page) => commandsOf(page).map((command) => [page, command])))(
    '%s: has a command whose deployment is taken: %s',
    (_, command) => {
      const [program, verb, file, ...options] = wordsOf(command)
      expect(program).toBe('sgsim')
      expect(['run', 'volumetrics']).toContain(verb)
      const set = options.filter((one) => one !== '--set')
      expect(options.length).toBe(2 * set.length)
      const overrides = set.map((one) => overrideOf(one)!)
      expect(overrides).not.toContain(undefined)
      expect(loadDeployment(file!, catalogue, overrides).settings.name).toMatch(/^[a-z0-9-]+$/)
    },
  )
})
