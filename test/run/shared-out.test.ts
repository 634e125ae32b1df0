import { describe, expect, test } from 'vitest'
import { SharedOut } from '../../src/run/shared-out.js'

/** So many turns of the queue of promises. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve()
}

describe('work that is shared out', () => {
  test('is taken in its order, each number done once, whoever does it and however long it takes', async () => {
    for (const places of [1, 2, 3, 12]) {
      const shared = new SharedOut<string>(2, 10)
      const done: number[] = []
      for (let place = 0; place < places; place++)
        shared.join(async (number) => {
          await turns((number * 7 + place * 5) % 11)
          done.push(number)
          return `of ${number}`
        })
      for (let number = 2; number <= 10; number++) expect(await shared.take(number)).toBe(`of ${number}`)
      expect(done.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
    }
  })

  test('waits for nobody who is slow', async () => {
    const shared = new SharedOut<number>(1, 5)
    let hurry = () => {}
    shared.join((number) => new Promise((resolve) => (hurry = () => resolve(number))))
    const quick: number[] = []
    shared.join(async (number) => (quick.push(number), number))
    await turns(20)
    expect(quick).toEqual([2, 3, 4, 5])
    hurry()
    for (let number = 1; number <= 5; number++) expect(await shared.take(number)).toBe(number)
  })

  test('fails where its number is taken, and not before', async () => {
    const shared = new SharedOut<number>(1, 9)
    shared.join(async (number) => {
      if (number === 3) throw new Error('no third')
      return number
    })
    expect([await shared.take(1), await shared.take(2)]).toEqual([1, 2])
    await expect(shared.take(3)).rejects.toThrow('no third')
  })

  test('is not begun any more when nobody wants it', async () => {
    const shared = new SharedOut<number>(1, 1000)
    const begun: number[] = []
    shared.join(async (number) => (begun.push(number), number))
    await shared.take(1)
    shared.end()
    const before = begun.length
    await turns(20)
    expect(begun).toHaveLength(before)
  })
})
