import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openersOf } from '../../src/cli/open-report.js'
import { command, contents, folderOf, PROGRAM, SMALL } from './sgsim.js'

/** A program that writes down what it was asked to open. */
const FAKE = '#!/bin/sh\necho "$@" > "${0%/*}/asked"\n'
const run = (folder: string, env: NodeJS.ProcessEnv, ...more: string[]) =>
  command(folder, process.execPath, [PROGRAM, 'run', 'town.yaml', '--quiet', '--out', 'my report', ...more], env)

describe('--open', () => {
  test.runIf(process.platform === 'linux')(
    'shows the page with the opener of the desktop, or that of BROWSER',
    async () => {
      const folder = folderOf({ 'town.yaml': SMALL, 'bin/xdg-open': FAKE, 'other/fox': FAKE })
      command(folder, 'chmod', ['+x', 'bin/xdg-open', 'other/fox'])
      const page = pathToFileURL(join(folder, 'my report', 'report.html')).href
      const asked = (bin: string) => join(folder, bin, 'asked')
      const PATH = `${join(folder, 'bin')}:${process.env['PATH']!}`
      expect(run(folder, { PATH, DISPLAY: ':0', BROWSER: '' }, '--open')).toMatchObject({ status: 0, stderr: '' })
      await expect.poll(() => existsSync(asked('bin')) && readFileSync(asked('bin'), 'utf8')).toBe(`${page}\n`)
      const fox = join(folder, 'other', 'fox')
      expect(run(folder, { DISPLAY: '', BROWSER: `no-such-program:${fox} --new %s` }, '--open').stderr).toBe('')
      await expect
        .poll(() => existsSync(asked('other')) && readFileSync(asked('other'), 'utf8'))
        .toBe(`--new ${page}\n`)
    },
  )

  test('says where the page is when nothing can show it, and the run is none the worse', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const { status, stderr } = run(folder, { BROWSER: 'no-such-program' }, '--open')
    expect(status).toBe(0)
    expect(stderr).toBe(`no browser could be opened here; the page is ${join('my report', 'report.html')}\n`)
    expect(existsSync(join(folder, 'my report', 'report.html'))).toBe(true)
  })

  test('without a page there is none to open', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const before = contents(folder)
    const { status, stderr } = run(folder, {}, '--open', '--no-html')
    expect(status).toBe(2)
    expect(stderr).toContain('--open: expected a page to open, found --no-html')
    expect(contents(folder)).toEqual(before)
  })

  test('each platform has its own opener, and no shell reads the address', () => {
    const url = 'file:///a&b/report.html'
    expect(openersOf(url, { platform: 'darwin', env: {} })).toEqual([['open', url]])
    const [start] = openersOf(url, { platform: 'win32', env: {} })
    expect(start).toEqual(['cmd', '/c', 'start', '""', 'file:///a^&b/report.html'])
    expect(openersOf(url, { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual([['xdg-open', url]])
    expect(openersOf(url, { platform: 'linux', env: {} })).toEqual([])
    expect(openersOf(url, { platform: 'linux', env: { DISPLAY: ':0', BROWSER: 'none' } })).toEqual([])
    expect(openersOf(url, { platform: 'darwin', env: { BROWSER: 'fox --new %s:links' } })).toEqual([
      ['fox', '--new', url],
      ['links', url],
    ])
  })
})

test('--no-html leaves out the page, and an earlier one is gone with its folder', () => {
  const folder = folderOf({ 'town.yaml': SMALL })
  const page = join(folder, 'my report', 'report.html')
  expect(run(folder, {}).status).toBe(0)
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/)
  expect(run(folder, {}, '--no-html').status).toBe(0)
  expect(existsSync(page)).toBe(false)
  expect(existsSync(join(folder, 'my report', 'requirements.csv'))).toBe(true)
})
