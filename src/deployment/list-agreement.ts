import { at } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { printRate } from '../input/units.js'
import type { HeadLine } from './node-list.js'

/** Lines that speak of the same feeder or backhaul, in one list or in several, must say the same of it. */
export function checkAgreement(lines: readonly HeadLine[], problems: Problems): void {
  // What could not be read of one line says nothing about another.
  const wrong = new Set(problems.list.map((one) => at(one.position)))
  const areRead = (column: string, ...lines: HeadLine[]) =>
    lines.every(({ row }) => !wrong.has(at(row.position(column))))
  const feeders = new Map<string, HeadLine>()
  const backhauls = new Map<string, HeadLine>()
  for (const line of lines) {
    if (line.feeder !== undefined && line.area !== undefined) {
      const first = firstOf(feeders, line.feeder, line)
      if (first.area !== line.area) {
        const message = `area: feeder "${line.feeder}" is in "${line.area}" here, but in "${first.area}" at ${place(first, 'area')}`
        problems.add(line.row.position('area'), message)
      }
    }
    const backhaul = backhaulOf(line)
    const first = firstOf(backhauls, backhaul, line)
    const shared = `which shares the backhaul "${backhaul}"`
    if (first.technology !== line.technology && areRead('technology', first, line)) {
      const [mine, theirs] = [line.technology ?? 'NA', first.technology ?? 'NA']
      const message = `technology: "${mine}" here, but "${theirs}" at ${place(first, 'technology')}, ${shared}`
      problems.add(line.row.position('technology'), message)
    }
    if (first.rate !== line.rate && areRead('rate', first, line)) {
      const message = `rate: ${rateOf(line)} here, but ${rateOf(first)} at ${place(first, 'rate')}, ${shared}`
      problems.add(line.row.position('rate'), message)
    }
  }
}

/** What its link to the back office is called: a node that names none has one of its own. */
export function backhaulOf({ backhaul, name }: HeadLine): string {
  return backhaul ?? name
}

function firstOf(known: Map<string, HeadLine>, name: string, line: HeadLine): HeadLine {
  const first = known.get(name) ?? line
  known.set(name, first)
  return first
}

function place({ row }: HeadLine, column: string): string {
  return at(row.position(column))
}

function rateOf({ rate }: HeadLine): string {
  return rate === undefined ? 'NA' : printRate(rate)
}
