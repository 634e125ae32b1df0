import { profilesInWords } from '../deployment/territories.js'
import { pulledInWords, thirdPartyWords } from '../report/coverage-lines.js'
import { wrapped } from '../report/wrapped.js'
import { thirdPartyIn } from '../run/coverage.js'
import { printLatency } from '../srs/latency.js'
import { printReliability } from '../srs/reliability.js'
import { countInWords } from './requirements-count-text.js'
import { countRequirements } from './requirements-count.js'
import type { Child, Parent, RequirementsTable } from './requirements-table.js'

/** Every parent with its children below it, and the numbers of rows beside those of the SRS. */
export function requirementsText(table: RequirementsTable, parentsOnly: boolean): string {
  const { deployment, parents, leftOut } = table
  const count = countRequirements(table)
  const under = profilesInWords(deployment.territories)
  const lines = wrapped(`${deployment.settings.name}: requirements under profile ${under}`, '')
  for (const one of parents)
    lines.push('', ...parentLines(one), ...(parentsOnly ? [] : one.children.flatMap(childLines)))
  const rows = parentsOnly
    ? `${counted(count.parents, 'parent', 'parents')} without legs`
    : `${count.parents + count.children} rows: ${counted(count.parents, 'parent', 'parents')} and ${counted(count.children, 'child', 'children')}`
  const of = `for ${count.useCases} of ${counted(count.catalogue.useCases, 'use case', 'use cases')}`
  const { endToEnd, withLegs } = count.actorPairs
  const ofLegs = parentsOnly ? '' : `, ${withLegs} with those of the legs`
  const pairs = `${counted(endToEnd, 'pair', 'pairs')} of actors end to end${ofLegs}`
  lines.push('', ...wrapped(`${rows}, ${of}; ${pairs}`, ''))
  const pulledIn = pulledInWords(deployment.useCases.pulledIn)
  if (pulledIn !== '') lines.push(...wrapped(`in play as prerequisites: ${pulledIn}`, ''))
  const third = thirdPartyWords(thirdPartyIn(deployment))
  if (third !== undefined) lines.push(...wrapped(`third parties: ${third}`, ''))
  if (leftOut.length > 0) {
    const more = `${counted(leftOut.length, 'requirement', 'requirements')} of these use cases`
    lines.push(...wrapped(`${more} left out; --json says why of each`, ''))
  }
  for (const why of countInWords(count)) lines.push('', ...wrapped(why, ''))
  return `${lines.join('\n')}\n`
}

function parentLines({ ref, requirement, territory, choice }: Parent): string[] {
  const { from, to, mode, cells } = requirement
  const where = [mode, territory].filter((word) => word !== undefined).map((word) => `, ${word}`)
  return [
    ref,
    ...wrapped(`${from} → ${to}${where.join('')}: ${cells.latency}; ${cells.reliability}`, '  '),
    ...(choice === undefined ? [] : wrapped(`the deployment sets: ${choice}`, '  ')),
  ]
}

function childLines({ ref, hop, latency, reliability, setBy }: Child): string[] {
  const number = ref.slice(ref.lastIndexOf(':'))
  const bounds = `${printLatency(latency)}${setBy === 'deployment' ? ' (deployment)' : ''}; ${printReliability(reliability)}`
  return wrapped(`${number} ${hop.flow}, ${hop.network}: ${hop.from} → ${hop.to}: ${bounds}`, '    ')
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
