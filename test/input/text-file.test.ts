import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { readText } from '../../src/input/text-file.js'
import { complaint, fileOf, folder } from './files.js'

it('reads UTF-8', () => {
  expect(readText(fileOf('µ – 電\n'))).toBe('µ – 電\n')
})

it('leaves out a byte order mark', () => {
  expect(readText(fileOf('\uFEFFa'))).toBe('a')
})

it('names the nearest file when there is no such file', () => {
  const near = fileOf('', 'deployment.yaml')
  const file = join(dirname(near), 'deploymnt.yaml')
  expect(complaint(() => readText(file))).toBe(`${file}: no such file\n  did you mean "${near}"?`)
})

it('gives no hint when no file is near', () => {
  const file = join(folder(), 'deployment.yaml')
  expect(complaint(() => readText(file))).toBe(`${file}: no such file`)
})

it('names the folder when that is what is missing', () => {
  const file = join(folder(), 'no', 'a.yaml')
  expect(complaint(() => readText(file))).toBe(`${file}: no such file: there is no folder "${dirname(file)}"`)
})

it('names a path below a file as one without a folder', () => {
  const file = join(fileOf(''), 'b.yaml')
  expect(complaint(() => readText(file))).toBe(`${file}: no such file: there is no folder "${dirname(file)}"`)
})

it('refuses a folder', () => {
  const path = folder()
  expect(complaint(() => readText(path))).toBe(`${path}: expected a file, found a folder`)
})

it.each([
  ['an archive', [0x50, 0x4b, 3, 4, 0, 0], '1:5'],
  ['a zero in a text', [0x61, 0x0a, 0xc3, 0xa9, 0, 0x64], '2:2'],
  ['UTF-16', [0xff, 0xfe, 0x61, 0], '1:1'],
])('refuses a binary file, with the place where it is none of text: %s', (_, bytes, place) => {
  const file = fileOf(Uint8Array.from(bytes))
  expect(complaint(() => readText(file))).toContain(`${file}:${place}: expected a text file, found a binary one`)
})

it.each([
  ['a Latin-1 letter', [0x61, 0x0a, 0x62, 0x63, 0xe9, 0x64], '2:3'],
  ['a letter cut short', [0x61, 0x0a, 0xc3, 0xa9, 0xe2, 0x80, 0x64], '2:2'],
  ['a letter cut short whose first byte begins the mark of a replaced one', [0x61, 0xef, 0xbf, 0x41], '1:2'],
  ['a fault after a byte order mark', [0xef, 0xbb, 0xbf, 0x61, 0xff], '1:2'],
])('gives the place of what is not UTF-8: %s', (_, bytes, place) => {
  const file = fileOf(Uint8Array.from(bytes))
  expect(complaint(() => readText(file))).toBe(`${file}:${place}: not UTF-8\n  save it as UTF-8`)
})

it('takes a replacement character for what it is', () => {
  const file = join(folder(), 'a.txt')
  writeFileSync(file, '\uFFFD')
  expect(readText(file)).toBe('\uFFFD')
})
