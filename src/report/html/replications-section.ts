import { printDuration } from '../../input/units.js'
import type { Run } from '../../run/run.js'
import { count, datum, share } from './datum.js'
import { html, type Content, type Html } from './html.js'
import { linkTo } from './requirement-link.js'
import type { Section } from './page.js'
import { table } from './parts.js'

/** Requirements of which the replications are shown: replications.csv has all. */
const WIDEST = 15

/** How far several replications lie apart (replications.csv); undefined where there is one. */
export function replicationsSection(run: Run): Section | undefined {
  const { replications } = run
  if (replications.length < 2) return undefined
  const spreads = spreadsOf(run)
  const apart = spreads.length > 0 && html`<p>
    Requirements whose share in time differs most between replications; of ${count(run.outcomes.length)} requirements
    ${count(spreads.length)} differ at all.
  </p>
  ${spreadTable(run, spreads.slice(0, WIDEST))}` // prettier-ignore
  const body = html`<p>
      ${count(replications.length)} replications with seeds of their own. Verdicts are of all of them together; load, topology, time lines
      and legs are of the first.
    </p>
    ${table('Replications', ['#no.', '#seed', '#sent', '#counted', '#share in time'], replications.map(row))}
    ${apart}`
  return { id: 'replications', title: 'Replications', body }
}

function row({ number, seed, lines }: Run['replications'][number]): Content[] {
  const sum = (of: (line: (typeof lines)[number]) => number) => lines.reduce((total, line) => total + of(line), 0)
  const [counted, good] = [sum((line) => line.counted), sum((line) => line.good)]
  return [
    String(number),
    String(seed),
    datum(sum(({ sent }) => sent)),
    datum(counted),
    share(counted === 0 ? undefined : good / counted),
  ]
}

interface Spread {
  index: number
  low: number
  high: number
}

function spreadsOf({ replications, outcomes }: Run): Spread[] {
  const found = outcomes.map((_, index): Spread => {
    const shares = replications.flatMap(({ lines }) => {
      const { counted, good } = lines[index]!
      return counted === 0 ? [] : [good / counted]
    })
    return { index, low: Math.min(...shares), high: Math.max(...shares) }
  })
  return found.filter(({ low, high }) => high > low).sort((a, b) => b.high - b.low - (a.high - a.low))
}

function spreadTable({ replications, outcomes }: Run, spreads: readonly Spread[]): Html {
  const longest = (index: number) => {
    const all = replications.map(({ lines }) => lines[index]!.p99 / 1e6).filter(Number.isFinite)
    return all.length === 0 ? undefined : Math.max(...all)
  }
  const rows = spreads.map(({ index, low, high }): Content[] => [
    linkTo(outcomes[index]!.requirement.id),
    share(low),
    share(high),
    share(outcomes[index]!.shareInTime),
    datum(longest(index), (seconds) => printDuration(seconds * 1e6, 3)),
  ])
  return table(
    'Share in time between replications',
    ['requirement', '#least', '#most', '#of all', '#longest p99'],
    rows,
  )
}
