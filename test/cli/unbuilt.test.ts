import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, folderOf, PROGRAM, ROOT } from './sgsim.js'

const clone = (files: Record<string, string> = {}) =>
  folderOf({
    'bin/sgsim.js': readFileSync(PROGRAM, 'utf8'),
    'package.json': readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ...files,
  })
const run = (folder: string, ...options: string[]) =>
  command(folder, process.execPath, [...options, join(folder, 'bin', 'sgsim.js'), 'run', 'a.yaml'])

test('a clone that is not built says what to do, and that no requirement failed', () => {
  const said = 'sgsim is not built yet: run npm ci (or npm run build)\n'
  expect(run(clone())).toEqual({ status: 3, stdout: '', stderr: said })
})

test('what is missing in one that is built is told as it is', () => {
  const { status, stderr } = run(
    clone({ 'dist/program/main.js': "import './gone.js'\nexport const main = () => {}\n" }),
  )
  expect([status, stderr.includes('not built')]).toEqual([1, false])
  expect(stderr).toContain('ERR_MODULE_NOT_FOUND')
})

test('one that is built is started with its words', () => {
  const main = 'export const main = ([, , ...words]) => console.log(words.join())\n'
  expect(run(clone({ 'dist/program/main.js': main }))).toEqual({ status: 0, stdout: 'run,a.yaml\n', stderr: '' })
})

test.each(['18.20.8', '20.18.3'])('Node %s is told to be too old', (node) => {
  const versions = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } })`
  const said = `sgsim needs Node 20.19 or newer; this is ${node}\n`
  const old = run(clone(), '--import', `data:text/javascript,${encodeURIComponent(versions)}`)
  expect(old).toEqual({ status: 3, stdout: '', stderr: said })
})
