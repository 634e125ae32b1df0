import type { ActorNeed } from './actor.js'
import type { Catalogue } from './catalogue.js'
import type { Decision } from './flow.js'
import type { Profile } from './profile.js'

/** What a profile selects of the catalogue: which actors are there, and which of the alternative flows are taken. */
export interface Selection {
  /** What the profile would need to have for the actor to be there; undefined: it is there. */
  lacks(actor: string): string | undefined
  /** Flows that are passed over where a path has alternatives: not chosen, or with an end at an actor that is not there. */
  unchosen: ReadonlySet<string>
}

const IN_WORDS: Readonly<Record<ActorNeed, string>> = {
  ami: 'metering',
  'ami-network': 'metering network',
  rep: 'retail provider',
  han: 'home area network',
  'esi-in-meter': 'ESI in the meter',
  'esi-utility': 'ESI of the utility',
  'esi-third-party': 'ESI of a third party',
  distribution: 'distribution network',
  'fan-substation': 'FAN gateway in a substation',
  'fan-field': 'FAN gateway on a feeder',
}

const made = new WeakMap<Catalogue, Map<string, Selection>>()

export function selectionOf(catalogue: Catalogue, profile: Profile): Selection {
  const byCode = made.get(catalogue) ?? new Map<string, Selection>()
  made.set(catalogue, byCode)
  const known = byCode.get(profile.code)
  if (known) return known
  const has = hasOf(profile)
  const chosen = chosenOf(profile)
  const absent = (name: string) => {
    const needs = catalogue.actors.get(name)?.needs
    return needs !== undefined && !has.has(needs)
  }
  const unchosen = [...catalogue.flows.values()].filter(
    (flow) => absent(flow.from) || absent(flow.to) || (flow.decision !== undefined && !chosen.has(flow.decision)),
  )
  const selection: Selection = {
    lacks: (name) => (absent(name) ? IN_WORDS[catalogue.actors.get(name)!.needs!] : undefined),
    unchosen: new Set(unchosen.map((flow) => flow.name)),
  }
  byCode.set(profile.code, selection)
  return selection
}

function hasOf({ ami, distribution, rep, han }: Profile): Set<ActorNeed> {
  const has = new Set<ActorNeed>()
  if (ami) has.add('ami')
  if (ami || distribution?.way === 'via DAP') has.add('ami-network')
  if (rep) has.add('rep')
  if (han) has.add('han')
  const esi = ami?.esi ?? ''
  if (esi.includes('M')) has.add('esi-in-meter')
  if (esi.includes('U')) has.add('esi-utility')
  if (esi.includes('3')) has.add('esi-third-party')
  if (distribution) has.add('distribution')
  if (distribution?.way === 'via substation FAN gateway') has.add('fan-substation')
  if (distribution?.way === 'via field FAN gateway') has.add('fan-field')
  return has
}

/** Where a profile says nothing of a decision, every way stays open. */
function chosenOf({ ami, distribution }: Profile): Set<Decision> {
  const chosen = new Set<Decision>()
  if (ami === undefined || ami.cis === 'direct') chosen.add('cis-direct')
  if (ami === undefined || ami.cis === 'mdms') chosen.add('cis-mdms')
  if (ami === undefined || ami.backhaul === 'W') chosen.add('backhaul-w')
  if (ami === undefined || ami.backhaul === 'IW') chosen.add('backhaul-iw')
  if (ami === undefined || ami.backhaul === 'IIW') chosen.add('backhaul-iiw')
  if (distribution?.way === 'via WAN') chosen.add('feeder-wan')
  if (distribution?.way === 'via DAP') chosen.add('feeder-dap')
  chosen.add(distribution?.rtu ? 'substation-rtu' : 'substation-direct')
  return chosen
}
