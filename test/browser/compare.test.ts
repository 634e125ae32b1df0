import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { compareHtml } from '../../src/plan/compare-html.js'
import { compareReports, type Comparison } from '../../src/plan/compare.js'
import { FAILED, IDLE, line, reportOf, UNDECIDED } from '../plan/report-folder.js'
import { rowsOf } from '../report/written.js'
import { accessibilityFaults } from './accessibility.js'
import { inBrowser, type Open } from './browser.js'
import { faintTexts } from './contrast.js'

const EVIL = '<img src=x onerror="document.title=1">'
const id = (n: number) => `4.15.4.1/SW_opr_cmd/${n}`
const NAMES = [EVIL, ...Array.from({ length: 11 }, (_, i) => id(i + 1))]

/** p90 so many times as long, with its interval. */
const times = (factor: number) => ({
  latency_p90_s: 0.14 * factor,
  latency_p90_low_s: 0.13 * factor,
  latency_p90_high_s: 0.15 * factor,
})

let comparison: Comparison
let page: string | undefined
let before: Record<string, string>[]
let after: Record<string, string>[]

/** Made once, in the first test: the folders are gone after it. */
beforeEach(() => {
  if (page !== undefined) return
  // Three became worse and two better, one is other; four moved, of which one is quicker; the last is gone, another came.
  const base = [FAILED, UNDECIDED, {}, {}, IDLE, {}, {}, {}, {}, {}, {}, {}].map((cells, i) => line(NAMES[i]!, cells))
  const changed = [UNDECIDED, {}, FAILED, UNDECIDED, UNDECIDED, FAILED, times(2), times(10), times(0.2), times(1.5), {}]
  const next = [...changed.map((cells, i) => line(NAMES[i]!, cells)), line('4.1/x/1', IDLE)]
  const reports = [reportOf(base, { name: EVIL }), reportOf(next, { name: EVIL, seed: 2 })]
  comparison = compareReports(reports[0]!, reports[1]!)
  page = compareHtml(comparison)
  ;[before, after] = reports.map((path) => rowsOf(readFileSync(join(path, 'requirements.csv'), 'utf8'))) as [typeof before, typeof after] // prettier-ignore
})

/** The ids of the lines that are shown of a table, in their order. */
const shown = (opened: Page, table: string) =>
  opened.evaluate<string[]>(
    `[...document.querySelectorAll('#${table} tbody tr')].filter((one) => one.checkVisibility()).map((one) => one.querySelector('.id').textContent)`,
  )

inBrowser('the page of a comparison', (open: Open) => {
  const scenes = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [width, scheme] as const))

  test.each(scenes)('at %i pixels, %s: no error, no request, nothing that scrolls sideways, no faint text', async (width, colorScheme) => {
    const { page: opened, errors, requests } = await open(page!, { viewport: { width, height: 900 }, colorScheme })
    expect(errors).toEqual([])
    expect(requests).toEqual([])
    expect(await opened.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect(await opened.evaluate(faintTexts)).toEqual([])
    expect(await opened.title()).toContain(EVIL)
  }) // prettier-ignore

  test('makes sense to a screen reader', async () => {
    const { page: opened } = await open(page!)
    expect(await opened.evaluate(accessibilityFaults)).toEqual([])
  })

  test('has the figures of both reports, begins with what is worst, and sorts them', async () => {
    const { page: opened } = await open(page!)
    expect(await shown(opened, 'verdicts-table')).toEqual(comparison.verdicts.map(({ name }) => name))
    expect(await shown(opened, 'moved-table')).toEqual([id(7), id(6), id(9), id(8)])
    const values = await opened.evaluate<string[][]>(
      `[...document.querySelectorAll('#moved-table tbody tr')].map(({ cells }) => [cells[1].querySelector('.id').textContent, cells[3].dataset.value, cells[4].dataset.value])`,
    )
    const cell = (rows: typeof before, name: string) =>
      rows.find((row) => row['requirement'] === name)!['latency_p90_s']!
    for (const [name, base, next] of values) expect([base, next]).toEqual([cell(before, name!), cell(after, name!)])
    const head = opened.locator('#moved-table th', { hasText: 'New' })
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    expect(await shown(opened, 'moved-table')).toEqual([id(8), id(9), id(6), id(7)])
  })

  test('filters by whether it became worse, and by words', async () => {
    const { page: opened } = await open(page!)
    const form = opened.locator('form[data-table="verdicts-table"]')
    const worse = comparison.verdicts.filter(({ direction }) => direction === 'worse').map(({ name }) => name)
    expect(worse).toHaveLength(3)
    await form.getByLabel('Change').selectOption('worse')
    expect(await shown(opened, 'verdicts-table')).toEqual(worse)
    // The other table has a filter of its own.
    expect(await shown(opened, 'moved-table')).toHaveLength(4)
    await form.getByLabel('Contains').fill(worse[1]!)
    expect(await shown(opened, 'verdicts-table')).toEqual([worse[1]])
    await form.getByRole('button', { name: 'All' }).click()
    await expect.poll(() => shown(opened, 'verdicts-table')).toHaveLength(comparison.verdicts.length)
  })
})
