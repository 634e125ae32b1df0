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
  const paths = readFileSync(list, 'utf8').trim().split('\n').flatMap(modulesOf)
  const packages = paths.flatMap((path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  const own = paths.flatMap((path) => /^dist\/(.*)\.js$/.exec(path)?.[1] ?? [])
  return { packages: [...new Set(packages)].sort(), own }
}

/** A file of the program is made of modules: their paths stand in it, each above what was in it. */
function modulesOf(url: string): string[] {
  if (!url.includes('/dist/program/')) return [url]
  const text = readFileSync(new URL(url), 'utf8')
  return Array.from(text.matchAll(/^\/\/ ((?:dist|node_modules)\/\S+)$/gm), ([, path]) => path!)
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
