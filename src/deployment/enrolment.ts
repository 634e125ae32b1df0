import { z } from 'zod'
import { share } from '../input/quantity.js'
import { printShare } from '../input/share.js'
import type { Share } from '../srs/share.js'

/** `enrolment:` which part of a population takes part in what: the shares of payloads/shares.csv. */
export function enrolment(shares: readonly Share[]) {
  const keys = shares.map((one) => [one.name, key(one)] as const)
  return z
    .strictObject(Object.fromEntries(keys))
    .prefault({})
    .meta({ description: 'Which part of a population takes part in what. The SRS gives none of these figures.' })
}

function key({ default: part, restOf, description }: Share) {
  const meta = { description: `Share: ${description}.`, source: 'none' }
  if (restOf === undefined) return share().prefault(printShare(part)).meta(meta)
  const rest = `what ${restOf} leaves`
  return z
    .union([z.literal(rest), share()], { error: `expected a share with its unit, such as "70%", or "${rest}"` })
    .prefault(rest)
    .meta(meta)
}
