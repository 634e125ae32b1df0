import type { Assumption } from '../deployment/assumptions.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Requirement } from '../srs/requirement.js'
import { writeTable } from './table.js'

/** What a result rests on: the values that the SRS leaves open, and the readings of what it gets wrong. */
export function assumptionsBehind(deployment: Deployment, requirements: readonly Requirement[]): Assumption[] {
  const named = new Set(requirements.map((one) => one.erratum))
  // Sections 4.19 to 4.21 speak of all requirements.
  const errata = deployment.catalogue.errata.filter((one) => named.has(one.id) || /^4\.(19|20|21)/.test(one.section))
  const readings = errata.map((one): Assumption => ({
    name: `errata ${one.id}`,
    value: one.uses,
    setBy: 'default',
    source: `SRS ${one.section}`,
    description: `${one.says}: ${one.why}`,
  }))
  return [...deployment.assumptions, ...readings]
}

/** assumptions.csv: one line a value that the SRS leaves open, or a reading of what it gets wrong. */
export function writeAssumptions(file: string, assumptions: readonly Assumption[]): void {
  const columns = ['assumption', 'value', 'set_by', 'source', 'description']
  writeTable(
    file,
    columns,
    assumptions.map((one) => [one.name, one.value, one.setBy, one.source, one.description]),
  )
}
