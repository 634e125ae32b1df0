import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, folderOf, PROGRAM, ROOT } from './sgsim.js'

const script = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`

/** Writes down which module is loaded. */
const HOOK = script(`
  import { appendFileSync } from 'node:fs'
  export async function load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n')
    return await next(url, context)
  }`)
const HEARD = script(`import { register } from 'node:module'; register(${JSON.stringify(HOOK)})`)

/** What the program loads to read these words and do what they ask: packages, and its own modules by room. */
function loaded(...words: string[]): { packages: string[]; own: string[] } {
  const list = join(folderOf({ loaded: '' }), 'loaded')
  // What is required is not heard: without that every module is imported.
  const flags = ['--no-experimental-require-module', '--import', HEARD]
  command(ROOT, process.execPath, [...flags, PROGRAM, ...words], { LOADED: list })
  const urls = readFileSync(list, 'utf8').trim().split('\n')
  const packages = urls.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? [])
  const own = urls.flatMap((url) => /\/dist\/(.*)\.js$/.exec(url.includes('/node_modules/') ? '' : url)?.[1] ?? [])
  return { packages: [...new Set(packages)].sort(), own }
}

// Each module takes about half a millisecond of the start, however small it is.
test.each([
  ['--help'],
  ['--version'],
  ['help', 'sweep'],
  ['run', '--help'],
  ['vaildate', 'a.yaml'],
  ['run'],
  ['validate', 'a.yaml', '--nothing-such'],
])('sgsim %s %s %s loads what reads the command line, and none of the work', (...words) => {
  const { packages, own } = loaded(...words.filter((word) => word !== undefined))
  expect(packages).toEqual(['commander'])
  expect(own).toContain('cli/main')
  expect(own.filter((one) => !one.startsWith('cli/')).sort()).toEqual(LIGHT)
  expect(own.filter((one) => one.endsWith('-action'))).toEqual([])
  expect(own.length).toBeLessThan(20)
})

/** What the command line needs of the other rooms. */
const LIGHT = ['input/position', 'input/problems', 'report/version']

test('checking a deployment loads no writer of reports, and the work of no other command', () => {
  const { packages, own } = loaded('validate', 'scenarios/quickstart.yaml')
  expect(packages).toEqual(['commander', 'picocolors', 'seedrandom', 'yaml', 'zod'])
  expect(own.filter((one) => one.endsWith('-action'))).toEqual(['cli/validate-action'])
  expect(own.filter((one) => one.startsWith('report/') && /-csv$|html|folder$/.test(one))).toEqual([])
})
