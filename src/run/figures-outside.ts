import type { Choice } from '../deployment/choices.js'
import type { Deployment } from '../deployment/deployment.js'
import { membersOf } from '../deployment/populations.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { HowOftenTerm } from '../srs/how-often.js'
import type { Range } from '../srs/range.js'
import { perMember } from '../srs/rates.js'
import type { Requirement } from '../srs/requirement.js'
import type { Size } from '../srs/size.js'
import { DAY } from '../srs/time-unit.js'
import type { Applied } from '../traffic/applied.js'

/**
 * Figures of single requirements that the deployment puts in the place of the SRS's and that lie outside its ranges, as
 * `4.15.4.1/SW_opr_cmd how-often`: with them it is not the SRS's requirement that is met. What the SRS leaves open has none.
 */
export function figuresOutside({ catalogue, settings }: Deployment, applied: readonly Applied[]): string[] {
  const found = new Set<string>()
  for (const { requirement, choice } of applied) {
    const { id, row } = requirement
    const key = [id, row].find((one) => settings.choices.requirements[one] !== undefined)
    if (isOftenOutside(catalogue, requirement, choice['how-often'])) found.add(`${key} how-often`)
    if (isSizeOutside(requirement.size, choice.size)) found.add(`${key} size`)
  }
  return [...found]
}

/**
 * Populations that are set below the number of their devices, although all of these are members. Where a share decides who
 * is one, the SRS says nothing of how many there are.
 */
export function populationsBelow({ catalogue, settings, layout }: Deployment, applied: readonly Applied[]): string[] {
  const counted = new Set(applied.flatMap(({ requirement: { howOften } }) => populationsOf(howOften)))
  return Object.entries(settings.populations)
    .filter(([name, count]) => {
      const population = catalogue.populations.get(name)!
      const { devices } = membersOf(population, layout, settings)
      const all = population.counts === 'one' ? 1 : devices
      return counted.has(name) && population.shares.length === 0 && count < all
    })
    .map(([name]) => name)
}

type ChosenRequirement = Exclude<Choice, 'off'>

function isOftenOutside(
  catalogue: Catalogue,
  { howOften }: Requirement,
  chosen: ChosenRequirement['how-often'],
): boolean {
  if (typeof chosen !== 'number' || !('terms' in howOften)) return false
  // Of the first year and of those after it a device has one or the other: any figure between is that of some mixture.
  const byYear = howOften.terms.filter(({ note }) => note !== undefined)
  const others = howOften.terms.filter(({ note }) => note === undefined).map((term) => statedRange(catalogue, term))
  const ranges = [...others, union(byYear.map((term) => statedRange(catalogue, term)))]
  return ranges.some((range) => range !== undefined && !isWithin(chosen, range))
}

/** Messages of one member a day; undefined where the SRS leaves it open, or counts causes and not time. */
function statedRange({ eventKinds }: Catalogue, term: HowOftenTerm): Range | undefined {
  const { count, period } = term
  if (typeof count === 'string') return undefined
  if (period.kind === 'time') {
    if (typeof period.times === 'string') return undefined
    return { low: perMember(term, 'low'), high: perMember(term, 'high') }
  }
  const kind = eventKinds.get(period.event)
  const rate = period.rate
    ? {
        low: (period.rate.count.low * DAY) / period.rate.micros,
        high: (period.rate.count.high * DAY) / period.rate.micros,
      }
    : kind?.status === 'stated'
      ? { low: kind.perDay, high: kind.perDay }
      : undefined
  return rate && { low: perMember(term, 'low') * rate.low, high: perMember(term, 'high') * rate.high }
}

function union(ranges: readonly (Range | undefined)[]): Range | undefined {
  const known = ranges.filter((one) => one !== undefined)
  if (known.length === 0 || known.length < ranges.length) return undefined
  return { low: Math.min(...known.map((one) => one.low)), high: Math.max(...known.map((one) => one.high)) }
}

function isSizeOutside(size: Size, chosen: ChosenRequirement['size']): boolean {
  if (typeof chosen !== 'number' || size.kind === 'unknown') return false
  if (size.kind === 'fixed') return chosen !== size.bytes
  if (size.kind === 'range') return !isWithin(chosen, size)
  const bytes = size.points.map((point) => point.bytes)
  return !isWithin(chosen, { low: Math.min(...bytes), high: Math.max(...bytes) })
}

/** Figures a day are quotients: 50 per 1000 per week is not exact in binary. */
function isWithin(value: number, { low, high }: Range): boolean {
  const rounding = 1e-9
  return value >= low * (1 - rounding) && value <= high * (1 + rounding)
}

function populationsOf(howOften: Requirement['howOften']): string[] {
  return 'terms' in howOften ? howOften.terms.map((term) => term.population) : []
}
