import { fileURLToPath } from 'node:url'
import { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import { actorNamed, readActors } from './actor.js'
import { checkEffects } from './check-effects.js'
import type { Effect } from './effect.js'
import { readEffects } from './effect.js'
import type { Event } from './event.js'
import { readEvents } from './event.js'
import type { EventKind } from './event-kind.js'
import { eventsOfKinds, readEventKinds } from './event-kind.js'
import type { Erratum } from './erratum.js'
import { readErrata } from './erratum.js'
import type { Folders } from './folders.js'
import { hashOf } from './folders.js'
import type { Flow } from './flow.js'
import { readFlows } from './flow.js'
import type { FlowLabel } from './flow-label.js'
import { readFlowLabels } from './flow-label.js'
import type { OperatingModes } from './operating-mode.js'
import { readOperatingModes } from './operating-mode.js'
import { checkOwnFolder } from './own-folder.js'
import { PairNames } from './pair-names.js'
import type { PathEntry } from './path-table.js'
import { readPaths } from './path-table.js'
import type { Payload } from './payload.js'
import { readPayloads } from './payload.js'
import type { Population } from './population.js'
import { readPopulations } from './population.js'
import type { Share } from './share.js'
import { readShares } from './share.js'
import type { SubTotal } from './sub-total.js'
import { readSubTotals } from './sub-total.js'
import type { Requirement } from './requirement.js'
import type { UseCase } from './use-case.js'
import { readUseCases } from './use-case.js'
import { readRequirements } from './requirement.js'

export type { Actor, Effect, Erratum, Event, Flow, PathEntry, Payload, Population, Requirement }

/** The SRS as data. */
export interface Catalogue {
  folder: string
  /** The user's own folder, and the ids of the requirements that it adds, and of those that say something else there. */
  own: { folder: string; added: string[]; replaced: string[] } | undefined
  /** SHA-256 of the files' names and bytes, in the order of the names; of the user's own too. */
  hash: string
  payloads: ReadonlyMap<string, Payload>
  requirements: readonly Requirement[]
  actors: ReadonlyMap<string, Actor>
  populations: ReadonlyMap<string, Population>
  shares: ReadonlyMap<string, Share>
  useCases: ReadonlyMap<string, UseCase>
  flows: ReadonlyMap<string, Flow>
  flowLabels: ReadonlyMap<string, FlowLabel>
  paths: readonly PathEntry[]
  effects: readonly Effect[]
  events: readonly Event[]
  eventKinds: ReadonlyMap<string, EventKind>
  operatingModes: OperatingModes
  subTotals: ReadonlyMap<string, SubTotal>
  errata: readonly Erratum[]
  requirement(id: string): Requirement | undefined
  /** By the canonical name, or by a spelling that the SRS prints. */
  actor(nameOrAlias: string): Actor | undefined
}

/** payloads/ of this package, from src/srs as from dist/srs. */
export const PAYLOADS_FOLDER = fileURLToPath(new URL('../../payloads', import.meta.url))

/**
 * Reads all files before it complains, so that everything that is wrong is told in one go. The lines of a folder of the
 * user's own are added to those of the shipped one, or take their places (payloads/README.md).
 */
export function loadCatalogue(folder = PAYLOADS_FOLDER, own?: string): Catalogue {
  const problems = new Problems()
  if (own !== undefined) checkOwnFolder(own, folder, problems)
  const folders: Folders = own === undefined ? [folder] : [folder, own]
  const useCases = readUseCases(folders, problems)
  const payloads = readPayloads(folders, useCases, problems)
  const shares = readShares(folders, problems)
  const populations = readPopulations(folders, shares, problems)
  const actors = readActors(folders, populations, problems)
  const flows = readFlows(folders, actors, problems)
  const paths = readPaths(folders, actors, flows, problems)
  const errata = readErrata(folders, problems)
  const flowLabels = readFlowLabels(folders, { actors, flows, errata }, problems)
  const lines = readRequirements(folders, { payloads, actors, populations, errata }, problems)
  const { requirements } = lines
  const pairs = new PairNames(lines)
  const before = problems.count
  const effects = readEffects(folders, pairs, problems)
  const caused = problems.count === before ? new Set(effects.flatMap((effect) => effect.effectIds)) : undefined
  const events = readEvents(folders, { pairs, caused, kinds: eventsOfKinds(folders) }, problems)
  const eventKinds = readEventKinds(folders, lines, { effects, events }, problems)
  const operatingModes = readOperatingModes(folders, pairs, { effects, eventKinds }, problems)
  const subTotals = readSubTotals(folders, { pairs, actors, effects, errata }, problems)
  // What could not be read would make causes and effects miss each other.
  if (problems.count === 0) checkEffects({ actors, flows, paths, effects }, lines, problems)
  problems.throwIfAny()
  return {
    folder,
    own:
      own === undefined ? undefined : { folder: own, added: lines.added.map(idOf), replaced: lines.replaced.map(idOf) },
    hash: hashOf(folders),
    payloads,
    requirements,
    actors,
    populations,
    shares,
    useCases,
    flows,
    flowLabels,
    paths,
    effects,
    events,
    eventKinds,
    operatingModes,
    subTotals,
    errata: [...errata.values()],
    requirement: (id) => pairs.requirement(id),
    actor: (nameOrAlias) => actorNamed(actors, nameOrAlias),
  }
}

function idOf(requirement: Requirement): string {
  return requirement.id
}
