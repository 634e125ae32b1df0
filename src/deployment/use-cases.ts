import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'
import { allPrerequisites, excludedBy, type UseCase } from '../srs/use-case.js'
import type { Settings } from './schema.js'
import type { Territory } from './territories.js'

/** The use cases in play: those that were chosen, and those that these cannot run without (SRS 4.20.2). */
export interface UseCasesInPlay {
  /** In the order of the catalogue. */
  useCases: string[]
  pulledIn: PulledIn[]
}

/** A use case that was not chosen itself, and the chosen ones of which it is a prerequisite. */
export interface PulledIn {
  useCase: string
  by: string[]
}

export function withPrerequisites(chosen: readonly string[], useCases: ReadonlyMap<string, UseCase>): UseCasesInPlay {
  const inPlay: UseCasesInPlay = { useCases: [], pulledIn: [] }
  const taken = [...useCases.values()].filter((one) => chosen.includes(one.name))
  for (const useCase of useCases.values()) {
    const by = taken.filter((one) => allPrerequisites(one).has(useCase)).map((one) => one.name)
    const isChosen = taken.includes(useCase)
    if (isChosen || by.length > 0) inPlay.useCases.push(useCase.name)
    if (!isChosen && by.length > 0) inPlay.pulledIn.push({ useCase: useCase.name, by })
  }
  return inPlay
}

/** What a deployment chose, or else all that a profile of its territories has room for (SRS 4.20.2: no cherry-picking). */
export function useCasesOf(
  source: YamlFile,
  { useCases }: Catalogue,
  settings: Settings,
  territories: readonly Territory[],
  problems: Problems,
): UseCasesInPlay {
  const why = (one: UseCase) => territories.map(({ profile }) => excludedBy(one, profile))
  const chosen = settings['use-cases']
  if (chosen === undefined) {
    const open = [...useCases.values()].filter((one) => why(one).includes(undefined))
    return withPrerequisites(
      open.map((one) => one.name),
      useCases,
    )
  }
  chosen.forEach((name, i) => {
    const reasons = why(useCases.get(name)!)
    if (reasons.length === 0 || reasons.includes(undefined)) return
    problems.add(source.position(['use-cases', i]), `${name} has no room here: ${[...new Set(reasons)].join('; ')}`)
  })
  return withPrerequisites(chosen, useCases)
}
