import { describe, expect, test } from 'vitest'
import { linesOf, speedsOf } from '../../bench/replications-speeds.js'

/** A turn: starting and reporting takes a second, building a tenth of one. */
const turn = (simulating: number) => ({ seconds: simulating + 1, wallS: { build: 0.1, simulate: simulating - 0.1 } })
const turns = (...all: number[]) => all.map(turn)

describe('what threads are worth to replications', () => {
  // Of three turns one was disturbed each time: medians do not know of it.
  const speeds = speedsOf({
    one: turns(19, 40, 19),
    two: turns(9, 9, 20),
    alone: turns(1, 1, 7),
    sideBySide: turns(1.5, 8, 1.5),
  })

  test('is one worker by two, in all and without starting and reporting', () => {
    expect(speeds.speedUp).toBeCloseTo(20 / 10, 10)
    expect(speeds.speedUpOfSimulating).toBeCloseTo(19 / 9, 10)
  })

  test('stands beside what two processes do, twice the work of one', () => {
    expect(speeds.ceiling).toBeCloseTo((2 * 2) / 2.5, 10)
    expect(speeds.ceilingOfSimulating).toBeCloseTo((2 * 1) / 1.5, 10)
    const lines = linesOf(17, 3, speeds)
    expect(lines.find((line) => line.startsWith('two workers are'))).toMatch(/2\.00 ×\s+2\.11 ×$/)
    expect(lines.find((line) => line.startsWith('two processes are'))).toMatch(/1\.60 ×\s+1\.33 ×$/)
  })
})
