import { percent } from '../check/verdict.js'
import type { SizeAnswer } from './size-answer.js'
import type { SizeItem, SizePoint } from './size-point.js'
import type { Price } from './size-price.js'
import { holds } from './size-standing.js'

/** Why an item does not pass, and on which leg. */
export function itemInWords({ name, reason, leg }: SizeItem): string {
  // A requirement that failed says its leg in its reason already.
  const where = leg === undefined || reason.includes(leg.text) ? '' : `; ${leg.text}`
  return `${name}: ${reason}${where}`
}

/** `98.2 % [97.1, 99]`. */
export function shareWithin({ share, low, high }: Pick<SizeItem, 'share' | 'low' | 'high'>): string {
  if (share === undefined) return 'NA'
  const end = (one: number | undefined) => (one === undefined ? 'NA' : percent(one).replace(' %', ''))
  return `${percent(share)} [${end(low)}, ${end(high)}]`
}

export function priceInWords({ total, currency, per, parts }: Price): string {
  const money = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 })
  const made = parts.map(({ what, count, price }) => `${money(count)} ${what} ${money(price)}`).join(', ')
  return `${money(total)} ${currency} ${per === 'once' ? 'once' : `a ${per}`}${made === '' ? '' : ` (${made})`}`
}

/** What to do about an answer that is less than it seems. */
export function warningsOf(answer: SizeAnswer): string[] {
  const { sized, bracket, standing, undecidedShort, tried } = answer
  const { fails, passes, notMonotone } = bracket
  const undecided = undecidedBeyond(answer)
  const warnings: string[] = []
  if (notMonotone.length > 0) {
    const at = standing.is.findIndex(holds)
    const worse = standing.ordered[at]!
    warnings.push(
      `not monotone: ${notMonotone.map(({ text }) => text).join(', ')} ${notMonotone.length === 1 ? 'fails' : 'fail'} although ${worse.text} ${standing.is[at] === 'passes' ? 'passes' : 'does not'}`,
    )
  }
  if (undecided !== undefined)
    warnings.push(
      `${undecided.text} is undecided, not failed: ${itemInWords(undecidedShort[0]!)}${undecidedShort.length > 1 ? ` (and ${undecidedShort.length - 1} more)` : ''}; fewer clusters (such as districts) decide less; a longer duration, or --replications, has more of them`,
    )
  else if (undecidedShort.length > 0 && fails !== undefined)
    warnings.push(
      `what lies between ${fails.text} and ${passes!.text} is not decided (${undecidedShort.map(({ name }) => name).join(', ')}): a longer duration, or --replications, would narrow the bracket`,
    )
  const cannot = tried.filter((one) => one.cannot !== undefined)
  if (cannot.length > 0)
    warnings.push(`the deployment cannot have ${cannot.map(({ text }) => text).join(', ')}: ${cannot[0]!.cannot}`)
  if (answer.found === 'bracket' && standing.better === undefined)
    warnings.push(`as many requirements pass at larger values of ${sized.name} as at smaller ones`)
  return warnings
}

/** Where nothing fails: the first value that does not pass either, beyond those that do. */
export function undecidedBeyond({
  found,
  bracket: { passes },
  standing: { ordered, is },
}: SizeAnswer): SizePoint | undefined {
  if (found !== 'no fail' || passes === undefined) return undefined
  const at = ordered.indexOf(passes) - 1
  return is[at] === 'undecided' ? ordered[at] : undefined
}

/** That nothing fails, what passes of it, and whether it could be searched further. */
export function nothingFailsInWords(answer: SizeAnswer): string {
  const { standing, bracket, still } = answer
  const { points, better, leaning } = standing
  const undecided = undecidedBeyond(answer)
  const way = (better ?? leaning) === 'smaller' ? 'up to' : 'down to'
  const passes =
    undecided === undefined
      ? ''
      : `: ${bracket.isDecided ? 'passes' : 'meets all bounds as measured'} ${way} ${bracket.passes!.text}, undecided from ${undecided.text}`
  const same = still.map(({ text, value }) => `${value < answer.start ? 'below' : 'beyond'} ${text} no figure changes`)
  const span = `nothing begins to fail from ${points[0]!.text} to ${points.at(-1)!.text}${passes}`
  return [span, ...same, ...furtherInWords(answer)].join('; ')
}

/** Which end can be moved: it was not given, and there is more beyond it that a deployment can have and that changes anything. */
function furtherInWords({ sized: { kind }, start, range, still, tried }: SizeAnswer): string[] {
  const [least, most] = [tried[0]!, tried.at(-1)!]
  const isOver = (side: (value: number) => boolean) =>
    [...still, ...tried.filter((one) => one.cannot !== undefined)].some(({ value }) => side(value))
  const isDownOver = range.from !== undefined || least.value <= kind.grain || isOver((value) => value < start)
  const isUpOver = range.to !== undefined || most.value >= kind.most || isOver((value) => value > start)
  const options = [...(isDownOver ? [] : ['--from']), ...(isUpOver ? [] : ['--to'])]
  return options.length === 0 ? [] : [`${options.join(' and ')} ${options.length === 1 ? 'goes' : 'go'} further`]
}
