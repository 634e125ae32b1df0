import { loadCatalogue as read } from '../srs/catalogue.js'
import type { Requirement as Inner } from '../srs/requirement.js'
import { appliedRequirements } from '../traffic/applied.js'
import type { Deployment } from './deployment-types.js'
import { loadedOf } from './inner.js'

/** One payload from one actor to one actor, as the SRS asks for it. */
export interface Requirement {
  /** `<section>/<payload>/<n>`, unique: what every command takes. */
  readonly id: string
  /** Of the SRS, such as `4.15.4.1`. */
  readonly section: string
  /** The name of the message. */
  readonly payload: string
  /** The use case, by its name of SRS 4.20.2. */
  readonly useCase: string
  /** The actor that sends it. */
  readonly from: string
  /** The actor that it is for. */
  readonly to: string
  /** In the notation of the SRS, as all that follows. */
  readonly howOften: string
  /** The time of day in which the majority comes. */
  readonly when: string
  /** Of the application's bytes. */
  readonly size: string
  /** Within which time. */
  readonly latency: string
  /** Which share. */
  readonly reliability: string
}

/** The SRS as data. */
export interface Catalogue {
  /** SHA-256 of its files. */
  readonly hash: string
  /** The names of all payloads. */
  readonly payloads: readonly string[]
  /** The names of all actors. */
  readonly actors: readonly string[]
  /** All requirements, in the order of the files; those that an erratum takes out are not among them. */
  readonly requirements: readonly Requirement[]
}

/**
 * Reads the requirements table.
 *
 * @param folder - in the place of the one that ships
 * @param own - a folder whose lines are added to it, or replace lines of it
 * @throws {@link InputError} with all that is wrong with it
 */
export function loadCatalogue(folder?: string, own?: string): Catalogue {
  const { hash, payloads, actors, requirements } = read(folder, own)
  return {
    hash,
    payloads: [...payloads.keys()],
    actors: [...actors.keys()],
    requirements: requirements.filter(({ used }) => used).map(toldRequirement),
  }
}

/**
 * The requirements that apply in a deployment: what a run of it holds against the SRS.
 *
 * @throws {@link InputError} where there are none
 */
export function requirements(deployment: Deployment): Requirement[] {
  const { applied } = appliedRequirements(loadedOf(deployment).inner)
  return [...new Set(applied.map(({ requirement }) => requirement))].map(toldRequirement)
}

function toldRequirement({ id, section, payload, useCase, from, to, cells }: Inner): Requirement {
  const { howOften, when, size, latency, reliability } = cells
  return { id, section, payload: payload.name, useCase, from, to, howOften, when, size, latency, reliability }
}
