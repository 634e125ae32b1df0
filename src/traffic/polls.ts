import type { Deployment } from '../deployment/deployment.js'
import { InputError } from '../input/problems.js'
import { lineage } from '../srs/actor.js'
import type { Emission } from './emission.js'

/**
 * `collection: poll`: the command that asks for interval data collects the scheduled ones too, one command a read
 * (SRS 4.10.4.4). The read then waits for its command. Reads that have no command are still pushed.
 */
export function addPolls(deployment: Deployment, emissions: Emission[]): void {
  for (const read of emissions.filter((one) => one.scheduled)) {
    const payload = read.applied[0]!.requirement.payload.name
    const receivers = lineage(deployment.catalogue.actors, read.from)
    const rule = deployment.catalogue.effects.find(
      (effect) => effect.on === 'received' && effect.effectIds.some((id) => id.split('/')[1] === payload),
    )
    if (rule === undefined) continue
    const command = emissions.find(
      (one) =>
        one.polls < 0 &&
        one.applied.some(
          ({ requirement }) => rule.causeIds.includes(requirement.id) && receivers.includes(requirement.to),
        ),
    )
    if (command === undefined) {
      const position = deployment.source.position(['collection'])
      throw InputError.of(
        position,
        `collection: poll needs the command ${rule.cause}, which this deployment leaves out`,
      )
    }
    read.root = false
    emissions.push({
      ...command,
      index: emissions.length,
      id: `poll:${read.id}`,
      when: read.when,
      terms: read.terms,
      root: true,
      scheduled: false,
      timing: read.timing,
      polls: read.index,
      effects: { received: [], undeliverable: command.effects.undeliverable },
    })
  }
}
