import { tableText } from '../report/table.js'
import { wrapped } from '../report/wrapped.js'
import { tidy } from './volumetrics-figures.js'
import { short } from './volumetrics-lines-text.js'
import type { PathLeg, ProfilePath, RequirementPaths } from './volumetrics-paths.js'

/** The ways one below the other, each with its legs and the sum of what they carry. */
export function pathsText({ requirement, paths }: RequirementPaths): string {
  const out = [...wrapped(requirement.id, ''), ...wrapped(`${requirement.from} → ${requirement.to}`, '')]
  for (const { profile, legs, missing } of paths) {
    const way = missing ?? legs.map((leg) => leg.flow).join(' + ')
    out.push('', ...wrapped(`${profile}: ${way}`, ''))
    if (missing !== undefined) continue
    out.push(row('', 'network', 'events/day', 'app B/day', 'wire B/day'))
    for (const leg of legs)
      out.push(row(`  ${leg.flow} ${leg.direction}`, leg.network, ...FIGURES.map((key) => short(leg[key], 6))))
    out.push(row('  all legs', '', ...FIGURES.map((key) => short(total(legs, key), 6))))
  }
  return `${out.join('\n')}\n`
}

const FIGURES = ['eventsPerDay', 'bytesApplicationPerDay', 'bytesWirePerDay'] as const

function total(legs: readonly PathLeg[], key: (typeof FIGURES)[number]): number {
  return legs.reduce((sum, leg) => sum + leg[key], 0)
}

function row(name: string, network: string, ...figures: string[]): string {
  return `${name.padEnd(20)}${network.padEnd(16)}${figures.map((one) => one.padStart(13)).join('')}`.trimEnd()
}

export function pathsJson({ requirement, paths }: RequirementPaths): object {
  return { requirement: requirement.id, from: requirement.from, to: requirement.to, paths: paths.map(pathJson) }
}

function pathJson({ profile, legs, missing }: ProfilePath): object {
  const tidied = legs.map((leg) => ({
    ...leg,
    ...Object.fromEntries(FIGURES.map((key) => [key, tidy(leg[key])])),
  }))
  return { profile, missing: missing ?? null, legs: tidied }
}

const COLUMNS = [
  'requirement', 'profile', 'leg', 'flow', 'network', 'direction', 'from', 'to', 'events_per_day', 'application_per_day_bytes',
  'wire_per_day_bytes', 'missing',
] // prettier-ignore

/** One line a leg; a profile without a way has one that says why. */
export function pathsCsv({ requirement, paths }: RequirementPaths): string {
  const rows = paths.flatMap(({ profile, legs, missing }) => {
    if (missing !== undefined)
      return [[requirement.id, profile, ...Array<undefined>(COLUMNS.length - 3).fill(undefined), missing]]
    return legs.map((leg, i) => {
      const { flow, network, direction, from, to } = leg
      const figures = FIGURES.map((key) => tidy(leg[key]))
      return [requirement.id, profile, i + 1, flow, network, direction, from, to, ...figures, undefined]
    })
  })
  return tableText(COLUMNS, rows)
}
