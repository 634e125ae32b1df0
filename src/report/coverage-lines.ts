import { profilesInWords } from '../deployment/territories.js'
import type { PulledIn } from '../deployment/use-cases.js'
import type { Statement } from './coverage.js'
import { wrapped } from './wrapped.js'

/** How many characters the names of a list may take: about three lines, and about two. run.json has all. */
const IN_PLAY = 200
const OF_A_FIELD = 100

/** Under the name of a run: its profiles, and the use cases in play. */
export function inPlayLines(statement: Statement): string[] {
  return inPlayWords(statement).flatMap((words) => wrapped(words, '  '))
}

/** The same, for whoever breaks lines by himself. */
export function inPlayWords({ territories, useCases, thirdParty }: Statement): string[] {
  const chosen = useCases.in.filter((one) => one.pulledInBy.length === 0).map((one) => one.useCase)
  const pulledIn = useCases.in.filter((one) => one.pulledInBy.length > 0)
  const words = pulledInWords(pulledIn.map(({ useCase, pulledInBy: by }) => ({ useCase, by })))
  const also = words === '' ? '' : `; as prerequisites ${words}`
  const third = thirdPartyWords(thirdParty)
  return [
    `profile ${profilesInWords(territories)}: ${listed(chosen, IN_PLAY)}${also}`,
    ...(third === undefined ? [] : [`third parties: ${third}`]),
  ]
}

/** The use cases that came with others, and with which: those that came with the same ones together. */
export function pulledInWords(pulledIn: readonly PulledIn[]): string {
  const groups = new Map<string, string[]>()
  for (const { useCase, by } of pulledIn) {
    const words = listed(by, OF_A_FIELD)
    groups.set(words, [...(groups.get(words) ?? []), useCase])
  }
  return [...groups].map(([by, useCases]) => `${listed(useCases, IN_PLAY)} (of ${by})`).join('; ')
}

/** Of which use cases third parties must be considered (SRS 4.20.1), and what that means here; undefined: of none in play. */
export function thirdPartyWords({ useCases, notes }: Statement['thirdParty']): string | undefined {
  const of = useCases.length === 0 ? [] : [`considered in ${listed(useCases, OF_A_FIELD)}`]
  const words = [...of, ...notes]
  return words.length === 0 ? undefined : words.join('; ')
}

/** The statement of coverage in short: what each line speaks of, and what it says. */
export function coverageFields({ territories, useCases, payloads, own, claim, assumptions }: Statement) {
  const { required, missing } = useCases
  const who = territories.length === 1 ? `${territories[0]!.profile.code} requires` : 'the profiles require'
  const many = missing.length === 0 ? `all ${required}` : `${required - missing.length} of ${required}`
  const idle = new Set(payloads.idle.map((one) => one.payload).filter((name) => !payloads.in.includes(name)))
  const rest = missing.length > 0 || idle.size === 0 ? '' : `; ${idle.size} have no part here`
  const sent = `${payloads.in.length} of ${payloads.required} payloads`
  const fields: [name: string, value: string][] = [['covers', `${many} use cases and ${sent} that ${who}${rest}`]]
  if (missing.length > 0) fields.push(['missing', listed(missing, OF_A_FIELD)])
  const gaps = payloadGaps(useCases.in, payloads.missing)
  if (gaps.length > 0) fields.push([missing.length > 0 ? '' : 'missing', listed(gaps, OF_A_FIELD)])
  if (useCases.idle.length > 0) fields.push(['without', `anything to send: ${listed(useCases.idle, OF_A_FIELD)}`])
  if (own !== undefined)
    fields.push(['own lines', `${own.added.length} added, ${own.replaced.length} replaced by ${own.folder}`])
  fields.push(['claim', claim.canBeMade === 'yes' ? claim.text : `cannot be made: ${claim.because.join('; ')}`])
  fields.push(['rests on', `${assumptions.count} assumptions (${assumptions.listedIn})`])
  return fields
}

/** Payloads that are missing although their use case is in play, with the reason. */
function payloadGaps(inPlay: Statement['useCases']['in'], missing: Statement['payloads']['missing']): string[] {
  const names = new Set(inPlay.map((one) => one.useCase))
  const gaps = missing.filter((one) => names.has(one.useCase)).map(({ payload, why }) => `${payload} (${why})`)
  return [...new Set(gaps)]
}

function listed(names: readonly string[], room: number): string {
  const fit = names.filter((_, i) => i === 0 || names.slice(0, i + 1).join(', ').length <= room)
  const more = names.length - fit.length
  return fit.join(', ') + (more === 0 ? '' : ` and ${more} more (see run.json)`)
}
