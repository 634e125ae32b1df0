import { lookUp } from '../deployment/assumption-ends.js'
import type { Deployment } from '../deployment/deployment.js'
import { overrideOf, schemaNodeFor } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'
import {
  printDuration,
  printRate,
  printShare,
  printSize,
  readDuration,
  readRate,
  readShare,
  readSize,
} from '../input/units.js'

/** A quantity of a deployment that is varied. */
export interface SizedValue {
  /** As the user wrote it. */
  name: string
  /** As the deployment has it: `networks.wan.rate`. */
  path: readonly string[]
  /** What the deployment says now, in the base of its unit. */
  now: number
  kind: Kind
}

export interface Kind {
  /** What it is called in errors. */
  what: string
  /** Of things, of which there is no half. */
  whole: boolean
  /** Nothing lies between two of these: of a unit there are whole numbers. */
  grain: number
  /** More than this there is not. */
  most: number
  read(text: string): number | undefined
  /** In YAML, without loss. */
  print(value: number): string
}

type Read = (text: string) => { value: number } | { expected: string }

const kindOf = (what: string, read: Read, print: (value: number, digits: number) => string, most = Infinity): Kind => ({
  ...{ what, whole: false, grain: most === 1 ? 0 : 1, most },
  read: (text) => {
    const reading = read(text)
    return 'value' in reading ? reading.value : undefined
  },
  print: (value) => shortest(value, read, print),
})

/** With as few digits as say just this; of time that no unit says shortly, in seconds. */
function shortest(value: number, read: Read, print: (value: number, digits: number) => string): string {
  for (let digits = 1; digits <= 15; digits++) {
    const text = digits > 6 && read === readDuration ? `${value / 1e6} s` : print(value, digits)
    const reading = read(text)
    if ('value' in reading && reading.value === value) return text
  }
  return print(value, 15)
}

const readNumber = (text: string) => (/^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined)
const COUNT: Kind = {
  ...{ what: 'a whole number', whole: true, grain: 1, most: Number.MAX_SAFE_INTEGER, print: String },
  read: (text) => (/^\d+$/.test(text.trim()) ? Number(text) : undefined),
}
const NUMBER: Kind = { what: 'a number', whole: false, grain: 0, most: Infinity, print: String, read: readNumber }
const UNITS: readonly Kind[] = [
  kindOf('a rate', readRate, printRate),
  kindOf('a duration', readDuration, printDuration),
  kindOf('a size', readSize, printSize),
  kindOf('a share', readShare, printShare, 1),
]

/** What `--vary` names, in a deployment; refused where it is nothing that has a size. */
export function sizedValueOf(deployment: Deployment, name: string): SizedValue {
  const option = `--vary ${name}`
  refuseValue(name, option)
  const path = pathOf(deployment, name, option)
  const why = NO_SIZE[path[0]!]
  if (why !== undefined) throw InputError.of(option, `there is no size of ${path.join('.')}: ${why}`, `--set ${path.join('.')}=… sets it`) // prettier-ignore
  const { node, value } = lookUp(schemaNodeFor(deployment.catalogue), deployment.source.data, path)!
  const shown = value ?? node.default
  const text = String(shown).trim()
  const is = [node, ...(node.anyOf ?? [])].map(({ type }) => type)
  const isCount = is.includes('integer') || path[0] === 'quantities' || path[0] === 'populations'
  const kinds = typeof shown === 'number' ? [isCount ? COUNT : NUMBER] : UNITS
  for (const kind of kinds) {
    const now = kind.read(text)
    if (now !== undefined) return { name, path, now, kind }
  }
  const says =
    shown === undefined || shown === null
      ? 'the deployment says nothing'
      : typeof shown === 'object'
        ? Array.isArray(shown)
          ? 'there is a list'
          : 'there is a group of keys'
        : `there is "${text}"`
  const hint =
    shown !== null && typeof shown === 'object' && !Array.isArray(shown)
      ? didYouMean(name, insideOf(deployment, path, name))
      : typeof shown === 'object' || shown === undefined
        ? undefined
        : `a word has no size: sgsim sweep --vary ${name}=… runs those that are given`
  throw InputError.of(option, `expected a rate, a duration, a size, a share or a number; ${says} at ${path.join('.')}`, hint) // prettier-ignore
}

/** A change of the deployment to one of its values. */
export function withValue({ path }: SizedValue, text: string): Override {
  return { path: [...path], text, origin: `--vary ${path.join('.')}=${text}` }
}

/** As the user would have to write it, so that a run has just this value: with so many digits, towards the side asked for. */
export function roundedTo(
  { kind }: SizedValue,
  value: number,
  digits: number,
  way: 'nearest' | 'up' | 'down' = 'nearest',
): { value: number; text: string } {
  const round = { nearest: Math.round, up: Math.ceil, down: Math.floor }[way]
  // Of what is nearly whole already, nothing is rounded away.
  const clean = Number(value.toPrecision(12))
  const short = kind.whole ? round(clean) : toDigits(clean, digits, round)
  const rounded = kind.grain === 1 ? Math.max(1, Math.round(short)) : short
  const text = kind.print(Math.min(kind.most, rounded))
  return { value: kind.read(text)!, text }
}

function toDigits(value: number, digits: number, round: (value: number) => number): number {
  if (value === 0) return 0
  const step = Math.floor(Math.log10(value)) - digits + 1
  return Number((round(Number((value / 10 ** step).toPrecision(12))) * 10 ** step).toPrecision(digits))
}

/** What is said of a run, not of what is planned. */
const NO_SIZE: Readonly<Record<string, string>> = {
  name: 'it only names the run',
  seed: 'seeds have no order',
  start: 'it says when the run begins',
  duration: 'it says how long is looked at, and more of it only decides more',
  'warm-up': 'it says what is not looked at',
  prices: 'no verdict answers to them',
  sweep: 'it is what sgsim sweep runs',
  volumetrics: 'it is what sgsim volumetrics is asked',
}

/** A path alone: which values it takes is what is searched. */
function refuseValue(name: string, option: string): void {
  const at = name.indexOf('=')
  if (at < 0) return
  const path = name.slice(0, at)
  const message = `expected a path alone, such as ${path}: its values are searched`
  throw InputError.of(
    option,
    message,
    `--from and --to are the ends of the search; sgsim sweep --vary ${name} runs just these values`,
  )
}

function pathOf(deployment: Deployment, name: string, option: string): readonly string[] {
  const root = schemaNodeFor(deployment.catalogue)
  const known = (path: readonly string[]) => lookUp(root, deployment.source.data, path) !== undefined
  const written = overrideOf(`${name}=`)?.path ?? []
  const paths = written.length === 0 ? [] : [written, ['quantities', ...written]]
  const found = paths.find(known)
  if (found !== undefined) return found
  throw InputError.of(option, `a deployment has no "${name}"`, didYouMean(name, words(deployment)))
}

/** Every value that has a name, long and short. */
function words({ assumptions }: Deployment): string[] {
  const names = assumptions.map((one) => one.name)
  const short = names.flatMap((one) => /^(?:networks|quantities)\.(.+)$/.exec(one)?.[1] ?? [])
  return [...short, ...names]
}

function insideOf(deployment: Deployment, path: readonly string[], name: string): string[] {
  const begin = `${path.join('.')}.`
  return deployment.assumptions
    .filter((one) => one.name.startsWith(begin))
    .map((one) => `${name}.${one.name.slice(begin.length)}`)
}
