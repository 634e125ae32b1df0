import { percent } from '../../check/verdict.js'
import { printTime } from '../../deployment/moment.js'
import { printDuration } from '../../input/units.js'
import { MINUTE } from '../../kernel/time.js'
import type { Run } from '../../run/run.js'
import type { CampaignRun } from '../../simulate/campaign-run.js'
import { datum, share } from './datum.js'
import { html, type Html } from './html.js'
import { figure, table } from './parts.js'
import type { Plots } from './plots.js'

const SIZE = { width: 760, height: 240, marginLeft: 56, marginRight: 24, marginTop: 26, marginBottom: 28 }
/** Points that the table has of a curve; campaign-curve.csv has all. */
const POINTS = 40
/** A curve has no more steps than can be seen. */
const STEPS = 400

/** Each campaign: which share of its devices had the image when (campaign-curve.csv), and what became of them (campaigns.csv). */
export function campaignFigures(run: Run, plots: Plots): Html[] {
  return (run.model.flight.campaigns?.runs ?? []).map((one) => figureOf(run, one, plots))
}

function figureOf(run: Run, one: CampaignRun, plots: Plots): Html {
  const { deployment } = run
  const { campaign, count, completed, failed, rounds } = one
  const ran = deployment.end - campaign.at
  const when = reachedInWords(one)
  const deadline = deadlineOf(run, one)
  const kept = deadline === undefined ? undefined : html` The SRS allows ${printDuration(deadline, 3)}.`
  const open = count - completed - failed
  const rest = html`${failed > 0 && html`${datum(failed)} failed, `}${open > 0 && html`${datum(open)} were open at the end, `}`
  const caption = html`<strong>${campaign.name}</strong>, ${campaign.cast}, from ${printTime(campaign.at, deployment.settings.start)}:
    ${datum(completed)} of ${datum(count)} devices have it (${share(completed / count)})${when !== '' && `: ${when}`}.
    ${rest}${datum(rounds)} repair ${rounds === 1 ? 'round' : 'rounds'}, ${datum(one.messages)} messages, of them
    ${datum(one.repairs)} repairs.${kept}`
  return figure(
    html`<div class="wide" tabindex="0" role="region" aria-label="Course of ${campaign.name}">${curve(one, ran, deadline, plots)}</div>`,
    caption,
    tableOf(one),
  )
}

/** `95 % after 3.2 h, 99 % after 4 h`; empty where fewer have it in the end. */
function reachedInWords({ times }: CampaignRun): string {
  const reached = times.filter(({ took }) => took !== undefined)
  return reached.map(({ share: part, took }) => `${percent(part)} after ${printDuration(took!, 3)}`).join(', ')
}

/** The time within which all are to have it, of the pairs that it sends; where there are several the shortest. */
function deadlineOf({ outcomes }: Run, { campaign }: CampaignRun): number | undefined {
  const bounds = outcomes
    .filter(({ requirement: { id } }) => campaign.requirementIds.includes(id))
    .map(({ boundLatencyS }) => boundLatencyS)
  return bounds.length === 0 ? undefined : Math.min(...bounds) * 1e6
}

function curve(one: CampaignRun, ran: number, deadline: number | undefined, plots: Plots): Html {
  const { marks } = plots
  const { count } = one
  const last = (one.curve.at(-1)?.minutes ?? 0) * MINUTE
  // All of a deadline that is near; of one that is far only that it is.
  const near = deadline !== undefined && deadline <= last * 4 ? deadline : 0
  const to = Math.max(MINUTE, Math.min(ran, Math.max(last * 1.1, near * 1.05)), near * 1.05)
  const points = [
    { x: 0, y: 0 },
    ...thinned(one.curve, to).map(({ minutes, completed }) => ({ x: minutes * MINUTE, y: completed / count })),
  ]
  const end = Math.min(ran, to)
  if (points.at(-1)!.x < end) points.push({ x: end, y: points.at(-1)!.y })
  const bound = [
    marks.ruleX([near], { stroke: 'var(--bound)', strokeWidth: 1.5 }),
    marks.text([near], { x: near, text: () => 'bound', frameAnchor: 'top', dy: -10, fill: 'var(--bound)' }),
  ]
  const times = reachedInWords(one)
  const reached = times === '' ? `${percent(one.completed / count)} have it in the end` : times
  return plots.svg(
    {
      ...SIZE,
      x: {
        domain: [0, to],
        ticks: ticksOf(to),
        tickFormat: (time: number) => (time === 0 ? '0' : printDuration(time, 3)),
        label: null,
        tickSize: 4,
      },
      y: {
        domain: [0, 1.02],
        ticks: [0, 0.25, 0.5, 0.75, 1],
        tickFormat: (y: number) => percent(y),
        label: null,
        tickSize: 0,
      },
      marks: [
        marks.gridY([0, 0.25, 0.5, 0.75, 1], { stroke: 'var(--grid)', strokeOpacity: 1 }),
        ...(near > 0 ? bound : []),
        marks.lineY(points, { x: 'x', y: 'y', curve: 'step-after', stroke: 'var(--line1)', strokeWidth: 1.75 }),
      ],
    },
    `${one.campaign.name}: share of the devices that have the image, by the time since its beginning; ${reached}`,
  )
}

function ticksOf(to: number): number[] {
  const units = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 7200, 14400].map(
    (minutes) => minutes * MINUTE,
  )
  const step = units.find((one) => to / one <= 8) ?? to / 8
  return Array.from({ length: Math.floor(to / step) + 1 }, (_, i) => i * step)
}

function thinned(all: CampaignRun['curve'], to: number): CampaignRun['curve'] {
  const step = to / MINUTE / STEPS
  return all.filter(({ minutes }, i) => {
    const next = all[i + 1]
    return next === undefined || Math.floor(next.minutes / step) > Math.floor(minutes / step)
  })
}

function tableOf({ campaign, curve: all, count }: CampaignRun): Html {
  const step = Math.ceil(all.length / POINTS)
  const rows = all
    .filter((_, i) => i % step === 0 || i === all.length - 1)
    .map(({ minutes, completed }) => [datum(minutes), datum(completed), share(completed / count)])
  const some = step > 1 ? ' (campaign-curve.csv has every minute)' : ''
  return table(
    `${campaign.name}: devices that have the image${some}`,
    ['#minutes since its beginning', '#devices', '#share'],
    rows,
  )
}
