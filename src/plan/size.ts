import type { Deployment } from '../deployment/deployment.js'
import { namedBy } from '../deployment/check-budgets.js'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import type { Override } from '../input/overrides.js'
import type { Variations } from '../run/figures.js'
import { appliedRequirements } from '../traffic/applied.js'
import { answerOf, confirmed, isAnswered, passingAt, type Confirmed, type SizeAnswer } from './size-answer.js'
import type { SizeRange } from './size-ends.js'
import { strictnessOf } from './size-measured.js'
import type { Counting } from './size-point.js'
import { priceOf, type Price } from './size-price.js'
import { pointOf, searched, triedPoint } from './size-search.js'
import { roundedTo, withValue, type SizedValue } from './size-value.js'

export interface SizeOptions extends SizeRange {
  resolution: number
  /** The share of the value that is to be left free. */
  headroom: number | undefined
  /** The requirements that count, as budgets name them; all, where none are named. */
  requirements: readonly string[]
  /** What every run has besides: how long the warm-up is that was found. */
  fixed: readonly Override[]
  /** How many times `runs` runs each value. */
  replications?: number
  onTried?: (sized: SizedValue, tried: number) => void
}

export interface Sizing {
  deployment: Deployment
  answers: readonly SizeAnswer[]
  /** All that was found at once; undefined of one value, and where one of them has no answer. */
  together: (Confirmed & { changes: readonly { sized: SizedValue; text: string }[]; price: Price | undefined }) | undefined
  /** How many runs that were: of each value so many. */
  runs: number
  replications: number
  resolution: number
  headroom: number | undefined
} // prettier-ignore

/** How large must each of these values be? Each by itself, the others as they are in the file; then all of them together. */
export async function size(
  deployment: Deployment,
  values: readonly SizedValue[],
  runs: Variations,
  options: SizeOptions,
): Promise<Sizing> {
  const { fixed, headroom, resolution, replications = 1 } = options
  const counting = { asked: askedOf(deployment, options.requirements), strict: strictnessOf(deployment) }
  let count = 0
  const answers: SizeAnswer[] = []
  for (const sized of values) {
    const onTried = (tried: number) => options.onTried?.(sized, tried)
    const found = await searched(sized, runs, { ...options, counting, onTried })
    const answer = answerOf(found)
    count += found.tried.length
    if (headroom === undefined || !answer.hasBothEnds) answers.push(answer)
    else {
      answers.push({ ...answer, headroom: await withHeadroom(answer, headroom, runs, fixed, counting) })
      count++
    }
  }
  const isOfAll = answers.length > 1 && answers.every(isAnswered)
  const together = isOfAll ? await allTogether(deployment, answers, runs, fixed, counting) : undefined
  const tried = count + (together ? 1 : 0)
  return { deployment, answers, together, runs: tried * replications, replications, resolution, headroom }
}

/** What is to be bought: with the headroom, where that was asked for; where nothing fails, what the deployment has. */
export function chosenOf({ headroom, bracket, found, tried, sized }: SizeAnswer) {
  const now = tried.find(({ value }) => value === sized.now)
  return found === 'no fail' ? (now ?? bracket.passes!) : (headroom?.point ?? bracket.passes!)
}

async function withHeadroom(
  answer: SizeAnswer,
  headroom: number,
  runs: Variations,
  fixed: readonly Override[],
  counting: Counting,
): Promise<Confirmed> {
  const { sized, bracket, standing, digits } = answer
  const passes = bracket.passes!
  const isLarger = standing.better !== 'smaller'
  const wanted = isLarger ? passes.value / (1 - headroom) : passes.value * (1 - headroom)
  const { value } = roundedTo(sized, wanted, digits, isLarger ? 'up' : 'down')
  const point = await triedPoint(sized, value, runs, fixed, counting)
  return confirmed(point, passingAt(passes), standing.answering, alwaysFailing([answer]))
}

async function allTogether(
  deployment: Deployment,
  answers: readonly SizeAnswer[],
  runs: Variations,
  fixed: readonly Override[],
  counting: Counting,
): Promise<Sizing['together']> {
  const changes = answers.map((answer) => ({ sized: answer.sized, text: chosenOf(answer).text }))
  const result = await runs.run([...fixed, ...changes.map(({ sized, text }) => withValue(sized, text))])
  const point = pointOf(NaN, changes.map(({ sized, text }) => `${sized.name}=${text}`).join(' '), result, counting)
  // What passes with each of the values by itself has to pass with all of them.
  const expected = answers.map((one) => passingAt(chosenOf(one)))
  const inAll = expected[0]!.filter((name) => expected.every((names) => names.includes(name)))
  const price = point.figures && priceOf(deployment, point.figures)
  const answering = answers.flatMap(({ standing }) => standing.answering)
  return { ...confirmed(point, inAll, answering, alwaysFailing(answers)), changes, price }
}

/** What fails whatever any of the values is. */
function alwaysFailing(answers: readonly SizeAnswer[]): Set<string> {
  const names = answers.map(({ rest }) => rest.alwaysFail.map(({ name }) => name))
  return new Set(names[0]!.filter((name) => names.every((all) => all.includes(name))))
}

/** The ids that the patterns of `--requirement` name. */
function askedOf(deployment: Deployment, patterns: readonly string[]): ReadonlySet<string> | undefined {
  if (patterns.length === 0) return undefined
  const applied = [...new Set(appliedRequirements(deployment).applied.map(({ requirement }) => requirement))]
  const asked = patterns.flatMap((pattern) => {
    const named = namedBy(pattern, applied)
    if (named.length > 0) return named
    const words = [...new Set(applied.map(({ payload }) => payload.name)), ...applied.map(({ id }) => id)]
    const hint = didYouMean(pattern, words)
    throw InputError.of(`--requirement ${pattern}`, `no requirement of this deployment is called "${pattern}"`, hint)
  })
  return new Set(asked.map(({ id }) => id))
}
