import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorsOf } from './anchors.js'
import { linksOf, sourcesNamedIn } from './links-of.js'
import { pages } from './pages.js'

const textOf = (page: string) => readFileSync(page, 'utf8')

/** Why a link of a page leads nowhere. */
function brokenIn(page: string): string[] {
  const inside = linksOf(textOf(page)).filter((link) => !/^(https?|mailto):/.test(link))
  return inside.flatMap((link) => {
    const [path, anchor] = link.split('#') as [string, string | undefined]
    const file = path === '' ? page : join(dirname(page), path)
    if (!existsSync(file)) return [`${link}: ${file} is not there`]
    if (anchor === undefined || !file.endsWith('.md')) return []
    return anchorsOf(textOf(file)).includes(anchor) ? [] : [`${link}: ${file} has no such heading`]
  })
}

describe('the links of', () => {
  test.each(pages())('%s lead to what is there', (page) => {
    expect(brokenIn(page)).toEqual([])
    expect(sourcesNamedIn(textOf(page)).filter((path) => !existsSync(path))).toEqual([])
  })

  test('headings are as GitHub has them', () => {
    expect(anchorsOf('# One, two\n## `a.csv`\n```sh\n# no heading\n```\n## One, two\n## [A b](c.md)\n')).toEqual([
      'one-two',
      'acsv',
      'one-two-1',
      'a-b',
    ])
  })

  test('docs/README.md: lead to every page of docs, and each page is there', () => {
    const inDocs = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
    const linked = linksOf(textOf('docs/README.md')).map((link) => join('docs', link.split('#')[0]!))
    // The pages of the scenarios have an index of their own.
    const alone = inDocs.filter((page) => !/^docs\/scenarios\/(?!README)/.test(page))
    expect(alone.filter((page) => !linked.includes(page))).toEqual([])
  })
})
