import { percent } from '../check/verdict.js'
import type { SizeAnswer } from './size-answer.js'
import type { SizeItem } from './size-point.js'
import type { Price } from './size-price.js'

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
  const warnings: string[] = []
  if (notMonotone.length > 0) {
    const worse = standing.ordered[standing.is.indexOf('passes')]!
    warnings.push(
      `not monotone: ${notMonotone.map(({ text }) => text).join(', ')} ${notMonotone.length === 1 ? 'fails' : 'fail'} although ${worse.text} passes`,
    )
  }
  if (undecidedShort.length > 0)
    warnings.push(
      `what lies between ${fails!.text} and ${passes!.text} is not decided (${undecidedShort.map(({ name }) => name).join(', ')}): a longer duration would narrow the bracket`,
    )
  const cannot = tried.filter((one) => one.cannot !== undefined)
  if (cannot.length > 0)
    warnings.push(`the deployment cannot have ${cannot.map(({ text }) => text).join(', ')}: ${cannot[0]!.cannot}`)
  if (answer.found === 'bracket' && standing.better === undefined)
    warnings.push(`as many requirements pass at larger values of ${sized.name} as at smaller ones`)
  return warnings
}
