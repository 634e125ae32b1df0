import pc from 'picocolors'
import { totalmem } from 'node:os'
import { printDuration, printSize } from '../input/units.js'
import { coverageFields, inPlayLines } from '../report/coverage-lines.js'
import { count } from '../report/count.js'
import { field } from '../report/field.js'
import { wrapped } from '../report/wrapped.js'
import { shellWord } from './templates.js'
import type { Validated } from './validated.js'

/** What a deployment would simulate, in 80 columns. */
export function validatedText(validated: Validated): string {
  const { deployment, statement, requirements, messages, cost, points } = validated
  const { settings, file } = deployment
  const time = `${printDuration(settings.duration)} from ${settings.start.text}, seed ${settings.seed}`
  // Whether a claim can be made only a run can say.
  const covers = coverageFields(statement).filter(([name]) => name !== 'claim' && name !== 'rests on')
  const lines = [
    pc.bold(settings.name),
    ...inPlayLines(statement),
    ...wrapped(`${devices(deployment.layout)}; ${time}`, '  '),
    '',
    ...covers.map(([name, value]) => field(name, value)),
    field('rests on', `${statement.assumptions.count} assumptions (a run lists them in assumptions.csv)`),
    '',
    field('requirements', `${requirements} apply, end to end`),
    ...tooShortLines(validated),
    ...rareLines(validated),
    field('links', linksInWords(validated)),
    field(
      'messages',
      `about ${about(messages.inRun)} in this run; ${about(messages.perDay)} on a mean day; ${about(cost.events)} events of the simulation`,
    ),
    field('takes', `about ${timeOf(cost.ms)} (an estimate, for one free core of this machine)`),
    field('memory', `about ${printSize(cost.memory, 2)}; this machine has ${printSize(totalmem(), 3)}`),
    ...(points === undefined ? [] : [field('sweep', sweepInWords(points, cost.ms))]),
    '',
    pc.green(`${file} can be run: sgsim run ${shellWord(file)}`),
  ]
  return `${lines.join('\n')}\n`
}

function devices({ meters, endpoints, daps }: Validated['deployment']['layout']): string {
  const there: [number, string][] = [
    [meters, 'meter'],
    [endpoints - meters, meters > 0 ? 'other device' : 'device'],
    [daps, 'DAP'],
  ]
  return there
    .filter(([many]) => many > 0)
    .map(([many, thing]) => `${count(many)} ${thing}${many === 1 ? '' : 's'}`)
    .join(', ')
}

function tooShortLines({ tooShort, requirements }: Validated): string[] {
  if (tooShort.length === 0) return []
  const many = new Map<number, number>()
  for (const { longerThan } of tooShort) many.set(longerThan, (many.get(longerThan) ?? 0) + 1)
  const needs = [...many].map(([longer, n]) => `${n} more than ${printDuration(longer, 4)}`)
  const words = `cannot be judged: the run is not longer than their windows or bounds. They need: ${needs.join(', ')}`
  return [field('too short', `${tooShort.length} of the ${requirements} ${words} (duration:)`)]
}

function rareLines({ rare, requirements }: Validated): string[] {
  if (rare.length === 0) return []
  const words = `of the ${requirements} have less than one message to expect in this run, such as ${rare[0]!}`
  return [field('rare', `${rare.length} ${words} (exercise: and events: make events happen)`)]
}

function linksInWords({ links, deployment }: Validated): string {
  const most = new Map<string, number>()
  for (const { network, count: many } of links) most.set(network, Math.max(most.get(network) ?? 0, many))
  const { districts } = deployment.layout
  const words = [...most].map(([network, many]) => `${network} ${count(many)}`)
  return `${words.join(', ')}; in ${districts} district${districts === 1 ? '' : 's'}`
}

function sweepInWords(points: number, ms: number): string {
  return `${count(points)} points, about ${timeOf(points * ms)} on one core: sgsim sweep`
}

/** Two digits: it is arithmetic, and chance decides the rest. */
export function about(value: number): string {
  return count(Math.round(Number(value.toPrecision(2))))
}

function timeOf(ms: number): string {
  return printDuration(Math.max(1, Math.round(ms)) * 1000, 2)
}
