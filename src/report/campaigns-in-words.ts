import { percent } from '../check/verdict.js'
import { printDuration } from '../input/units.js'
import type { Run } from '../run/run.js'

/** A line of the terminal for each campaign: `nic: 99.5 % of 2000 devices have it (95 % in 3.2 h), 10 failed, 3 repair rounds`. */
export function campaignsInWords({ model }: Run): string[] {
  return (model.flight.campaigns?.runs ?? []).map(({ campaign, count, completed, failed, rounds, times }) => {
    const reached = times.filter(({ took }) => took !== undefined)
    const when = reached.map(({ share, took }) => `${percent(share)} in ${printDuration(took!, 3)}`).join(', ')
    const open = count - completed - failed
    const rest = [
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(open > 0 ? [`${open} open at the end`] : []),
      `${rounds} repair round${rounds === 1 ? '' : 's'}`,
    ].join(', ')
    const have = `${completed} of ${count} devices have it${when === '' ? '' : ` (${when})`}`
    return `${campaign.name}: ${have}; ${rest}`
  })
}
