import type { Deployment } from '../../src/deployment/deployment.js'
import { outcomeOf, type Outcome } from '../../src/run/outcome.js'
import { Model } from '../../src/simulate/model.js'

/** A deployment simulated to its end. */
export function finished(deployment: Deployment): Model {
  const model = new Model(deployment)
  while (!model.runSlice(Infinity)) continue
  model.flight.close()
  return model
}

/** What became of every requirement, by its id, without the requirement itself: figures that can be compared. */
export function outcomesOf(model: Model): Map<string, Omit<Outcome, 'requirement'>> {
  return new Map(
    model.tallies.map((tally) => {
      const { requirement, ...figures } = outcomeOf(tally.requirement, tally.result())
      return [requirement.id, figures]
    }),
  )
}

/** Messages that stand before links of a network in a direction, each hop counted. */
export function messagesOver(model: Model, network: string, direction: 'up' | 'down'): number {
  const lane = model.load.lanes.findIndex((one) => one.network === network && one.direction === direction)
  return lane < 0 ? 0 : model.load.messages[lane]!.reduce((sum, one) => sum + one, 0)
}

/** Sum of a column of the links of one data flow in one direction. */
export function overFlow(model: Model, flow: string, direction: 'up' | 'down', column: Float64Array): number {
  const group = model.network.links.groups.find((one) => one.flow === flow && one.direction === direction)
  return group ? column.subarray(group.first, group.first + group.count).reduce((sum, one) => sum + one, 0) : 0
}
