import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problems } from '../input/problems.js'
import type { Actor } from './actor.js'
import { actorNamed, readActors } from './actor.js'
import type { Effect } from './effect.js'
import { readEffects } from './effect.js'
import type { Event } from './event.js'
import { readEvents } from './event.js'
import type { Erratum } from './erratum.js'
import { readErrata } from './erratum.js'
import type { Flow } from './flow.js'
import { readFlows } from './flow.js'
import type { PathEntry } from './path-table.js'
import { readPaths } from './path-table.js'
import type { Payload } from './payload.js'
import { readPayloads } from './payload.js'
import type { Population } from './population.js'
import { readPopulations } from './population.js'
import type { Share } from './share.js'
import { readShares } from './share.js'
import type { Requirement } from './requirement.js'
import { readRequirements, requirementFiles } from './requirement.js'

export type { Actor, Effect, Erratum, Event, Flow, PathEntry, Payload, Population, Requirement }

/** The SRS as data. */
export interface Catalogue {
  folder: string
  /** SHA-256 of the files' names and bytes, in the order of the names. */
  hash: string
  payloads: ReadonlyMap<string, Payload>
  requirements: readonly Requirement[]
  actors: ReadonlyMap<string, Actor>
  populations: ReadonlyMap<string, Population>
  shares: ReadonlyMap<string, Share>
  flows: ReadonlyMap<string, Flow>
  paths: readonly PathEntry[]
  effects: readonly Effect[]
  events: readonly Event[]
  errata: readonly Erratum[]
  requirement(id: string): Requirement | undefined
  /** By the canonical name, or by a spelling that the SRS prints. */
  actor(nameOrAlias: string): Actor | undefined
}

/** payloads/ of this package, from src/srs as from dist/srs. */
export const PAYLOADS_FOLDER = fileURLToPath(new URL('../../payloads', import.meta.url))

/** Reads all files before it complains, so that everything that is wrong is told in one go; effects and events once the rest holds. */
export function loadCatalogue(folder = PAYLOADS_FOLDER): Catalogue {
  const problems = new Problems()
  const payloads = readPayloads(folder, problems)
  const shares = readShares(folder, problems)
  const populations = readPopulations(folder, shares, problems)
  const actors = readActors(folder, populations, problems)
  const flows = readFlows(folder, actors, problems)
  const paths = readPaths(folder, actors, flows, problems)
  const errata = readErrata(folder, problems)
  const requirements = readRequirements(folder, { payloads, actors, populations, errata }, problems)
  // A requirement that could not be read is not missing: effects and events that name it are no mistakes of their own.
  problems.throwIfAny()
  const effects = readEffects(folder, requirements, problems)
  const events = readEvents(folder, requirements, problems)
  problems.throwIfAny()
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]))
  return {
    folder,
    hash: hashOf(folder),
    payloads,
    requirements,
    actors,
    populations,
    shares,
    flows,
    paths,
    effects,
    events,
    errata,
    requirement: (id) => byId.get(id),
    actor: (nameOrAlias) => actorNamed(actors, nameOrAlias),
  }
}

const FILES = [
  'actors.csv',
  'effects.csv',
  'errata.csv',
  'events.csv',
  'flows.csv',
  'paths.csv',
  'payloads.csv',
  'populations.csv',
  'shares.csv',
]

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of [...FILES, ...requirementFiles(folder)].sort()) {
    hash.update(`${name}\n`)
    hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}
