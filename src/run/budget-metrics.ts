import type { BudgetResult } from '../check/budget-result.js'
import { worstOf } from '../check/budget-result.js'
import type { Metric, Statistic } from '../deployment/budget-grammar.js'
import { didYouMean } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import { BITS } from '../trace/leg-times.js'
import type { Model } from '../simulate/model.js'
import { Histogram } from '../stats/histogram.js'
import { DELIVERED } from '../network/links.js'

/** The budgets of networks and nodes after a run, measured: one value each. */
export function metricResultsOf(model: Model): BudgetResult[] {
  return metricsOf(model).map(({ index, metric }) => ({
    budget: index,
    of: 'metric',
    values: [valueOf(model, metric)],
  }))
}

/** A budget of a network that nothing crosses here, or of nodes that nothing goes through, would hold whatever happens: it is refused. */
export function checkMetrics(model: Model): void {
  const { deployment, network } = model
  const problems = new Problems()
  for (const { index, metric } of metricsOf(model)) {
    const wrong = (message: string, hint: string) => {
      const place = deployment.source.positionIn(['budgets', index, 'add'], 0)
      problems.add(place, `budgets.${index}.add: ${message}`, hint)
    }
    const { node, network: name, direction } = metric
    if (node !== undefined && !network.stationBooks.has(node))
      wrong(`no message of this deployment goes through ${node}`, '')
    if (name === undefined || lanesOf(model, metric).length > 0) continue
    const crossed = new Set(model.load.lanes.map((lane) => lane.network))
    wrong(`nothing in this deployment crosses ${direction ? `${name}.${direction}` : name}`, didYouMean('', crossed))
  }
  problems.throwIfAny()
}

function metricsOf({ deployment }: Model): { index: number; metric: Metric }[] {
  return deployment.budgets.flatMap(({ demand }, index) => (demand.of === 'metric' ? [{ index, metric: demand }] : []))
}

/** In the unit of its limit; of both directions the worse; undefined where there is nothing to measure. */
function valueOf(model: Model, metric: Metric): number | undefined {
  if (metric.node !== undefined) return ofNode(model, metric)
  const values = lanesOf(model, metric).map((lane) => ofLane(model, metric, lane))
  const there = values.filter((one) => one !== undefined)
  return there.length === 0 ? undefined : worstOf(there, metric)
}

/** The directions of its network: as `LoadByHour` numbers them. */
function lanesOf({ load }: Model, { network, direction }: Metric): number[] {
  return [...load.lanes.entries()]
    .filter(([, lane]) => lane.network === network && (direction ?? lane.direction) === lane.direction)
    .map(([i]) => i)
}

function ofNode({ network }: Model, { node, figure, statistic }: Metric): number | undefined {
  const book = network.stationBooks.get(node!)
  if (book === undefined) return undefined
  if (figure === 'backlog') return book.most
  if (figure === 'queue-delay') return secondsOf(book.waited, statistic!)
  return overValues(book.utilisation(), statistic!)
}

function ofLane(model: Model, { figure, statistic }: Metric, lane: number): number | undefined {
  if (figure === 'utilisation') return overValues(utilisation(model, lane), statistic!)
  if (figure === 'queue-delay') return secondsOf(waiting(model, lane), statistic!)
  return figure === 'backlog' ? overValues(backlog(model, lane), statistic!) : loss(model, lane)
}

/** By hour, as in hourly.csv. */
function utilisation({ load, network }: Model, lane: number): number[] {
  const { network: name, direction } = load.lanes[lane]!
  const links = network.channelsOf(name, direction)
  if (links === 0) return []
  return Array.from({ length: load.hours }, (_, hour) => load.utilisation(lane, hour, links))
}

/** What the messages waited on the legs that cross it: of each message and leg one time. */
function waiting({ legs, load }: Model, lane: number): Histogram {
  const { network, direction } = load.lanes[lane]!
  const all = new Histogram(BITS)
  for (const { links, times } of legs.values())
    links.forEach((group, leg) => {
      if (group.network === network && group.direction === direction) all.merge(times.queueing(leg))
    })
  return all
}

/** Packets before and on its links at the end of each minute, as in timeline.csv: intervals without a line had none. */
function backlog({ timeline, load }: Model, lane: number): number[] {
  const values = new Array<number>(load.intervals.count).fill(0)
  for (const line of timeline.lines()) if (line.lane === lane) values[line.interval] = line.backlog
  return values
}

/** Of the packets that came before its links and are there no more. */
function loss({ network: { links } }: Model, lane: number): number | undefined {
  let [lost, ended] = [0, 0]
  for (let link = 0; link < links.count; link++) {
    if (links.laneOf(link) !== lane) continue
    lost += links.lostOn(link)
    ended += links.lostOn(link) + links.get(link, DELIVERED)
  }
  return ended === 0 ? undefined : lost / ended
}

function secondsOf(times: Histogram, statistic: Statistic): number | undefined {
  if (times.count === 0) return undefined
  if (statistic === 'max') return times.max / 1e6
  return (statistic === 'mean' ? times.mean : times.quantile(statistic)) / 1e6
}

/** Percentiles by nearest rank. */
function overValues(values: readonly number[], statistic: Statistic): number | undefined {
  if (values.length === 0) return undefined
  if (statistic === 'mean') return values.reduce((sum, one) => sum + one, 0) / values.length
  const sorted = [...values].sort((a, b) => a - b)
  // 0.07 × 100 is a little over 7 in doubles, but the rank is 7.
  const rank = statistic === 'max' ? sorted.length : Math.ceil(statistic * sorted.length * (1 - 2 ** -50))
  return sorted[Math.max(1, rank) - 1]
}
