import type { Confirmed, SizeAnswer } from './size-answer.js'
import type { Bracket } from './size-bracket.js'
import { curveOf, type CurvePoint } from './size-curve.js'
import type { SizeItem } from './size-point.js'
import { priceOf, type Price } from './size-price.js'
import { holds } from './size-standing.js'
import { undecidedBeyond, warningsOf } from './size-words.js'
import type { Sizing } from './size.js'

/** What `sgsim size --json` prints. What does not exist is null. */
export function sizeJson(sizing: Sizing): object {
  const { deployment, answers, together, runs, replications, resolution, headroom } = sizing
  const { settings, file, hash } = deployment
  return {
    ...{ name: settings.name, file, hash, seed: settings.seed, runs, replications, resolution, headroom: headroom ?? null }, // prettier-ignore
    answers: answers.map((one) => answerJson(sizing, one)),
    together: together
      ? {
          values: Object.fromEntries(together.changes.map(({ sized, text }) => [sized.path.join('.'), text])),
          ...confirmedJson(together),
          price: priceJson(together.price),
        }
      : null,
  }
}

function answerJson({ deployment }: Sizing, answer: SizeAnswer): object {
  const { sized, found, bracket, standing, binding, rest, headroom, undecidedShort, notDecided } = answer
  const { passes } = bracket
  const chosen = headroom?.point ?? passes
  const names = (items: readonly SizeItem[]) => items.map(({ name }) => name)
  return {
    ...{ value: sized.path.join('.'), now: sized.kind.print(sized.now), answer: found },
    better: standing.better ?? standing.leaning ?? null,
    // Where something always fails, the ends are those of the others, and no answer.
    ...(found === 'no pass' && answer.hasBothEnds
      ? { fails: null, ...NO_END }
      : endsJson(found === 'no pass', bracket)),
    notDecided: notDecided.map(itemJson),
    others: found === 'no pass' && answer.hasBothEnds ? { butFor: names(rest.alwaysFail), ...endsJson(false, bracket) } : null, // prettier-ignore
    binding: binding.map(itemJson),
    undecidedFrom: undecidedBeyond(answer)?.text ?? null,
    undecidedBetween: names(undecidedShort),
    headroom: headroom ? { value: headroom.point.text, ...confirmedJson(headroom) } : null,
    price: priceJson(chosen?.figures && found !== 'no pass' ? priceOf(deployment, chosen.figures) : undefined),
    notMonotone: bracket.notMonotone.map(({ text }) => text),
    warnings: warningsOf(answer),
    answering: standing.answering,
    alwaysFail: rest.alwaysFail.map(itemJson),
    neverPass: rest.neverPass.map(itemJson),
    undecided: rest.undecided.map(itemJson),
    notExercised: names(rest.notExercised),
    alwaysPass: names(rest.alwaysPass),
    curve: curveOf(deployment, answer).map(({ point, stands, verdicts, binding: item, busiest, price }) => ({
      ...{ value: point.text, stands, cannot: point.cannot ?? null },
      verdicts: verdictsJson(verdicts),
      binding: item ? itemJson(item) : null,
      networks: (point.figures?.networks ?? []).map((one) => ({
        ...{ network: one.network, direction: one.direction, links: one.links, rateBps: one.rate ?? null },
        bytesWire: one.bytesWire,
        utilisation: one.utilisation ?? null,
        utilisationBusiestHour: one.utilisationBusiest ?? null,
      })),
      busiest: busiest ? { network: busiest.network, direction: busiest.direction } : null,
      price: priceJson(price),
    })),
  }
}

const NO_END = { passes: null, notFailed: null }

/** `passes` only where all that answer are decided to pass; `notFailed` there too, and where what is not decided meets its bound as measured. */
function endsJson(isNone: boolean, { fails, passes, isDecided }: Bracket): object {
  const end = isNone ? undefined : passes?.text
  return { fails: fails?.text ?? null, passes: (isDecided ? end : undefined) ?? null, notFailed: end ?? null }
}

function verdictsJson({ pass, fail, undecided, 'not exercised': notExercised }: CurvePoint['verdicts']): object {
  return { pass, fail, undecided, notExercised }
}

function confirmedJson({ point, failing, undecided, open, butFor, stands }: Confirmed): object {
  return {
    holds: butFor.length === 0 && holds(stands),
    stands,
    cannot: point.cannot ?? null,
    failing: failing.map(itemJson),
    undecided: undecided.map(itemJson),
    notDecided: open.map(itemJson),
    butFor: butFor.map(({ name }) => name),
  }
}

function itemJson({ name, of, verdict, reason, share, low, high, latencyP99S, value, meets, leg }: SizeItem): object {
  return {
    ...{ name, of, verdict, reason },
    ...{ share: share ?? null, low: low ?? null, high: high ?? null, latencyP99S: latencyP99S ?? null },
    value: value ?? null,
    meetsAsMeasured: meets ?? null,
    leg: leg ?? null,
  }
}

function priceJson(price: Price | undefined): object | null {
  return price ?? null
}
