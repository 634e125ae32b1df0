import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import { json } from '../report/json.js'
import { messageLifeText } from '../report/message-life.js'
import { slowestText } from '../report/slowest.js'
import { lifeOf } from '../trace/message-life.js'
import type { TraceRow } from '../trace/read-trace.js'
import { slowest } from '../trace/slowest.js'
import { hopsFileOf } from '../trace/trace-files.js'

interface TraceCommandOptions {
  message?: string
  slowest?: string
  requirement?: string
  json?: boolean
}

export function act(file: string, options: TraceCommandOptions): void {
  const { message, slowest: count, requirement } = options
  if ((message === undefined) === (count === undefined))
    throw InputError.of('sgsim trace', 'expected one of --message <number> and --slowest <count>')
  if (message !== undefined) {
    if (requirement !== undefined)
      throw InputError.of(`--requirement ${requirement}`, 'goes with --slowest: a message has one already')
    printLife(file, wholeOf('--message', message, 0), options.json === true)
  } else printSlowest(file, wholeOf('--slowest', count!, 1), requirement, options.json === true)
}

function printLife(file: string, number: number, asJson: boolean): void {
  const life = lifeOf(file, number)
  if (!asJson) {
    process.stdout.write(messageLifeText(life, hopsFileOf(file)))
    return
  }
  const { rows, hops, causedBy, caused } = life
  const all = { message: number, rows: rows.map(camel), hops: hops?.map(camel) ?? null, causedBy: causedBy.map(camel), caused: caused.map(camel) } // prettier-ignore
  process.stdout.write(json(all))
}

function printSlowest(file: string, count: number, requirement: string | undefined, asJson: boolean): void {
  const { receipts, of, ids } = slowest(file, count, requirement)
  if (requirement !== undefined && !ids.has(requirement))
    throw InputError.of(`--requirement ${requirement}`, `${file} has no row of it`, didYouMean(requirement, ids))
  if (asJson)
    process.stdout.write(
      json({ of, slowest: receipts.map(({ latency, row }) => ({ latencyS: latency, ...camel(row) })) }),
    )
  else process.stdout.write(slowestText(receipts, of, requirement))
}

/** JSON has camelCase, and null for what does not exist. */
function camel(row: TraceRow): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value ?? null,
    ]),
  )
}

function wholeOf(option: string, text: string, least: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
  throw InputError.of(`${option} ${text}`, `expected a whole number from ${least} on`)
}
