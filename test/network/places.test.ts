import { expect, test } from 'vitest'
import { EVERYONE } from '../../src/network/medium.js'
import { oneForAll, Places, type Place } from '../../src/network/routes.js'

function at(place: Place, tree: number, device: number): number {
  const places = new Places()
  places.add(oneForAll(99))
  places.add(place)
  return places.at(1, tree, device)
}

const even = { first: 100, base: 10, times: 2, over: 4 }

test('a place is found by its formula', () => {
  // 100 + ⌊(13 - 10) × 2 ÷ 4⌋
  expect(at({ by: 'tree', ...even }, 13, 7)).toBe(101)
  expect(at({ by: 'device', ...even }, 7, 13)).toBe(101)
})

test('a place is found in its table, where it has one, whatever the formula says', () => {
  const table = Int32Array.of(5, 0, 3, 8)
  expect(at({ by: 'tree', ...even, table }, 13, 7)).toBe(108)
  expect(at({ by: 'device', ...even, table }, 7, 12)).toBe(103)
})

test('a sending to all has no device, with a table or without', () => {
  const table = Int32Array.of(5, 0, 3, 8)
  expect(at({ by: 'device', ...even }, 13, -1)).toBe(EVERYONE)
  expect(at({ by: 'device', ...even, table }, 13, -1)).toBe(EVERYONE)
})
