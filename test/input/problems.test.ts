import { describe, expect, it } from 'vitest'
import { InputError, Problems } from '../../src/input/problems.js'

const place = (file: string, line: number, column: number) => ({ file, line, column })

describe('problems', () => {
  it('are one a line, by file, line and column, each hint indented below its own', () => {
    const problems = new Problems()
    problems.add(place('b', 1, 1), 'last')
    problems.add(place('a', 10, 1), 'fourth')
    problems.add(place('a', 9, 12), 'third', 'did you mean "x"?')
    problems.add(place('a', 9, 2), 'second')
    problems.add({ file: 'a' }, 'first')
    expect(new InputError(problems.list).message).toBe(
      'a: first\na:9:2: second\na:9:12: third\n  did you mean "x"?\na:10:1: fourth\nb:1:1: last',
    )
  })

  it('keep the order in which those of one place were found', () => {
    const problems = new Problems()
    problems.add(place('a', 1, 1), 'z')
    problems.add(place('a', 1, 1), 'b')
    expect(problems.list.map(({ message }) => message)).toEqual(['z', 'b'])
  })

  it('are counted once when found twice', () => {
    const problems = new Problems()
    problems.add(place('a', 1, 1), 'x')
    problems.add(place('a', 1, 1), 'x')
    problems.add(place('a', 1, 2), 'x')
    expect(problems.count).toBe(2)
  })

  it('throw when there are any, and only then', () => {
    const problems = new Problems()
    expect(() => problems.throwIfAny()).not.toThrow()
    problems.add(place('a', 1, 1), 'x')
    expect(() => problems.throwIfAny()).toThrow(InputError)
  })

  it('leave out an empty hint', () => {
    expect(InputError.of('a', 'x', '').message).toBe('a: x')
  })
})

it('an error of one problem takes a file or a position', () => {
  expect(InputError.of('a', 'x', 'y').message).toBe('a: x\n  y')
  expect(InputError.of(place('a', 1, 2), 'x').problems).toEqual([
    { position: place('a', 1, 2), message: 'x', hint: undefined },
  ])
})
