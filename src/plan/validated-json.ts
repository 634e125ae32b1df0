import type { Validated } from './validated.js'

export function validatedJson({
  deployment,
  statement,
  requirements,
  links,
  messages,
  tooShort,
  rare,
  cost,
  points,
}: Validated): object {
  const { settings, layout, file, hash, warnings } = deployment
  const seconds = (micros: number) => micros / 1e6
  return {
    file,
    name: settings.name,
    deploymentHash: hash,
    profiles: statement.territories.map(({ name, profile }) => ({
      territory: name === '' ? null : name,
      profile: profile.code,
    })),
    useCases: statement.useCases,
    payloads: statement.payloads,
    seed: settings.seed,
    start: settings.start.text,
    durationS: seconds(settings.duration),
    meters: layout.meters,
    devices: layout.endpoints,
    daps: layout.daps,
    districts: layout.districts,
    links: links.map(({ network, direction, count }) => ({ network, direction, links: count })),
    requirements,
    tooShort: tooShort.map(({ requirement, longerThan }) => ({ requirement, needsLongerThanS: seconds(longerThan) })),
    rare,
    assumptions: statement.assumptions.count,
    expected: {
      messagesPerDay: Math.round(messages.perDay),
      messagesInRun: Math.round(messages.inRun),
      events: Math.round(cost.events),
      secondsOnThisMachine: Number((cost.ms / 1000).toPrecision(2)),
      memoryBytes: Math.round(cost.memory),
    },
    sweepPoints: points ?? null,
    warnings: warnings.map(({ position, message, hint }) => ({ ...position, message, hint: hint ?? null })),
  }
}
