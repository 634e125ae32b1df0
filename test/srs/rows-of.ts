import type { Requirement } from '../../src/srs/catalogue.js'

/** The pairs of each row of a scenario's table. */
export function rowsOf(requirements: readonly Requirement[]): Map<string, Requirement[]> {
  const rows = new Map<string, Requirement[]>()
  for (const requirement of requirements) {
    rows.set(requirement.row, [...(rows.get(requirement.row) ?? []), requirement])
  }
  return rows
}
