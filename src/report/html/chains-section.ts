import { percent } from '../../check/verdict.js'
import { printDuration } from '../../input/units.js'
import type { ChainOutcome } from '../../run/chain-outcome.js'
import type { Run } from '../../run/run.js'
import { datum, share } from './datum.js'
import { html, type Content } from './html.js'
import type { Section } from './page.js'
import { badge, table } from './parts.js'

/** What the SRS states of several legs as a whole (chains.csv); undefined where it states nothing of what was sent. */
export function chainsSection({ chains }: Pick<Run, 'chains'>): Section | undefined {
  if (chains.length === 0) return undefined
  const columns = ['verdict', 'sub-total', 'from', 'to', '#sent', '#in time', '#share', 'interval', 'asked', 'reason']
  const body = html`<p>
      What the SRS states of several legs as a whole, held against the messages that came over all of them. It changes no verdict
      of a requirement.
    </p>
    ${table('Sub-totals', columns, chains.map(row))}`
  return { id: 'chains', title: 'Chains', body }
}

function row(one: ChainOutcome): Content[] {
  const { section, name, origin } = one.subTotal
  const interval = one.low === undefined ? '–' : `${percent(one.low)} to ${percent(one.high!)}`
  const asked = `${percent(one.boundReliability)} within ${printDuration(one.boundLatencyS * 1e6, 3)}`
  return [badge(one.verdict), `${section} ${name}`, origin, one.last.to, datum(one.sent), datum(one.inTime), share(one.shareInTime), interval, asked, one.reason] // prettier-ignore
}
