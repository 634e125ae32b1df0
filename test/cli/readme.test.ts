import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blocksOf, clone, runPage } from './doc-blocks.js'
import { ROOT } from './sgsim.js'

const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
const blocks = blocksOf(README)

describe('README.md', () => {
  test('has commands whose printed results are what they print, in a copy of the project', () => {
    const statuses = runPage(clone(), 'README.md')
    expect(statuses).toMatchObject({
      'node bin/sgsim.js run scenarios/narrow-nan.yaml': 1,
      'node bin/sgsim.js run scenarios/quickstart.yaml': 0,
    })
  })

  test('shows a transcript of a run that fails first of all', () => {
    const [first, second] = blocks
    expect(first!.language).toBe('sh')
    expect(second!.remarks).toHaveProperty('transcript')
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
