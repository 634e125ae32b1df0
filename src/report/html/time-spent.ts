import { LOSS_REASONS } from '../../network/medium.js'
import type { LegOutcome, WayOutcome } from '../../run/leg-outcome.js'
import { TIMES } from '../../trace/leg-times.js'
import { count } from '../count.js'
import { time } from '../terminal.js'
import { html, type Html } from './html.js'

/** Where the messages of a requirement spend their time, leg by leg, and what is lost there: a bar for the shares, and words for the figures. */
export function timeSpent({ territory, legs }: WayOutcome): Html {
  const total = legs.reduce((sum, leg) => sum + spent(leg), 0)
  // In thousandths, of which the style sheet makes widths; and it says which leg has which colour.
  const bar = legs.map((leg) => html`<i style="flex:${Math.round((1000 * spent(leg)) / total)}"></i>`)
  return html`${territory !== '' && html`<b>${territory}</b>`}${total > 0 && html`<div class="legs-bar" aria-hidden="true">${bar}</div>`}<ol class="legs">${legs.map((leg) => html`<li>${words(leg)}`)}</ol>`
}

function spent({ counts }: LegOutcome): number {
  return counts.times.reduce((sum, { mean }) => sum + (Number.isFinite(mean) ? mean : 0), 0)
}

function words(leg: LegOutcome): Html {
  const { hop, counts } = leg
  const most = counts.times.reduce((a, b) => (b.mean > a.mean ? b : a))
  const mostly = `mostly ${TIMES[counts.times.indexOf(most)]!}`
  const took = counts.messages === 0 ? 'nothing received' : `${time(spent(leg) / 1e6)}, ${mostly}`
  const lost = LOSS_REASONS.flatMap((reason, i) => (counts.lost[i]! > 0 ? [`${count(counts.lost[i]!)} ${reason}`] : []))
  const losses = lost.length === 0 ? '' : `; lost ${lost.join(', ')}`
  return html`<b>${hop.flow}</b> <i class="network">${hop.network}</i> ${took}${losses}`
}
