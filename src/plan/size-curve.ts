import type { VerdictWord } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import type { SizeAnswer } from './size-answer.js'
import type { SizeItem, SizePoint } from './size-point.js'
import { priceOf, type Price } from './size-price.js'
import { holds, type Stands } from './size-standing.js'

/** One value that was tried, as it is shown. */
export interface CurvePoint {
  point: SizePoint
  /** `but for 2`: so many fail at every value, and the others would pass here, or not fail. */
  stands: Stands | `but for ${number}` | 'cannot'
  verdicts: Record<VerdictWord, number>
  /** The requirement that binds, there. */
  binding: SizeItem | undefined
  /** Of the network that is varied, or else the busiest: in the direction that carries more in its busiest hour. */
  busiest: { network: string; direction: 'down' | 'up'; utilisation: number; utilisationBusiest: number } | undefined
  price: Price | undefined
}

/** Every value that was tried, by size. */
export function curveOf(deployment: Deployment, answer: SizeAnswer): CurvePoint[] {
  const { tried, standing, sized, binding, rest } = answer
  const failing = rest.alwaysFail.length
  const network = sized.path[0] === 'networks' ? sized.path[1] : undefined
  return tried.map((point): CurvePoint => {
    const is = standing.is[standing.ordered.indexOf(point)]
    const stands = failing > 0 && holds(is) ? (`but for ${failing}` as const) : (is ?? 'cannot')
    const verdicts = { pass: 0, fail: 0, undecided: 0, 'not exercised': 0 }
    for (const { verdict } of point.items.values()) verdicts[verdict]++
    return {
      ...{ point, stands, verdicts },
      binding: binding[0] && point.items.get(binding[0].name),
      busiest: busiestOf(point, network),
      price: point.figures && priceOf(deployment, point.figures),
    }
  })
}

function busiestOf({ figures }: SizePoint, network: string | undefined): CurvePoint['busiest'] {
  const lanes = (figures?.networks ?? []).flatMap(({ utilisation, utilisationBusiest, ...one }) =>
    utilisation === undefined || utilisationBusiest === undefined ? [] : [{ ...one, utilisation, utilisationBusiest }],
  )
  const own = lanes.filter((one) => network === undefined || one.network === network)
  return own.sort((a, b) => b.utilisationBusiest - a.utilisationBusiest)[0]
}
