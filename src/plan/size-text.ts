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

/** So many of a list are named. */
const NAMED = 6

/** Sizes on the terminal, in 80 columns. */
export function sizeText(sizing: Sizing): string {
  const { deployment, answers, together, runs } = sizing
  const lines = answers.flatMap((answer) => [...answerLines(sizing, answer), ''])
  if (together !== undefined) {
    const changes = together.changes.map(({ sized, text }) => `${sized.name} ${text}`).join(', ')
    lines.push(pc.bold('all of them together'), ...field('values', changes), ...field('then', holdsInWords(together)))
    if (together.price !== undefined) lines.push(...field('price', priceInWords(together.price)))
    lines.push('')
  }
  const seed = deployment.settings.seed
  lines.push(...wrapped(`${runs} runs of ${printDuration(deployment.settings.duration)}, all with seed ${seed}`, ''))
  return `${lines.join('\n')}\n`
}

function answerLines(sizing: Sizing, answer: SizeAnswer): string[] {
  const { deployment, headroom } = sizing
  const { sized, bracket, found, rest, standing, binding } = answer
  const { fails, passes } = bracket
  const lines = [pc.bold(`${deployment.settings.name}: ${sized.path.join('.')} (now ${sized.kind.print(sized.now)})`)]
  const add = (name: string, text: string) => lines.push(...field(name, text))
  const span = `${standing.points[0]!.text} to ${standing.points.at(-1)!.text}`
  if (rest.alwaysFail.length > 0) {
    add('always fail', `${rest.alwaysFail.length}, at every value from ${span}, so that no value passes:`)
    lines.push(...listed(rest.alwaysFail))
    if (found === 'bracket') add('', 'of the others:')
  }
  if (found === 'no pass') {
    const isUndecided = standing.is.at(-1) === 'undecided'
    add('answer', pc.red(`no value ${isUndecided ? 'is decided to pass' : 'passes'} from ${span}`))
    if (fails !== undefined) {
      add('fails at', `${fails.text}${isUndecided ? ', and is not decided beyond that' : ' still'}:`)
      lines.push(...listed(binding))
    }
  } else if (found === 'no fail') {
    add('answer', nothingFailsInWords(answer))
  } else {
    add('fails at', `${fails!.text} (the ${standing.better === 'smaller' ? 'smallest' : 'largest'} value that is decided to fail)`) // prettier-ignore
    add('passes at', `${pc.bold(passes!.text)} (the ${standing.better === 'smaller' ? 'largest' : 'smallest'} that is decided to pass beyond that)`) // prettier-ignore
    // Those that fail below it, and for which the run is too small to tell whether they pass.
    if (rest.neverPass.length > 0) add('', pc.yellow(neverPassInWords(rest)))
    add('binds', itemInWords(binding[0]!))
    if (binding.length > 1) add('', `and ${namesOf(binding.slice(1))}`)
    if (answer.headroom !== undefined)
      add(`${percent(headroom!)} free`, `${answer.headroom.point.text}: ${holdsInWords(answer.headroom)}`)
    const price = priceOf(deployment, (answer.headroom?.point.figures ?? passes!.figures)!)
    if (price !== undefined) add('price', priceInWords(price))
  }
  for (const warning of warningsOf(answer)) add('warning', pc.yellow(warning))
  add('the rest', restInWords(answer))
  if (rest.neverPass.length > 0 && found !== 'bracket') add('', neverPassInWords(rest))
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

function holdsInWords({ point, failing, undecided }: Confirmed): string {
  if (point.cannot !== undefined) return pc.red(`the deployment cannot have it: ${point.cannot}`)
  if (failing.length > 0) return pc.red(`fails: ${failing.slice(0, 3).map(itemInWords).join('; ')}`)
  if (undecided.length > 0) return `does not fail, but is not decided to pass: ${namesOf(undecided)}`
  return 'passes, confirmed by a run'
}

function listed(items: readonly SizeItem[]): string[] {
  const lines = items.slice(0, NAMED).flatMap((one) => wrapped(itemInWords(one), ' '.repeat(MARGIN)))
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
