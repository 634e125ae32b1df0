import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Requirement } from '../srs/requirement.js'
import type { Applied } from '../traffic/applied.js'

/** What a reference of `sgsim requirements` names: `…/1`, `…/1@land` in a territory, `…/1:2` its second leg, `…/1@land:2`. */
export interface Ref {
  requirement: Requirement
  territory: string | undefined
  /** From 1. */
  leg: number | undefined
}

export function readRef(catalogue: Catalogue, text: string): Ref {
  const whole = catalogue.requirement(text)
  if (whole) return { requirement: whole, territory: undefined, leg: undefined }
  const [, id, territory, leg] = /^(.*?)(?:@([^@:]*))?(?::(\d+))?$/.exec(text) as RegExpExecArray & [string, string]
  const requirement = catalogue.requirement(id)
  if (!requirement) throw unknown(catalogue, id)
  return { requirement, territory, leg: leg === undefined ? undefined : Number(leg) }
}

/** Where a requirement applies, of that which a reference names. A word of it that nothing here has is refused. */
export function appliedAt(
  deployment: Deployment,
  { requirement, territory, leg }: Ref,
  all: readonly Applied[],
): Applied[] {
  if (territory !== undefined) checkTerritory(deployment, territory)
  const those = all.filter(
    (one) => one.requirement === requirement && (territory === undefined || one.territory.name === territory),
  )
  if (leg === undefined || those.length === 0) return those
  if (those.length > 1) {
    const refs = those.map((one) => `${requirement.id}@${one.territory.name}:${leg}`)
    throw wrong(`${requirement.id} takes another path in each territory`, didYouMean(`${requirement.id}:${leg}`, refs))
  }
  const { length } = those[0]!.hops
  if (leg < 1 || leg > length) throw wrong(`${requirement.id} has the legs 1 to ${length} here, found ${leg}`)
  return those
}

/** Which leg there is depends on the path. */
export function refuseWithoutDeployment({ territory, leg }: Ref): void {
  if (territory === undefined && leg === undefined) return
  const what = leg === undefined ? 'a territory is part' : 'a leg is one of the path'
  throw wrong(`${what} of a deployment`, 'name it by --deployment <file>')
}

function checkTerritory({ territories, file }: Deployment, name: string): void {
  const names = territories.map((one) => one.name).filter((one) => one !== '')
  if (names.length === 0) throw wrong(`expected no territory, found "${name}": ${file} is not divided into any`)
  if (!names.includes(name)) throw wrong(`no territory is called "${name}"`, didYouMean(name, names))
}

function unknown(catalogue: Catalogue, id: string): InputError {
  if (/^\d+(\.\d+)+\.?$/.test(id)) return aSection(catalogue, id.replace(/\.$/, ''))
  const ids = catalogue.requirements.map((one) => one.id)
  const name = id.split('/').find((part) => catalogue.payloads.has(part))
  const same = name === undefined ? [] : ids.filter((one) => one.split('/')[1] === name)
  return wrong(`no requirement is called "${id}"`, didYouMean(id, same.length > 0 ? same : ids))
}

/** What everything prints in front of an id: the ids of that section, or the sections inside it. */
function aSection({ requirements }: Catalogue, section: string): InputError {
  const inside = requirements.filter((one) => sectionOf(one) === section)
  const list = inside.map(({ id, from, to }) => `${id}: ${from} → ${to}`)
  if (list.length > 0) return wrong(`"${section}" is a section: name one of its requirements`, list.join('\n  '))
  const sections = [...new Set(requirements.map(sectionOf))]
  const within = (above: string) => sections.filter((one) => one.startsWith(`${above}.`))
  if (within(section).length > 0)
    return wrong(`"${section}" is a section of sections`, `one of: ${within(section).join(', ')}`)
  // The nearest one above it that has any: near numbers are of other use cases.
  const parts = section.split('.')
  const above = parts.map((_, i) => parts.slice(0, parts.length - i).join('.')).find((one) => within(one).length > 0)
  const hint = above === undefined ? didYouMean(section, sections) : `${above} has: ${within(above).join(', ')}`
  return wrong(`no section with requirements is called "${section}"`, hint)
}

const sectionOf = ({ id }: Requirement) => id.slice(0, id.indexOf('/'))

function wrong(message: string, hint?: string): InputError {
  return InputError.of('sgsim explain', message, hint)
}
