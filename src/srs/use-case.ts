import type { CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import type { Position } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import type { Folders } from './folders.js'
import { Lines } from './lines.js'
import type { Profile } from './profile.js'
import { Table } from './table.js'

/** A use case of the SRS: what has to run with it, and what a deployment profile must have for it (SRS 4.20). */
export interface UseCase {
  name: string
  /** As SRS 4.20.2 lists them; theirs come with them. */
  prerequisites: UseCase[]
  /** Whether a third party that serves the customer has to be considered (SRS 4.20.1). */
  thirdParty: boolean
  /** What it cannot do without. */
  needs: UseCaseNeed[]
  control: Control
  source: string
  position: Position
}

const NEEDS = ['ami', 'distribution', 'han'] as const
export type UseCaseNeed = (typeof NEEDS)[number]

const CONTROLS = ['any', 'centralized', 'decentralized'] as const
export type Control = (typeof CONTROLS)[number]

const COLUMNS = ['use_case', 'prerequisites', 'third_party', 'needs', 'control', 'source']

export function readUseCases(folders: Folders | string, problems: Problems): Lines<UseCase> {
  const table = new Table(folders, 'use-cases.csv', COLUMNS, problems)
  const useCases = new Lines<UseCase>(table.whole)
  for (const row of table.rows) {
    const useCase: UseCase = {
      name: row.get('use_case'),
      prerequisites: [],
      thirdParty: table.oneOf(row, 'third_party', ['yes', 'no']) === 'yes',
      needs: readNeeds(table, row),
      control: table.oneOf(row, 'control', CONTROLS) ?? 'any',
      source: row.get('source'),
      position: row.position('use_case'),
    }
    table.enter(useCases, useCase.name, useCase, row, 'use_case')
  }
  for (const row of table.rows) linkPrerequisites(table, row, useCases)
  for (const row of table.rows) refuseCircle(table, row, useCases)
  return useCases
}

/** Why a profile has no room for a use case, or for one that must run with it; undefined: it has. */
export function excludedBy(useCase: UseCase, profile: Profile): string | undefined {
  const lacks = lackedBy(useCase, profile)
  if (lacks !== undefined) return `profile ${profile.code} has no ${lacks}`
  for (const other of allPrerequisites(useCase)) {
    const lacksToo = lackedBy(other, profile)
    if (lacksToo !== undefined)
      return `profile ${profile.code} has no ${lacksToo}, which its prerequisite ${other.name} needs`
  }
  return undefined
}

/** The prerequisites of a use case, theirs, and so on. */
export function allPrerequisites(useCase: UseCase): Set<UseCase> {
  const all = new Set<UseCase>()
  const visit = (one: UseCase) => {
    for (const prerequisite of one.prerequisites) {
      if (all.has(prerequisite)) continue
      all.add(prerequisite)
      visit(prerequisite)
    }
  }
  visit(useCase)
  return all
}

function lackedBy({ needs, control }: UseCase, profile: Profile): string | undefined {
  if (needs.includes('ami') && !profile.ami) return 'metering'
  if (needs.includes('distribution') && !profile.distribution) return 'distribution network'
  if (needs.includes('han') && !profile.han) return 'home area network'
  if (control !== 'any' && profile.distribution && profile.distribution.control !== control) return `${control} control`
  return undefined
}

function readNeeds(table: Table, row: CsvRow): UseCaseNeed[] {
  const needs: UseCaseNeed[] = []
  for (const { word, offset } of table.words(row, 'needs', ';')) {
    const known = NEEDS.find((need) => need === word)
    if (known) needs.push(known)
    else table.wrongAt(row, 'needs', offset, `unexpected "${word}"`, didYouMean(word, NEEDS))
  }
  return needs
}

function linkPrerequisites(table: Table, row: CsvRow, useCases: Lines<UseCase>): void {
  const useCase = useCases.get(row.get('use_case'))
  for (const { word, offset } of table.words(row, 'prerequisites', ';')) {
    table.known(row, 'prerequisites', 'use case', useCases, word, offset)
    const prerequisite = useCases.get(word)
    if (prerequisite) useCase?.prerequisites.push(prerequisite)
  }
}

/** A use case that needs itself, by whatever way, could never be the first to run. */
function refuseCircle(table: Table, row: CsvRow, useCases: ReadonlyMap<string, UseCase>): void {
  const useCase = useCases.get(row.get('use_case'))
  if (!useCase || !allPrerequisites(useCase).has(useCase)) return
  const circle = [...allPrerequisites(useCase)].filter((one) => allPrerequisites(one).has(useCase))
  const others = circle.filter((one) => one !== useCase).map((one) => one.name)
  const by = others.length === 0 ? '' : ` by way of ${others.join(', ')}`
  table.wrong(row, 'prerequisites', `"${useCase.name}" is its own prerequisite${by}`)
}
