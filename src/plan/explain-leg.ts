import type { Deployment } from '../deployment/deployment.js'
import { printDuration } from '../input/units.js'
import { printLatency } from '../srs/latency.js'
import { printReliability } from '../srs/reliability.js'
import type { Hop } from '../srs/walk.js'
import type { Applied } from '../traffic/applied.js'
import { latencyInWords, reliabilityInWords } from '../report/cells-in-words.js'
import { legsOf } from './requirements-legs.js'

/** One leg of a path: what it must keep, and by which rule. */
export interface ExplainedLeg extends Hop {
  /** From 1. */
  leg: number
  of: number
  cells: { cell: string; bound: string; read: string; rule: string }[]
  setBy: 'rule' | 'deployment'
}

/** A leg of a requirement, `number` from 1. */
export function explainLeg(deployment: Deployment, one: Applied, number: number): ExplainedLeg {
  const { hops } = one
  const { latency, reliability, setBy } = legsOf(deployment, one)[number - 1]!
  const rules = rulesOf(deployment, one, number - 1)
  return {
    leg: number,
    of: hops.length,
    ...hops[number - 1]!,
    cells: [
      { cell: 'latency', bound: printLatency(latency), read: latencyInWords(latency), rule: rules.latency },
      {
        cell: 'reliability',
        bound: printReliability(reliability),
        read: reliabilityInWords(reliability),
        rule: rules.reliability,
      },
    ],
    setBy,
  }
}

function rulesOf(deployment: Deployment, { requirement, hops, choice }: Applied, i: number) {
  const { 'leg-weights': weights } = deployment.settings.assumptions
  const { flow, network } = hops[i]!
  const own = choice.legs ?? {}
  const weight = weights[network]
  const sum = (those: readonly Hop[]) =>
    Number(those.reduce((all, hop) => all + weights[hop.network], 0).toPrecision(12))
  const others = hops.filter((hop) => own[hop.flow] === undefined)
  const whole = requirement.latency.bound
  const left = hops.reduce((rest, hop) => rest - (own[hop.flow] ?? 0), whole)
  const ofWhole =
    left === whole
      ? `the ${printDuration(whole)} of the whole`
      : `the ${printDuration(left)} that legs with a bound of their own leave of ${printDuration(whole)}`
  const named = `assumptions.leg-weights.${network}`
  return {
    latency:
      own[flow] === undefined
        ? `${weight} of ${sum(others)} parts (${named}) of ${ofWhole}; latencies of legs add up (SRS 4.18)`
        : `set by the deployment: legs of choices.requirements, ${flow}`,
    reliability: `the share of the whole to the power of ${weight}/${sum(hops)} (${named}): shares of legs multiply to it`,
  }
}
