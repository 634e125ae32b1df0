import pc from 'picocolors'
import { percent } from '../check/verdict.js'
import { printDuration } from '../input/units.js'
import { wrapped } from '../report/wrapped.js'
import type { Confirmed, SizeAnswer } from './size-answer.js'
import { curveOf, type CurvePoint } from './size-curve.js'
import type { SizeItem } from './size-point.js'
import { priceOf } from './size-price.js'
import { namesOf as namesOfAll } from './size-standing.js'
import type { Sizing } from './size.js'
import { itemInWords, nothingFailsInWords, priceInWords, shareWithin, warningsOf } from './size-words.js'

/** So many of a list are named, and of what is not decided so many are told with their reasons. */
const NAMED = 6
const TOLD = 3

/** Sizes on the terminal, in 80 columns. */
export function sizeText(sizing: Sizing): string {
  const { answers, together } = sizing
  const lines = answers.flatMap((answer) => [...answerLines(sizing, answer), ''])
  if (together !== undefined) {
    const changes = together.changes.map(({ sized, text }) => `${sized.name} ${text}`).join(', ')
    lines.push(pc.bold('all of them together'), ...field('values', changes), ...field('then', holdsInWords(together)))
    if (together.price !== undefined) lines.push(...field('price', priceInWords(together.price)))
    lines.push('')
  }
  lines.push(...wrapped(runsInWords(sizing), ''))
  return `${lines.join('\n')}\n`
}

/** How many runs, with which draws, and what the replications cost. */
function runsInWords({ deployment: { settings }, runs, replications }: Sizing): string {
  const all = `${runs} runs of ${printDuration(settings.duration)}`
  if (replications === 1) return `${all}, all with seed ${settings.seed}`
  const each = `each of ${runs / replications} values ${replications} times, with the same seeds at each (seed ${settings.seed} and those that follow)`
  return `${all}: ${each}; it takes about ${replications} times as long as once`
}

function answerLines(sizing: Sizing, answer: SizeAnswer): string[] {
  const { deployment, headroom } = sizing
  const { sized, bracket, found, rest, standing, binding, hasBothEnds } = answer
  const { fails, passes } = bracket
  const lines = [pc.bold(`${deployment.settings.name}: ${sized.path.join('.')} (now ${sized.kind.print(sized.now)})`)]
  const add = (name: string, text: string) => lines.push(...field(name, text))
  const span = `${standing.points[0]!.text} to ${standing.points.at(-1)!.text}`
  const always = rest.alwaysFail.length
  const [last, first] = standing.better === 'smaller' ? ['smallest', 'largest'] : ['largest', 'smallest']
  if (always > 0) {
    add('answer', pc.red(`no value passes: ${always} always ${always === 1 ? 'fails' : 'fail'}, at every value from ${span}:`)) // prettier-ignore
    lines.push(...listed(rest.alwaysFail, (item) => itemInWords(item) + elsewhereInWords(sized, item)))
    if (hasBothEnds) add('the others', `stop failing at ${passes!.text} (the ${last} value at which one of them is decided to fail is ${fails!.text})`) // prettier-ignore
  } else if (found === 'no pass') {
    const isUndecided = standing.is.at(-1) === 'undecided'
    add('answer', pc.red(`no value ${isUndecided ? 'is decided to pass, nor meets all bounds as measured,' : 'passes'} from ${span}`)) // prettier-ignore
  } else if (found === 'no fail') {
    add('answer', nothingFailsInWords(answer))
  } else {
    add('fails at', `${fails!.text} (the ${last} value that is decided to fail)`)
    if (bracket.isDecided) add('passes at', `${pc.bold(passes!.text)} (the ${first} that is decided to pass beyond that)`) // prettier-ignore
    else add('not failed', `at ${pc.bold(passes!.text)} (the ${first} beyond that at which nothing fails, and what is not decided meets its bound as measured)`) // prettier-ignore
  }
  if (hasBothEnds) {
    // Those that fail short of it, and for which the runs are too small to tell whether they pass.
    lines.push(...notDecidedLines(answer))
    add('binds', `${always > 0 ? 'of the others ' : ''}${itemInWords(binding[0]!)}`)
    if (binding.length > 1) add('', `and ${namesOf(binding.slice(1))}`)
    if (answer.headroom !== undefined)
      add(`${percent(headroom!)} free`, `${answer.headroom.point.text}: ${holdsInWords(answer.headroom)}`)
    const price = always > 0 ? undefined : priceOf(deployment, (answer.headroom?.point.figures ?? passes!.figures)!)
    if (price !== undefined) add('price', priceInWords(price))
  } else if (fails !== undefined) {
    const isUndecided = standing.is.at(-1) === 'undecided'
    add('fails at', isUndecided ? `${fails.text} (the ${last} value that is decided to fail), and is not decided beyond that:` : `${fails.text} still:`) // prettier-ignore
    lines.push(...listed(binding))
  }
  for (const warning of warningsOf(answer)) add('warning', pc.yellow(warning))
  add('the rest', restInWords(answer))
  if (rest.neverPass.length > 0 && !hasBothEnds) add('', neverPassInWords(rest))
  if (rest.undecided.length > 0) add('', `undecided: ${namesOf(rest.undecided)}`)
  if (rest.notExercised.length > 0) add('', `not exercised: ${namesOf(rest.notExercised)}`)
  return [
    ...lines,
    '',
    ...curveLines(curveOf(deployment, answer), sized.path[0] === 'networks' ? sized.path[1] : undefined),
  ]
}

function neverPassInWords({ neverPass }: SizeAnswer['rest']): string {
  return `not decided to pass at any value: ${namesOf(neverPass)}`
}

function restInWords({ rest, standing }: SizeAnswer): string {
  const { alwaysPass, undecided, notExercised } = rest
  const all = namesOfAll(standing.points).length
  const counts = `${alwaysPass.length} pass at every value, ${undecided.length} are undecided and ${notExercised.length} not exercised`
  return `verdicts that answer to it: ${standing.answering.length} of ${all}; ${counts}`
}

/** The values that were tried: the requirement that binds, and the network. */
function curveLines(curve: readonly CurvePoint[], network: string | undefined): string[] {
  const isBound = curve.some(({ binding }) => binding !== undefined)
  const bound = isBound ? ['what binds', 'p99'] : []
  const head = ['value', '', 'pass', 'fail', 'und.', ...bound, network === undefined ? 'busiest' : `${network}, peak`]
  const rows = curve.map(({ point, stands, verdicts, binding, busiest }) => [
    ...[point.text, stands, String(verdicts.pass), String(verdicts.fail), String(verdicts.undecided)],
    ...(isBound ? [boundInWords(binding), latencyOf(binding)] : []),
    busiest === undefined
      ? 'NA'
      : `${network === undefined ? busiest.network : busiest.direction} ${compact(busiest.utilisationBusiest)}`,
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)))
  const isNumber = (column: number) => column > 1 && column < 5
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' ').trimEnd() // prettier-ignore
  return [pc.dim(line(head)), ...rows.map(line)]
}

/** Short enough for a table: `12.3%`. */
function compact(share: number): string {
  return share > 0 && share < 1e-4 ? '<0.01%' : `${Number((share * 100).toPrecision(3))}%`
}

function boundInWords(item: SizeItem | undefined): string {
  if (item === undefined) return 'NA'
  if (item.value !== undefined) return String(Number(item.value.toPrecision(3)))
  return item.share === undefined ? item.verdict : shareWithin(item).replaceAll(' %', '%').replace(', ', ',')
}

function latencyOf(item: SizeItem | undefined): string {
  return item?.latencyP99S === undefined ? 'NA' : printDuration(Math.round(item.latencyP99S * 1e6), 3)
}

function holdsInWords({ point, failing, undecided, open, butFor }: Confirmed): string {
  if (point.cannot !== undefined) return pc.red(`the deployment cannot have it: ${point.cannot}`)
  const but = butFor.length === 0 ? '' : `but for ${butFor.length} that always ${butFor.length === 1 ? 'fails' : 'fail'}: ` // prettier-ignore
  if (failing.length > 0) return pc.red(`${but}fails: ${failing.slice(0, 3).map(itemInWords).join('; ')}`)
  const unsure = [...undecided, ...open]
  if (unsure.length === 0) return `${but}passes, confirmed by a run`
  const below = unsure.filter(({ meets }) => meets === false)
  const measured = below.length === 0 ? 'none below its bound as measured' : `below its bound as measured: ${namesOf(below)}` // prettier-ignore
  return `${but}does not fail in a run; not decided: ${namesOf(unsure)} (${measured})`
}

/** What is not decided where the bracket ends, with what would decide it. */
function notDecidedLines({ notDecided }: SizeAnswer): string[] {
  const told = notDecided.slice(0, TOLD).map((one) => pc.yellow(itemInWords(one)))
  const more = notDecided.length > TOLD ? [`and ${namesOf(notDecided.slice(TOLD))}`] : []
  return [...told, ...more].flatMap((text, i) => field(i === 0 ? 'not decided' : '', text))
}

/** That what fails does so on another network than the one that is varied. */
function elsewhereInWords({ path }: SizeAnswer['sized'], { leg }: SizeItem): string {
  if (leg === undefined || path[0] !== 'networks' || leg.network === path[1]) return ''
  return `; it fails on ${leg.network}, not on ${path[1]!}`
}

function listed(items: readonly SizeItem[], inWords: (item: SizeItem) => string = itemInWords): string[] {
  const lines = items.slice(0, NAMED).flatMap((one) => wrapped(inWords(one), ' '.repeat(MARGIN)))
  return items.length > NAMED ? [...lines, ...field('', `and ${items.length - NAMED} more`)] : lines
}

function namesOf(items: readonly SizeItem[]): string {
  const names = items.slice(0, NAMED).map(({ name }) => name)
  return names.join(', ') + (items.length > NAMED ? ` and ${items.length - NAMED} more` : '')
}

const MARGIN = 13

function field(name: string, text: string): string[] {
  return wrapped(text, ' '.repeat(MARGIN)).map((line, i) => (i === 0 ? name.padEnd(MARGIN) + line.slice(MARGIN) : line))
}
