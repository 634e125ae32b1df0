import { describe, expect, test } from 'vitest'
import { KnownTexts } from '../../src/run/check-known.js'

describe('texts that have been seen', () => {
  test('are known from when they are added, each by itself, however alike they are', () => {
    const known = new KnownTexts()
    // Numbers of messages as sgsim gives them, and names of devices: n of each, all different.
    const many = 200_000
    let again = 0
    for (let i = 0; i < many; i++) if (known.add(`${(i % 100) * 2 ** 28 + Math.floor(i / 100)}`, 'a', 'meter')) again++
    for (let i = 0; i < many; i++) if (known.add(`m-${i}`, 'b', `${i % 7}`)) again++
    // With 60 bits, two of 400,000 are alike with a chance of 7e-8.
    expect(again).toBe(0)
    expect(known.find('m-5', 'b', '5')).toBe(true)
    expect(known.find('m-5', 'b', '6')).toBe(false)
    expect(known.add('m-199999', 'b', `${199_999 % 7}`)).toBe(true)
  })

  test('do not run into each other', () => {
    const known = new KnownTexts()
    known.add('1', '12')
    expect(known.find('11', '2')).toBe(false)
    expect(known.find('112', '')).toBe(false)
    expect(known.find('1', '12')).toBe(true)
  })

  test('keep the numbers beside them while they grow', () => {
    const known = new KnownTexts(2)
    for (let i = 0; i < 10_000; i++) {
      known.add(`${i}`)
      known.setValue(0, i)
      known.setValue(1, -i)
    }
    const wrong = Array.from({ length: 10_000 }, (_, i) => i).filter(
      (i) => !known.find(`${i}`) || known.value(0) !== i || known.value(1) !== -i,
    )
    expect(wrong).toEqual([])
  })

  test.each([0, 0.5, 1.5])('are as many as they are, whatever the foretelling (%s of the truth)', (truth) => {
    const many = 100_000
    let i = 0
    const known = new KnownTexts(1, () => (truth === 0 ? 0 : Math.min(1, i / many / truth)))
    for (; i < many; i++) {
      expect(known.add(`m${i}`, 'a')).toBe(false)
      known.setValue(0, i)
    }
    const lost = Array.from({ length: many }, (_, k) => k).filter(
      (k) => !known.find(`m${k}`, 'a') || known.value(0) !== k,
    )
    expect(lost).toEqual([])
    expect(known.find(`m${many}`, 'a')).toBe(false)
  })

  test('take less than 10 bytes each, where it is foreseen how many there will be', () => {
    // 6 of the hash, in parts of which four fifths are in use, and of which each has some room more: 8.3 and the parts' own differences.
    const many = 1_000_000
    let i = 0
    const known = new KnownTexts(0, () => i / many)
    for (; i < many; i++) known.add(`m${i}`, '4.10.4.1/on-demand_Mtr-read_cmd/1', `SN-${i % 999}`)
    expect(known.bytes / many).toBeLessThan(10)
    expect(known.bytes / many).toBeGreaterThan(6)
  })
})
