import type { Trees } from './device-class.js'
import { backhaulOf } from './list-agreement.js'

/** The link between a DAP, or a FAN gateway, and the back office, as a list names it. */
export interface Backhaul {
  name: string
  /** The technology that it is of; undefined: what `networks` says. */
  technology: string | undefined
  /** Bits per second; undefined: what `networks`, or the technology, says. */
  rate: number | undefined
}

export const NO_BACKHAUL = -1

/** The backhauls of the lists, each once, in the order in which the nodes stand; none where there is no list. */
export class Backhauls {
  readonly all: Backhaul[] = []
  /** By tree, of those that a list names: a deployment that is refused for its size has a thousand million. */
  private readonly numbers = new Map<number, number>()

  constructor(trees: readonly Trees[]) {
    const known = new Map<string, number>()
    for (const { first, heads } of trees) {
      heads?.forEach((head, i) => {
        const name = backhaulOf(head)
        let number = known.get(name)
        if (number === undefined) {
          number = this.all.push({ name, technology: head.technology, rate: head.rate }) - 1
          known.set(name, number)
        }
        this.numbers.set(first + i, number)
      })
    }
  }

  of(tree: number): number {
    return this.numbers.get(tree) ?? NO_BACKHAUL
  }
}
