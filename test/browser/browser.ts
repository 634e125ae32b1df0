import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'

/** Where a Chromium is looked for. */
const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const CHROMIUM = PLACES.find((place) => place !== undefined && existsSync(place))

/** A page that is open, and what it did that a report may not do. */
export interface Opened {
  page: Page
  /** Errors and warnings: of the script, of the console, of the policy that lets nothing in. */
  errors: string[]
  /** All that was asked for, but the file itself. */
  requests: string[]
}

/** Opens a page of HTML as a file; it is closed after the test. */
export type Open = (html: string, options?: BrowserContextOptions) => Promise<Opened>

/** Tests that look at pages in one browser; where there is none they are skipped, and say so. */
export function inBrowser(name: string, tests: (open: Open) => void): void {
  if (CHROMIUM === undefined)
    process.stderr.write(`${name}: no Chromium was found, so nothing is looked at; CHROMIUM_PATH says where one is\n`)
  describe.skipIf(CHROMIUM === undefined)(name, () => {
    let browser: Browser
    let folder: string
    let pages = 0
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'sgsim-browser-'))
      browser = await chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] })
    })
    afterAll(async () => {
      await browser.close()
      rmSync(folder, { recursive: true })
    })
    tests(async (html, options = {}) => {
      const file = join(folder, `${(pages += 1)}.html`)
      writeFileSync(file, html)
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      const opened: Opened = { page, errors: [], requests: [] }
      const url = pathToFileURL(file).href
      page.on('pageerror', (error) => opened.errors.push(error.message))
      page.on('console', (said) => {
        if (['error', 'warning'].includes(said.type())) opened.errors.push(said.text())
      })
      page.on('request', (asked) => {
        if (asked.url().replace(/#.*/, '') !== url) opened.requests.push(asked.url())
      })
      await page.goto(url)
      return opened
    })
  })
}
