import { expect, it } from 'vitest'
import { locate } from '../../src/input/locate.js'
import { at } from '../../src/input/position.js'

it('a position is written as file:line:column', () => {
  expect(at({ file: 'a.yaml', line: 3, column: 7 })).toBe('a.yaml:3:7')
})

it('a whole file is written as its name', () => {
  expect(at({ file: 'a.yaml' })).toBe('a.yaml')
})

it.each([
  [0, 1, 1],
  [2, 1, 3],
  [3, 2, 1],
  [5, 2, 3],
  [6, 3, 1],
])('offset %i of "ab⏎cd⏎" is line %i, column %i', (offset, line, column) => {
  expect(locate('f', 'ab\ncd\n', offset)).toEqual({ file: 'f', line, column })
})
