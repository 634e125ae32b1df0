import type { Assumption } from './assumptions.js'
import { mediumOf } from './chosen-medium.js'
import type { Deployment } from './deployment.js'
import type { SchemaNode } from './json-schema.js'
import { overrideOf, schemaNodeFor } from './load.js'

/** What an assumption could be instead. */
export interface End {
  end: 'low' | 'high' | 'other'
  /** In YAML, as `--set` takes it. */
  text: string
}

/** A value of a deployment behind a result, and its ends; none where `why` says why not. */
export interface Ends {
  /** As `--set` takes it. Of a group of figures each figure has a name of its own. */
  name: string
  value: string
  setBy: Assumption['setBy']
  ends: End[]
  why: string | undefined
}

/**
 * The ends of an assumption, by what it is:
 *
 * - a choice among words: each other word (of a range of the SRS, `choices.ranges`, its ends are two of them: low and high);
 * - yes or no: the other one;
 * - a share: half and double its distance to 0 % or 100 %, whichever is nearer, and never beyond them; of all (100 %) half;
 * - a level in dB or dBm: 3 dB less and more, which is half and double the power;
 * - a count: half and double, rounded, at least 1;
 * - any other quantity: half and double.
 *
 * None has what is nothing (half and double of it are nothing too), and what is no figure and none of a known set of words. Undefined for
 * what is no value of the deployment: a reading of the SRS, a factor of an operating mode.
 */
export function endsOf(deployment: Deployment, { name, value, setBy }: Assumption): Ends[] | undefined {
  const path = overrideOf(`${name}=`)?.path ?? []
  const found = lookUp(schemaNodeFor(deployment.catalogue), deployment.source.data, path)
  if (found === undefined) return undefined
  const leaves = leavesOf(name, found.node, found.value ?? found.node.default ?? value)
  return leaves.map((leaf) => {
    const ends = endsOfLeaf(leaf)
    const own = { name: leaf.name, value: leaf.name === name ? value : String(leaf.value), setBy }
    return typeof ends === 'string' ? { ...own, ends: [], why: ends } : { ...own, ends, why: undefined }
  })
}

interface Leaf {
  name: string
  node: SchemaNode
  value: unknown
}

/** The part of the schema at a path, and what the deployment says there. */
export function lookUp(root: SchemaNode, data: unknown, path: readonly string[]) {
  let node: SchemaNode | undefined = root
  let value = data
  for (const step of path) {
    node = inside(node, step, value)
    if (node === undefined) return undefined
    value = (value as Record<string, unknown> | null | undefined)?.[step]
  }
  return { node, value }
}

function inside(node: SchemaNode, step: string, value: unknown): SchemaNode | undefined {
  const chosen = mediumOf(node, value) ?? node
  const forms = [chosen, ...(chosen.anyOf ?? []), ...(chosen.oneOf ?? [])]
  const named = forms.find((one) => one.properties?.[step] !== undefined)
  if (named !== undefined) return named.properties![step]
  return forms.map((one) => one.additionalProperties).find((one) => typeof one === 'object')
}

/** The figures of a group, each by itself. */
function leavesOf(name: string, node: SchemaNode, value: unknown): Leaf[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [{ name, node, value }]
  return Object.entries(value).flatMap(([key, one]) => leavesOf(`${name}.${key}`, inside(node, key, value) ?? {}, one))
}

const NOTHING = 'half and double of nothing are nothing'
const NO_FIGURE = 'it is no figure, and nothing says what else it could be'
const OTHER_FIGURES = 'another one has figures of its own, which a deployment of its own would give'
const LIST = 'it is a list of figures that belong together'
const DECISION = 'to take a requirement out is a decision'

/** The ends, or why there are none. */
function endsOfLeaf({ name, node, value }: Leaf): End[] | string {
  if (/^networks\.[^.]+\.(medium|technology)$/.test(name) || name.endsWith('.mode')) return OTHER_FIGURES
  if (Array.isArray(value)) return LIST
  if (name.startsWith('choices.requirements.') && value === 'off') return DECISION
  const text = String(value).trim()
  const words = wordsOf(node)
  if (words.includes(text)) return otherWords(words, text)
  if (typeof value === 'number' || /^\d+$/.test(text)) return endsOfNumber(Number(text), node, COUNTS.test(name))
  return endsOfShare(text) ?? endsOfLevel(text) ?? endsOfQuantity(text) ?? NO_FIGURE
}

function wordsOf(node: SchemaNode): string[] {
  if (node.type === 'boolean') return ['false', 'true']
  return (node.enum ?? node.anyOf?.find((one) => one.enum !== undefined)?.enum ?? []).map(String)
}

function otherWords(words: readonly string[], text: string): End[] {
  const isRange = words.includes('low') && words.includes('high')
  const others = words.filter((one) => one !== text)
  return others.map((one) => ({ end: isRange && (one === 'low' || one === 'high') ? one : 'other', text: one }))
}

/** Of things, of which there is no half, whatever the schema says of the number. */
const COUNTS = /^(quantities|populations)\./

function endsOfNumber(value: number, node: SchemaNode, ofThings: boolean): End[] | string {
  if (value === 0) return NOTHING
  const limits = [node, ...(node.anyOf ?? [])].find((one) => one.type === 'integer' || one.type === 'number') ?? node
  const isCount = ofThings || limits.type === 'integer'
  const { minimum = isCount ? 1 : 0, maximum = Infinity } = limits
  const within = (one: number) => {
    const rounded = isCount ? Math.max(1, Math.round(one)) : exact(one)
    return Math.min(maximum, Math.max(minimum, rounded))
  }
  return lowAndHigh(value, within(value / 2), within(value * 2), String)
}

function endsOfShare(text: string): End[] | string | undefined {
  const percent = Number(/^(\d+\.?\d*|\.\d+)\s*%$/.exec(text)?.[1] ?? NaN)
  if (Number.isNaN(percent) || percent > 100) return undefined
  if (percent === 0) return NOTHING
  const shown = (one: number) => `${one}%`
  if (percent === 100) return lowAndHigh(100, 50, 100, shown)
  const rest = 100 - percent
  return percent <= 50
    ? lowAndHigh(percent, exact(percent / 2), exact(percent * 2), shown)
    : lowAndHigh(percent, exact(100 - rest * 2), exact(100 - rest / 2), shown)
}

/** Of power, which is told in logarithms, so much is half and double. */
const HALF_OF_POWER = 3

function endsOfLevel(text: string): End[] | undefined {
  const form = /^([-+−]?(?:\d+\.?\d*|\.\d+))\s*(dBm|dBi|dB)$/i.exec(text)
  if (form === null) return undefined
  const level = Number(form[1]!.replace('−', '-'))
  const shown = (one: number) => `${one} ${form[2]}`
  return lowAndHigh(level, exact(level - HALF_OF_POWER), exact(level + HALF_OF_POWER), shown) as End[]
}

/** `100 kbps`, `1 h 30 min`, `25 per 1000 per day`, `50 ppm`: with the same units. */
function endsOfQuantity(text: string): End[] | string | undefined {
  if (!/^(\d+\.?\d*|\.\d+)\s*[a-zµμ]/i.test(text)) return undefined
  // What comes so often is one figure: those behind `per` only say of how many.
  const [figures, ...rest] = text.split(/(?=\bper\b)/)
  const times = (factor: number) => {
    const scaled = figures!.replace(/(\d+\.?\d*|\.\d+)(\s*)([a-zµμ]*)/gi, (_, figure: string, gap: string, unit: string) => {
      const one = Number(figure) * factor
      return `${isWhole(unit) ? Math.max(1, Math.round(one)) : exact(one)}${gap}${unit}`
    }) // prettier-ignore
    return scaled + rest.join('')
  }
  if ([...figures!.matchAll(/\d+\.?\d*|\.\d+/g)].every(([one]) => Number(one) === 0)) return NOTHING
  const ends: End[] = [
    { end: 'low', text: times(0.5) },
    { end: 'high', text: times(2) },
  ]
  return ends.filter((one) => one.text !== text)
}

/** There is no half of a byte, nor of a packet. */
function isWhole(unit: string): boolean {
  return /^(B|bytes?|packets?)$/.test(unit)
}

function lowAndHigh(value: number, low: number, high: number, shown: (one: number) => string): End[] | string {
  const ends: End[] = []
  if (low !== value) ends.push({ end: 'low', text: shown(low) })
  if (high !== value) ends.push({ end: 'high', text: shown(high) })
  return ends
}

/** Without the traces of binary fractions. */
function exact(value: number): number {
  return Number(value.toPrecision(12))
}
