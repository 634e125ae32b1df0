import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { noEnds } from '../../src/plan/sweep-end.js'
import { openSweepHtml } from '../../src/plan/sweep-html.js'
import { writeSweepTables } from '../../src/plan/sweep-tables.js'
import { allProfiles } from '../../src/srs/profile.js'
import { folder } from '../input/files.js'
import { A, B, identity, pointOf, requirement, resultOf } from '../plan/sweep-pages.js'
import { rowsOf } from '../report/written.js'
import { accessibilityFaults } from './accessibility.js'
import { inBrowser, type Open } from './browser.js'
import { faintTexts } from './contrast.js'

const EVIL = '<img src=x onerror="document.title=1">'

let grid: string | undefined
let profiles: string | undefined
let csv: Record<string, string>[]

/** How long a thing takes and how many share it, in 12 points: the longer, the less is in time, and none of the last. */
async function gridPage(): Promise<string> {
  const of = identity(12, ['nan.delay', 'endpoints-per-dap'], `town ${EVIL}`)
  const points = ['20 ms', '1 s', '6 s', '15 s'].flatMap((delay, i) =>
    [100, 250, 500].map((endpoints, k) => {
      const share = Math.max(0, 1 - 0.012 * i * (k + 1) - (i === 3 ? 0.6 : 0))
      const a = requirement(A, share < 0.98 ? 'fail' : 'pass', share)
      const b = requirement(B, share < 0.99 ? 'undecided' : 'pass', Math.max(share, 0.985))
      const result = i === 1 && k === 2 ? EVIL : resultOf([a, b], 0.1 + 0.05 * i)
      return pointOf(of, 3 * i + k + 1, { 'nan.delay': delay, 'endpoints-per-dap': endpoints }, result)
    }),
  )
  const out = folder()
  writeSweepTables(out, of, points, undefined, await openSweepHtml(of))
  csv = rowsOf(readFileSync(join(out, 'sweep.csv'), 'utf8'))
  return readFileSync(join(out, 'report.html'), 'utf8')
}

async function profilesPage(): Promise<string> {
  const of = identity(948, ['profile'])
  const page = await openSweepHtml(of)
  let number = 0
  const ends = { fails: 0, undecided: 0, cannot: 0 }
  for (const code of allProfiles()) {
    const fails = code.includes('IIW')
    const result = code.startsWith('D') ? 'has no room' : resultOf([requirement(A, fails ? 'fail' : 'undecided', fails ? 0.5 : 0.985)])
    ends[typeof result === 'string' ? 'cannot' : fails ? 'fails' : 'undecided']++
    page.add(pointOf(of, (number += 1), { profile: code }, result))
  }
  return page.text({ points: 948, ends: { ...noEnds(), ...ends }, everywhere: [], still: [] })
} // prettier-ignore

/** Made once, in the first test: what writes them needs a folder, which a test has. */
beforeEach(async () => {
  grid ??= await gridPage()
  profiles ??= await profilesPage()
})

/** By column: what the lines that are shown have. */
const shown = (opened: Page, column: string) =>
  opened.evaluate<string[]>(`(() => {
    const at = document.querySelector('#points-table th[data-column="${column}"]').cellIndex
    const lines = [...document.querySelectorAll('#points-table tbody tr')].filter((one) => one.checkVisibility())
    return lines.map(({ cells }) => cells[at].dataset.value ?? cells[at].textContent)
  })()`)

inBrowser('report.html of a sweep', (open: Open) => {
  const scenes = [1280, 390].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [width, scheme] as const))

  test.each(scenes)('at %i pixels, %s: no error, no request, nothing that scrolls sideways, no faint text', async (width, colorScheme) => {
    // The large page once of each.
    for (const text of (width === 390) === (colorScheme === 'dark') ? [grid!, profiles!] : [grid!]) {
      const { page, errors, requests } = await open(text, { viewport: { width, height: 900 }, colorScheme })
      expect(errors).toEqual([])
      expect(requests).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
      expect(await page.evaluate(faintTexts)).toEqual([])
      expect(await page.title()).not.toBe('1')
    }
  }) // prettier-ignore

  test('makes sense to a screen reader, also where its figures are opened', async () => {
    for (const text of [grid!, profiles!]) {
      const { page } = await open(text, { viewport: { width: 390, height: 900 } })
      await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true })`)
      expect(await page.evaluate(accessibilityFaults)).toEqual([])
    }
  })

  describe('its table of points', () => {
    test('has the cells of sweep.csv, sorts by each column, and what does not exist stands last', async () => {
      const { page } = await open(grid!)
      for (const column of ['point', 'nan.delay', 'fails', 'fail', 'worst_share_in_time', 'busiest_utilisation'])
        expect(await shown(page, column)).toEqual(csv.map((row) => row[column]))
      const head = page.locator('#points-table th[data-column="worst_share_in_time"]')
      const figures = csv.map((row) => row['worst_share_in_time']!).filter((one) => one !== 'NA').map(Number)
      for (const [way, sorted] of [
        ['ascending', [...figures].sort((a, b) => a - b)],
        ['descending', [...figures].sort((a, b) => b - a)],
      ] as const) {
        await head.getByRole('button').click()
        expect(await head.getAttribute('aria-sort')).toBe(way)
        expect(await shown(page, 'worst_share_in_time')).toEqual([...sorted.map(String), 'NA'])
      }
    }) // prettier-ignore

    test('filters by how a point ended and by words, and says how many are left', async () => {
      const { page } = await open(grid!)
      const failing = csv.filter((row) => row['fails'] === 'yes').map((row) => row['point'])
      await page.locator('#points select').selectOption('fails')
      expect(await shown(page, 'point')).toEqual(failing)
      expect(await page.locator('#points output').textContent()).toContain(`${failing.length} of 12`)
      await page.getByLabel('Contains').fill('250')
      const both = csv.filter((row) => row['fails'] === 'yes' && row['endpoints-per-dap'] === '250')
      expect(await shown(page, 'point')).toEqual(both.map((row) => row['point']))
      await page.getByRole('button', { name: 'All' }).click()
      // A form is reset after it has told so.
      await expect.poll(() => shown(page, 'point')).toHaveLength(12)
    })

    test('shows the line to which a cell of the map leads, though it was filtered away', async () => {
      const { page } = await open(grid!)
      await page.locator('#points select').selectOption('cannot')
      expect(await shown(page, 'point')).toEqual(['6'])
      await page.locator('#map td a[href="#point-12"]').click()
      expect(await shown(page, 'point')).toHaveLength(12)
      expect(await page.evaluate(`document.getElementById('point-12').matches(':target')`)).toBe(true)
      await page.waitForFunction(`(() => { const { top, bottom } = document.getElementById('point-12').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight })()`)
    }) // prettier-ignore
  })

  test('its map is one stop of the keyboard, walked through with the arrow keys, and says what a cell is', async () => {
    const { page } = await open(profiles!)
    const map = page.locator('#map')
    expect(await map.locator('td [tabindex="0"]').count()).toBe(1)
    await map.locator('td [tabindex="0"]').focus()
    const told = () => map.locator('.told').textContent()
    expect(await told()).toContain('profile=ACdW: ')
    await page.keyboard.press('ArrowRight')
    expect(await told()).toContain('profile=ACdW + DCSIRsF: ')
    await page.keyboard.press('ArrowDown')
    expect(await told()).toContain('profile=ACdIW + DCSIRsF: ')
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowLeft']) await page.keyboard.press(key)
    expect(await told()).toContain('profile=ACdW: ')
    expect(await map.locator('td [tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(`document.getElementById('point-1').matches(':target')`)).toBe(true)
  })

  test('the name of a profile stays beside its cells where the map scrolls, at 390 pixels', async () => {
    const { page } = await open(profiles!, { viewport: { width: 390, height: 844 } })
    const box = `document.querySelector('#map .scroll')`
    expect(await page.evaluate(`${box}.scrollWidth > ${box}.clientWidth`)).toBe(true)
    const name = page.locator('#map tbody th[scope="row"]').first()
    const before = (await name.boundingBox())!.x
    await page.evaluate(`${box}.scrollLeft = 300`)
    expect(await page.evaluate(`${box}.scrollLeft`)).toBe(300)
    expect((await name.boundingBox())!.x).toBeCloseTo(before, -1)
  })

  test('prints all of it, in black on white', async () => {
    const { page } = await open(grid!, { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#points-table tbody tr:visible').count()).toBe(12)
    expect(await page.locator('nav').isVisible()).toBe(false)
  })
})
