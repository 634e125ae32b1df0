import { parse } from 'csv-parse/sync'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { readDuration } from '../../src/input/units.js'
import { reportHtml } from '../../src/report/html/report-html.js'
import { writeRequirements } from '../../src/report/requirements-csv.js'
import { run, type Run } from '../../src/run/run.js'
import { deploymentOf } from '../deployment/fixture.js'
import { inBrowser, type Open } from './browser.js'
import { accessibilityFaults } from './accessibility.js'
import { faintTexts } from './contrast.js'

/** A NAN so narrow that something fails while the rest passes: something of every verdict, and of what a user writes. */
const TOWN = `
name: town
profile: ACvW
use-cases: [Meter Reading, Service Switch]
duration: 4 days
quantities:
  meters: { electric: { residential: 9000, commercial: 1000 } }
  endpoints-per-dap: 250
networks:
  nan: { rate: 900 bps, delay: 20 ms, loss: 1%, retries: 3 }
  wan: { rate: 2 Mbps, delay: 30 ms }
budgets:
  - { add: wan utilisation max < 90%, reason: <img src=x onerror="document.title='budget'"> }
`

let town: Run
let page: string
/** requirements.csv, in the order of the page: by verdict, those of one as in the file. */
let csv: Record<string, string>[]
const VERDICTS = ['fail', 'undecided', 'pass', 'not exercised']

beforeAll(async () => {
  town = (await run(deploymentOf(TOWN)))!
  page = await reportHtml(town)
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-report-'))
  writeRequirements(join(folder, 'requirements.csv'), town.outcomes)
  const rows = parse(readFileSync(join(folder, 'requirements.csv'), 'utf8'), { columns: true }) as typeof csv
  csv = VERDICTS.flatMap((word) => rows.filter((row) => row['verdict'] === word))
  rmSync(folder, { recursive: true })
})

const idsWith = (fits: (row: Record<string, string>) => boolean) => csv.filter(fits).map((row) => row['requirement']!)
const shownIds = (opened: Page) =>
  opened.evaluate<string[]>(
    `[...document.querySelectorAll('#requirements-table tbody')].filter((one) => one.checkVisibility()).map((one) => one.id)`,
  )
/** Runs in a page: cells of a requirement of which what is in one lies over what is in the next. */
const liesOver = `[...document.querySelectorAll('#requirements-table tr:first-child')].flatMap((row) => {
  const cells = [...row.cells].map((cell) => {
    const inside = document.createRange()
    inside.selectNodeContents(cell)
    return { text: cell.textContent, box: inside.getBoundingClientRect() }
  })
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  return cells.flatMap((a, i) => cells.slice(i + 1).filter((b) => over(a.box, b.box)).map((b) => [a.text, b.text]))
})`
/** How far the page could be scrolled sideways. */
const overflow = (opened: Page) =>
  opened.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
const rowOf = (opened: Page, id: string) => opened.locator(`[id="${id}"]`)

inBrowser('report.html', (open: Open) => {
  describe('as it opens', () => {
    test.each([
      [1280, 'light'],
      [1280, 'dark'],
      [800, 'light'],
      [390, 'light'],
      [390, 'dark'],
    ] as const)(
      'at %i pixels, %s: no error, no request, nothing that scrolls sideways, no faint text',
      async (width, colorScheme) => {
        const { page: opened, errors, requests } = await open(page, { viewport: { width, height: 900 }, colorScheme })
        await opened.evaluate(`document.querySelectorAll('.opener').forEach((one) => one.click())`)
        await opened.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true })`)
        expect(errors).toEqual([])
        expect(requests).toEqual([])
        expect(await overflow(opened)).toBe(0)
        expect(await opened.evaluate(faintTexts)).toEqual([])
      },
    )

    test.each([390, 740, 900, 1030])(
      'at %i pixels no figure of a requirement lies over another, and its name has room',
      async (width) => {
        const { page: opened } = await open(page, { viewport: { width, height: 900 } })
        const room = '[...document.querySelectorAll("#requirements-table tbody th")].map((one) => one.clientWidth)'
        for (const media of ['screen', 'print'] as const) {
          await opened.emulateMedia({ media })
          expect(await opened.evaluate(liesOver)).toEqual([])
          for (const own of await opened.evaluate<number[]>(room)) expect(own).toBeGreaterThan(200)
        }
      },
    )

    test('bounds that are alike stand below one another', async () => {
      for (const width of [390, 800, 1280]) {
        const { page: opened } = await open(page, { viewport: { width, height: 900 } })
        const bounds = await opened.evaluate<[string, number][]>(`
          [...document.querySelectorAll('.worst svg')].map((one) => [
            /bound ([\\d.]+ %)/.exec(one.getAttribute('aria-label'))[1],
            one.querySelector('.bound').getBoundingClientRect().x,
          ])`)
        expect(bounds.length).toBeGreaterThan(1)
        for (const [bound, x] of bounds) expect(x).toBeCloseTo(bounds.find(([other]) => other === bound)![1], 3)
      }
    })

    test('its first screen holds the verdicts, the worst, the busiest and what is covered', async () => {
      const { page: opened } = await open(page)
      const counts = await opened
        .locator('.verdicts dd')
        .evaluateAll<[string, number][], HTMLElementLike>((all) =>
          all.map((one) => [one.dataset['value']!, one.getBoundingClientRect().bottom]),
        )
      const number = (word: string) => String(csv.filter((row) => row['verdict'] === word).length)
      expect(counts.map(([value]) => value)).toEqual(['fail', 'undecided', 'pass', 'not exercised'].map(number))
      // Something of each, or the rest of these tests looks at nothing.
      expect(counts.every(([value]) => value !== '0')).toBe(true)
      for (const name of ['.worst', '.busiest', 'header .facts'])
        expect((await opened.locator(name).last().boundingBox())!.y, name).toBeLessThan(900)
      const first = await opened.locator('.worst a').first().textContent()
      const furthest = csv
        .filter((row) => row['verdict'] === 'fail')
        .sort(
          (a, b) =>
            Number(a['high']) - Number(a['bound_reliability']) - Number(b['high']) + Number(b['bound_reliability']),
        )
      expect(first).toBe(furthest[0]!['requirement'])
    })

    test('on the way from one colour scheme to the other it keeps nothing', async () => {
      const { page: opened, errors } = await open(page, { colorScheme: 'light' })
      const paper = () => opened.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const light = await paper()
      await opened.getByRole('button', { name: 'Dark' }).click()
      expect(await paper()).not.toBe(light)
      await opened.getByRole('button', { name: 'Light' }).click()
      expect(await paper()).toBe(light)
      expect(errors).toEqual([])
      expect(await opened.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
    })
  })

  describe('requirements', () => {
    test('each has a line, whose figures are those of requirements.csv, as a person reads them', async () => {
      const { page: opened } = await open(page)
      const lines = await opened.evaluate<{ id: string; words: string[]; values: string[]; shown: string[] }[]>(`
        [...document.querySelectorAll('#requirements-table tbody')].map((body) => {
          const figures = [...body.rows[0].querySelectorAll('[data-value]')]
          return {
            id: body.querySelector('.id').textContent,
            words: [...body.rows[0].querySelectorAll('.badge, .actor'), body.querySelector('.reason')].map((one) => one.textContent),
            values: figures.map((one) => one.dataset.value),
            shown: figures.map((one) => one.textContent),
          }
        })`)
      const COLUMNS = ['share_in_time', 'low', 'high', 'bound_reliability', 'latency_p99_s', 'bound_latency_s', 'sent']
      expect(lines).toHaveLength(csv.length)
      for (const [i, row] of csv.entries()) {
        const { id, words, values, shown } = lines[i]!
        expect(id).toBe(row['requirement'])
        expect(words).toEqual([row['verdict'], row['from'], row['to'], row['reason']])
        // Of an interval that does not exist there is one dash.
        const columns = COLUMNS.filter((name) => name !== 'low' || row['low'] !== 'NA')
        expect(values, id).toEqual(columns.map((name) => row[name]))
        for (const [j, name] of columns.entries()) expectSame(shown[j]!, row[name]!, name)
      }
    })

    test('are filtered by verdict, use case, network and actor, searched, and shown again', async () => {
      const { page: opened, errors } = await open(page)
      const form = opened.locator('form[data-table="requirements-table"]')
      const said = form.locator('output')
      expect(await said.getAttribute('aria-live')).toBe('polite')
      const expectShown = async (ids: string[]) => {
        expect(ids.length).toBeGreaterThan(0)
        expect(ids.length).toBeLessThan(csv.length)
        expect(await shownIds(opened)).toEqual(ids)
        expect((await said.textContent())!.replaceAll(/\s/g, ' ')).toBe(`${ids.length} of ${csv.length} requirements`)
      }
      await form.getByLabel('Verdict').selectOption('undecided')
      await expectShown(idsWith((row) => row['verdict'] === 'undecided'))
      await form.getByLabel('Use case').selectOption('Service Switch')
      await expectShown(idsWith((row) => row['verdict'] === 'undecided' && row['use_case'] === 'Service Switch'))
      await form.getByRole('button', { name: 'Show all' }).click()
      await expect.poll(() => shownIds(opened)).toEqual(idsWith(() => true))
      await form.getByLabel('Actor').selectOption('MDMS')
      await expectShown(idsWith((row) => row['from'] === 'MDMS' || row['to'] === 'MDMS'))
      await form.getByRole('button', { name: 'Show all' }).click()
      await form.getByLabel('Network').selectOption('wan')
      const overWan = town.ways.filter(({ legs }) => legs.some(({ hop }) => hop.network === 'wan'))
      const ids = new Set(overWan.map(({ requirement }) => requirement.id))
      await expectShown(idsWith((row) => ids.has(row['requirement']!)))
      await form.getByRole('button', { name: 'Show all' }).click()
      await form.getByLabel('Search').fill('SW_opr  meter')
      await expectShown(
        idsWith((row) => /sw_opr/i.test(row['requirement']!) && /meter/i.test(`${row['from']} ${row['to']}`)),
      )
      await form.getByLabel('Search').fill('nothing is called so')
      expect(await shownIds(opened)).toEqual([])
      expect(errors).toEqual([])
    })

    test('are sorted by each column, both ways, what does not exist last', async () => {
      const { page: opened } = await open(page)
      const head = (name: string) =>
        opened.locator('#requirements-table').getByRole('columnheader', { name, exact: true })
      for (const [name, column] of [
        ['In time', 'share_in_time'],
        ['Bound', 'bound_reliability'],
        ['Latency p99', 'latency_p99_s'],
        ['Allowed', 'bound_latency_s'],
        ['Sent', 'sent'],
      ] as const) {
        const value = (id: string) => csv.find((row) => row['requirement'] === id)![column]!
        for (const way of ['ascending', 'descending'] as const) {
          await head(name).getByRole('button').press('Enter')
          expect(await head(name).getAttribute('aria-sort')).toBe(way)
          expect(await opened.locator('#requirements-table th[aria-sort]').count()).toBe(1)
          const values = (await shownIds(opened)).map(value)
          const known = values.filter((one) => one !== 'NA').map(Number)
          expect(values.slice(known.length).every((one) => one === 'NA')).toBe(true)
          expect(known).toEqual([...known].sort((a, b) => (way === 'ascending' ? a - b : b - a)))
        }
      }
      await head('Verdict').getByRole('button').click()
      const verdicts = (await shownIds(opened)).map((id) => csv.find((row) => row['requirement'] === id)!['verdict']!)
      const order = ['fail', 'undecided', 'pass', 'not exercised']
      expect(verdicts).toEqual([...verdicts].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
    })

    test('open by key and by click, and a link to one opens it whatever is filtered', async () => {
      const { page: opened, errors } = await open(page)
      const [failed] = idsWith((row) => row['verdict'] === 'fail')
      const [passed] = idsWith((row) => row['verdict'] === 'pass')
      const detail = (id: string) => rowOf(opened, id).locator('.explained')
      const opener = rowOf(opened, passed!).locator('.opener')
      expect(await detail(passed!).isVisible()).toBe(false)
      await opener.press('Enter')
      expect(await detail(passed!).isVisible()).toBe(true)
      expect(await opener.getAttribute('aria-expanded')).toBe('true')
      await rowOf(opened, passed!).locator('td').first().click()
      expect(await detail(passed!).isVisible()).toBe(false)
      // A verdict of the first screen shows the requirements that have it.
      await opened.locator('.verdicts a', { hasText: 'pass' }).click()
      expect(await shownIds(opened)).toEqual(idsWith((row) => row['verdict'] === 'pass'))
      await opened.locator('.worst a').first().click()
      const target = (await opened.locator('.worst a').first().textContent())!
      await expect.poll(() => detail(target).isVisible()).toBe(true)
      expect(await opened.evaluate('document.activeElement.textContent')).toBe(target)
      // As an address.
      await opened.goto(`${opened.url().replace(/#.*/, '')}#${encodeURI(failed!)}`)
      await opened.reload()
      expect(await detail(failed!).isVisible()).toBe(true)
      expect(errors).toEqual([])
    })

    test('/ looks for one, but not while something is being written', async () => {
      const { page: opened } = await open(page)
      const search = opened.getByLabel('Search').first()
      await opened.keyboard.press('/')
      expect(await opened.evaluate('document.activeElement.matches("[data-search]")')).toBe(true)
      await opened.keyboard.type('a/b')
      expect(await search.inputValue()).toBe('a/b')
    })
  })

  test('everything that can be done can be done by keys, in the order in which it is read', async () => {
    const { page: opened } = await open(page)
    await opened.keyboard.press('Tab')
    expect(await opened.evaluate('document.activeElement.textContent')).toBe('Skip to the report')
    await opened.keyboard.press('Enter')
    expect(await opened.evaluate('document.activeElement.id')).toBe('main')
    const skipped = await opened.evaluate<string[]>(`
      [...document.querySelectorAll('[onclick], .badge, tr, td')].filter((one) => one.tabIndex >= 0).map((one) => one.outerHTML.slice(0, 80))`)
    expect(skipped).toEqual([])
    await opened.locator('.opener').first().focus()
    const outline = await opened.evaluate<string>(`
      (() => { const one = document.querySelector('.opener'); one.focus({ focusVisible: true }); return getComputedStyle(one).outlineStyle })()`)
    expect(outline).toBe('solid')
  })

  test('a screen reader has names for all of it', async () => {
    const { page: opened } = await open(page)
    expect(await opened.evaluate(accessibilityFaults)).toEqual([])
  })

  test('without a script all of it is there, and nothing that would do nothing', async () => {
    const { page: opened } = await open(page, { javaScriptEnabled: false })
    const bodies = opened.locator('#requirements-table tbody')
    expect(await bodies.count()).toBe(csv.length)
    expect(await opened.locator('.explained').first().isVisible()).toBe(true)
    expect(await opened.locator('.explained').last().isVisible()).toBe(true)
    expect(await opened.locator('form.filters').first().isVisible()).toBe(false)
    expect(await opened.locator('button:visible').count()).toBe(0)
  })

  test('on paper what did not pass is told whole, and there is nothing to click', async () => {
    const { page: opened } = await open(page, { colorScheme: 'dark' })
    await opened.emulateMedia({ media: 'print' })
    for (const { requirement, verdict, share_in_time: share } of csv) {
      // What is undecided for too few messages alone, all of them in time, has nothing to explain.
      const is = verdict === 'fail' || (verdict === 'undecided' && Number(share) < 1)
      expect(await rowOf(opened, requirement!).locator('.explained').isVisible(), requirement).toBe(is)
    }
    for (const name of ['nav', 'form.filters', '.theme'])
      expect(await opened.locator(name).first().isVisible(), name).toBe(false)
    expect(await opened.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await opened.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)')
  })

  test('more meters do not make it larger', async () => {
    const sizeWith = async (residential: number) => {
      const many = deploymentOf(
        TOWN,
        'duration=6 h',
        `quantities.meters.electric.residential=${residential}`,
        'nan.rate=100 kbps',
      )
      return (await reportHtml((await run(many))!)).length
    }
    const [few, many] = [await sizeWith(1000), await sizeWith(20_000)]
    // The same lines and pictures, with figures that are longer, and with losses that few have too few messages for.
    expect(many / few).toBeLessThan(1.05)
  })

  test('what a user calls things is text, whatever it looks like', async () => {
    const evil = `<img src=x onerror="document.title='run'">"'></script><script>document.title='run'</script>`
    const { deployment } = town
    const outcomes = town.outcomes.map((one, i) => {
      const requirement = { ...one.requirement, id: `${evil}/${i}`, from: evil, to: evil, useCase: evil }
      requirement.payload = { ...requirement.payload, name: evil }
      return { ...one, reason: `${evil}; ${evil}`, requirement, losses: [{ place: evil, messages: 1 }] }
    })
    const settings = { ...deployment.settings, name: evil }
    const bad = await reportHtml({ ...town, outcomes, deployment: { ...deployment, settings } })
    const { page: opened, errors, requests } = await open(bad)
    expect(await opened.locator('h1').textContent()).toBe(evil)
    expect(await opened.title()).toBe(`${evil}: sgsim`)
    expect(await opened.locator('img').count()).toBe(0)
    expect(await opened.locator('script').count()).toBe(2)
    expect(await opened.locator('#requirements-table .actor').first().textContent()).toBe(evil)
    expect(await opened.getByText(`document.title='budget'`).count()).toBeGreaterThan(0)
    await opened.locator('.worst a').first().click()
    expect(await opened.locator('.unfolded').count()).toBe(1)
    expect(errors).toEqual([])
    expect(requests).toEqual([])
  })
})

/** What of an element the tests ask for, without the types of a browser. */
interface HTMLElementLike {
  dataset: Record<string, string>
  getBoundingClientRect(): { bottom: number }
}

/** Shown with fewer digits: a share to a hundredth of a per cent, a time to three digits, a count whole. */
function expectSame(shown: string, value: string, column: string): void {
  if (value === 'NA') return expect(shown, column).toBe('–')
  const number = Number(value)
  if (column === 'sent') return expect(shown.replaceAll(/\s/g, '')).toBe(value)
  if (column.endsWith('_s')) {
    const read = readDuration(shown) as { value: number }
    return expect(Math.abs(read.value / 1e6 - number), `${column} ${shown}`).toBeLessThanOrEqual(0.005 * number)
  }
  expect(shown).toMatch(/^[\d.]+ %$/)
  return expect(Math.abs(parseFloat(shown) / 100 - number), `${column} ${shown}`).toBeLessThanOrEqual(0.5e-4 + 1e-12)
}
