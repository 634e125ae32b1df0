import { describe, expect, it } from 'vitest'
import { Simulation } from '../../src/kernel/simulation.js'

describe('Simulation', () => {
  it('runs the handler of each event with its argument, at its time', () => {
    const simulation = new Simulation()
    const seen: unknown[] = []
    const a = simulation.handler('a', (argument) => seen.push(['a', argument, simulation.now]))
    const b = simulation.handler('b', (argument) => seen.push(['b', argument, simulation.now]))
    simulation.at(20, 0, 0, a, 1)
    simulation.after(10, 0, 0, b, 2)
    simulation.runUntil(30)
    expect(seen).toEqual([
      ['b', 2, 10],
      ['a', 1, 20],
    ])
    expect(simulation.events).toBe(2)
  })

  it('runs events up to and at the end, leaves later ones, and sets the clock to the end', () => {
    const { simulation, code, seen } = recording()
    for (const time of [99, 100, 101]) simulation.at(time, 0, 0, code, time)
    simulation.runUntil(100)
    expect(seen).toEqual([99, 100])
    expect(simulation.now).toBe(100)
    expect(simulation.pending).toBe(1)
    simulation.runUntil(150)
    expect(seen).toEqual([99, 100, 101])
    expect(simulation.now).toBe(150)
  })

  it('runs what a handler asks for at the very same time, after what was asked for with a lower priority number', () => {
    const { simulation, code, seen } = recording()
    const first = simulation.handler('first', () => {
      simulation.after(0, 2, 0, code, 2)
      simulation.after(0, 1, 0, code, 1)
    })
    simulation.at(5, 0, 0, first, 0)
    simulation.at(5, 3, 0, code, 3)
    simulation.runUntil(5)
    expect(seen).toEqual([1, 2, 3])
  })

  it('does not run a cancelled event', () => {
    const { simulation, code, seen } = recording()
    const handle = simulation.atCancellable(5, 0, 0, code, 5)
    simulation.at(6, 0, 0, code, 6)
    expect(simulation.cancel(handle)).toBe(true)
    expect(simulation.cancel(handle)).toBe(false)
    simulation.runUntil(10)
    expect(seen).toEqual([6])
  })

  it('refuses the past, and names who asked for whom', () => {
    const { simulation, code } = recording()
    const meter = simulation.handler('meter', () => simulation.at(9, 0, 0, code, 0))
    simulation.at(10, 0, 0, meter, 0)
    expect(() => simulation.runUntil(20)).toThrow(
      "handler 'record' was asked for at 9 µs by handler 'meter': in the past, it is 10 µs",
    )
  })

  it.each([NaN, Infinity, -Infinity])('refuses %d as a time', (time) => {
    const { simulation, code } = recording()
    const message = `handler 'record' was asked for at ${time} µs outside any event: not a time`
    expect(() => simulation.at(time, 0, 0, code, 0)).toThrow(message)
    expect(() => simulation.atCancellable(time, 0, 0, code, 0)).toThrow(message)
    expect(() => simulation.after(time, 0, 0, code, 0)).toThrow(message)
    expect(() => simulation.runUntil(time)).toThrow('not a time')
    expect(simulation.pending).toBe(0)
  })

  it('refuses a fraction of a microsecond', () => {
    const { simulation, code } = recording()
    expect(() => simulation.after(1.5, 0, 0, code, 0)).toThrow('not a whole number of microseconds')
  })

  it('names a code that no handler has', () => {
    expect(() => new Simulation().at(-1, 0, 0, 42, 0)).toThrow("handler 'unknown code 42'")
  })

  it('refuses an end in the past', () => {
    const { simulation } = recording()
    simulation.runUntil(100)
    expect(() => simulation.runUntil(99)).toThrow('cannot run until 99 µs: in the past, it is 100 µs')
  })

  it('refuses a run inside a run', () => {
    const simulation = new Simulation()
    const nested = simulation.handler('nested', () => simulation.runUntil(20))
    simulation.at(1, 0, 0, nested, 0)
    expect(() => simulation.runUntil(10)).toThrow("handler 'nested' started a run inside a run")
  })

  it('stops after the event whose handler says so, and can go on', () => {
    const { simulation, code, seen } = recording()
    const stop = simulation.handler('stop', () => simulation.stop())
    simulation.at(1, 0, 0, code, 1)
    simulation.at(2, 0, 0, stop, 2)
    simulation.at(3, 0, 0, code, 3)
    simulation.runUntil(10)
    expect([simulation.now, simulation.stopped, simulation.pending]).toEqual([2, true, 1])
    simulation.runUntil(10)
    expect([simulation.now, simulation.stopped, simulation.pending]).toEqual([10, false, 0])
    expect(seen).toEqual([1, 3])
  })

  it('ignores stop() outside a run', () => {
    const { simulation, code, seen } = recording()
    simulation.at(1, 0, 0, code, 1)
    simulation.stop()
    simulation.runUntil(10)
    expect(seen).toEqual([1])
  })

  it('can go on after a handler has thrown', () => {
    const { simulation, code, seen } = recording()
    const broken = simulation.handler('broken', () => {
      throw new Error('broken')
    })
    simulation.at(1, 0, 0, broken, 0)
    simulation.at(2, 0, 0, code, 2)
    expect(() => simulation.runUntil(10)).toThrow('broken')
    simulation.runUntil(10)
    expect(seen).toEqual([2])
  })

  it('gives up a slice at its deadline and goes on where it was', () => {
    const simulation = new Simulation()
    const tick = simulation.handler('tick', () => simulation.after(1, 0, 0, tick, 0))
    simulation.at(1, 0, 0, tick, 0)
    // A deadline that has passed already: the first look, 1024 events in, ends the slice.
    expect(simulation.runSlice(3000, 0)).toBe(false)
    expect(simulation.now).toBe(1024)
    let slices = 1
    while (!simulation.runSlice(3000, 0)) slices++
    expect(slices).toBe(2)
    expect([simulation.now, simulation.events, simulation.stopped]).toEqual([3000, 3000, false])
  })

  it('reaches the end in one slice when there is time', () => {
    const { simulation, code, seen } = recording()
    simulation.at(1, 0, 0, code, 1)
    expect(simulation.runSlice(10, Infinity)).toBe(true)
    expect([simulation.now, ...seen]).toEqual([10, 1])
  })
})

function recording() {
  const simulation = new Simulation()
  const seen: number[] = []
  return { simulation, seen, code: simulation.handler('record', (argument) => seen.push(argument)) }
}
