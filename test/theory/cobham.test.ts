import { describe, it } from 'vitest'
import { wire } from './parts.js'
import { expectValidated } from './validation.js'
import { replicateWires, type CustomerClass } from './wires.js'

// Two classes, served in the order of class without interruption (Cobham, Operations Research 2, 1954; Kleinrock, Queueing Systems II, 3.31):
// with R = Σ λ E[S²] / 2 the first waits R / (1 - ρ₁), the second R / ((1 - ρ₁)(1 - ρ₁ - ρ₂)).
describe('two classes before a wire with strict priority (Cobham)', () => {
  const BYTES_A_SECOND = 1000
  const short = { priority: 0, bytes: 300 }
  const long = { priority: 1, bytes: 1000 }

  it.each<{ name: string; sizes: CustomerClass['sizes']; first: number; second: number; customers: number }>([
    { name: 'exponential sizes, load 0.1 + 0.4', sizes: 'exponential', first: 0.1, second: 0.4, customers: 4e6 },
    { name: 'exponential sizes, load 0.4 + 0.3', sizes: 'exponential', first: 0.4, second: 0.3, customers: 5e6 },
    { name: 'constant sizes, load 0.1 + 0.4', sizes: 'constant', first: 0.1, second: 0.4, customers: 1e6 },
    { name: 'constant sizes, load 0.4 + 0.3', sizes: 'constant', first: 0.4, second: 0.3, customers: 3e6 },
  ])('wait as long as the formula says: $name', ({ name, sizes, first, second, customers }) => {
    const [one, other] = [momentsOf(short.bytes, sizes), momentsOf(long.bytes, sizes)]
    const classes = [
      { ...short, sizes, arrivals: first / one.mean },
      { ...long, sizes, arrivals: second / other.mean },
    ]
    const residual = (classes[0]!.arrivals * one.square + classes[1]!.arrivals * other.square) / 2
    const settings = { ...wire(BYTES_A_SECOND), order: 'strict' } as const
    const replications = replicateWires({ hops: [{ wire: settings }], classes }, customers)
    const waits = (i: number, service: number) => replications.map((figures) => figures.classes[i]!.sojourn - service)
    const formula = 'Two-class non-preemptive priority, mean wait (Cobham 1954)'
    expectValidated(formula, `${name}: first class`, waits(0, one.mean), residual / (1 - first))
    expectValidated(
      formula,
      `${name}: second class`,
      waits(1, other.mean),
      residual / ((1 - first) * (1 - first - second)),
    )
  })

  /** Of the time on the wire, in seconds. */
  function momentsOf(bytes: number, sizes: CustomerClass['sizes']) {
    if (sizes === 'constant') return { mean: bytes / BYTES_A_SECOND, square: (bytes / BYTES_A_SECOND) ** 2 }
    // Rounded up to a byte an exponential is geometric.
    const p = 1 - Math.exp(-1 / bytes)
    return { mean: 1 / p / BYTES_A_SECOND, square: (2 - p) / (p * BYTES_A_SECOND) ** 2 }
  }
})
