import type { z } from 'zod'
import { type SchemaNode, schemaNodeOf } from '../../../src/deployment/json-schema.js'
import { namesOf } from '../../../src/deployment/load.js'
import { deploymentSchema } from '../../../src/deployment/schema.js'
import { catalogue } from '../../deployment/fixture.js'
import { GENERATED } from './generated.js'
import { cell, code, table } from './markdown-table.js'

/** docs/reference/keys.md: every key of a deployment, from the schema that reads it. */
export function keysReference(): string {
  const schema = deploymentSchema(namesOf(catalogue))
  const top = schemaNodeOf(schema).properties!
  const shape = insides(schema)
  const sections = Object.entries(top).map(([key, node]) => {
    const rows = keysOf([key], node, shape.get(key)!)
    return `## ${code(key)}\n\n${node.description}\n\n${tablesOf(rows)}`
  })
  const list = Object.keys(top).map((key) => `[${code(key)}](#${key})`)
  return `# The keys of a deployment

${GENERATED} It comes from the schema that reads deployments, which is the one that \`sgsim schema\` prints and an editor shows.

*Takes* is what sgsim expects, in the words of its error messages. *Source* says where a default comes from that the SRS leaves open: \`none\` where nothing
is behind it but experience, – where it is a decision of the user and no assumption. Every default of a key that has a bearing on a run is listed
in its \`assumptions.csv\`. In a path \`<name>\` stands for a name that the deployment gives, and \`[]\` for each element of a list; \`--set\`, \`--vary\` and \`sweep:\`
take the same paths, and leave out the \`networks.\` of a network's own.

The keys at the top: ${list.join(', ')}.

${sections.join('\n')}`
}

interface Key {
  path: string[]
  /** Which of several siblings with the same keys: a network, a node; none: as an empty list. */
  of: readonly string[]
  medium: string | undefined
  takes: string
  default: string
  source: string
  means: string
}

/** What stands in these are groups of the same keys, which are told once. */
const SIBLINGS: Readonly<Record<string, string>> = {
  networks: '<network>',
  nodes: '<node>',
  joining: '<network>',
  'faults.nodes': '<node>',
  'faults.links': '<network>',
  'prices.networks': '<network>',
  'security.packet': '<network>',
  'security.processing.packet': '<network>',
}

/** Every key at a place and below it, groups before what is in them. */
function keysOf(
  path: string[],
  node: SchemaNode,
  reader: z.ZodType,
  of: readonly string[] = [],
  medium?: string,
): Key[] {
  const below = [...formsOf(node, reader)].flatMap(([form, formReader]): Key[] => {
    const own = form.properties?.['medium']?.const
    const inMedium = own === undefined ? medium : String(own)
    const found: Key[] = []
    for (const [key, child] of Object.entries(form.properties ?? {})) {
      const sibling = isGroup(child) ? SIBLINGS[path.join('.')] : undefined
      const next = [...path, sibling ?? key]
      const ofNext = sibling === undefined ? of : [...of, key]
      found.push(...keysOf(next, child, insides(formReader).get(key)!, ofNext, inMedium))
    }
    if (typeof form.additionalProperties === 'object')
      found.push(
        ...keysOf([...path, '<name>'], partOf(node, form.additionalProperties), valueOf(formReader), of, inMedium),
      )
    if (form.items !== undefined && !Array.isArray(form.items) && isGroup(form.items))
      found.push(...keysOf([...path, '[]'], partOf(node, form.items), elementOf(formReader), of, inMedium))
    return found
  })
  // The group at the top is the heading; that of a network is its media.
  if (path.length === 1 && below.length > 0) return below
  if (/^<(?!name)/.test(path.at(-1)!)) return below
  const whole: Key = {
    path,
    of,
    medium,
    takes: takenBy(node, reader),
    default: shown(node.default),
    source: node.source ?? '–',
    means: node.description ?? '',
  }
  return [whole, ...below]
}

/** What the user names or lists has no words of its own: it is one of what it stands in. */
function partOf({ description = '' }: SchemaNode, part: SchemaNode): SchemaNode {
  return { description: `One of them. ${description}`, ...part }
}

const isGroup = (node: SchemaNode): boolean =>
  node.properties !== undefined || typeof node.additionalProperties === 'object' || (node.anyOf ?? []).some(isGroup)

/** The forms that a value may have, each with what reads it. */
function* formsOf(node: SchemaNode, reader: z.ZodType): Generator<[SchemaNode, z.ZodType]> {
  const several = node.oneOf ?? node.anyOf
  if (several === undefined) return yield [node, reader]
  const options = optionsOf(reader)
  for (const [i, one] of several.entries()) {
    // The last form of a network is that of any medium, which the technology chooses.
    if (options[i] === undefined) continue
    yield* formsOf(one, options[i])
  }
}

/** What zod's own types hold inside, whatever is around them (defaults, conversions). */
interface Definition {
  type: string
  innerType?: z.ZodType
  in?: z.ZodType
  out?: z.ZodType
  getter?: () => z.ZodType
  shape?: Record<string, z.ZodType>
  options?: z.ZodType[]
  element?: z.ZodType
  valueType?: z.ZodType
}

function definitionOf(reader: z.ZodType): Definition {
  const found = reader.def as unknown as Definition
  const inside = found.innerType ?? found.getter?.() ?? (found.type === 'pipe' ? found.in : undefined)
  return inside === undefined ? found : definitionOf(inside)
}

function insides(reader: z.ZodType): Map<string, z.ZodType> {
  return new Map(Object.entries(definitionOf(reader).shape ?? {}))
}

const optionsOf = (reader: z.ZodType) => definitionOf(reader).options ?? []
const valueOf = (reader: z.ZodType) => definitionOf(reader).valueType!
const elementOf = (reader: z.ZodType) => definitionOf(reader).element!

/** What is expected: where the reader has words of its own for that, these; of what takes several forms, all of them. */
function takenBy(node: SchemaNode, reader: z.ZodType): string {
  const said = expectation(reader)
  const hasKeys = isGroup(node) && !/group/.test(said ?? 'group')
  if (said !== undefined) return hasKeys ? `${said}; or a group of keys` : said
  const several = node.oneOf ?? node.anyOf
  if (several !== undefined) {
    const options = optionsOf(reader)
    const each = several.flatMap((one, i) => (options[i] === undefined ? [] : [takenBy(one, options[i])]))
    return [...new Set(each)].join('; or ')
  }
  if (node.const !== undefined) return code(String(node.const))
  if (node.enum !== undefined) return wordsIn(node.enum.map(String))
  if (node.properties !== undefined) return 'a group of keys'
  if (typeof node.additionalProperties === 'object') return `a group, of which each has ${takenBy(node.additionalProperties, valueOf(reader))}` // prettier-ignore
  if (node.type === 'array') {
    const element = definitionOf(reader).element
    if (element === undefined || node.items === undefined || Array.isArray(node.items)) return 'a list'
    return `a list, of which each is ${takenBy(node.items, element)}`
  }
  if (node.type === 'boolean') return '`true` or `false`'
  if (node.type === 'integer' || node.type === 'number') return numberIn(node)
  return 'a text'
}

/** Nobody reads more of them in a table. */
const MOST_WORDS = 24

function wordsIn(words: readonly string[]): string {
  if (words.length > MOST_WORDS) return `one of ${words.length} words, such as ${code(words[0]!)}`
  return words.map(code).join(', ')
}

function numberIn({ type, minimum, maximum }: SchemaNode): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number'
  const open = (limit: number | undefined) => limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER
  if (open(minimum)) return open(maximum) ? kind : `${kind} of at most ${maximum}`
  return open(maximum) ? `${kind} of at least ${minimum}` : `${kind} from ${minimum} to ${maximum}`
}

/** In the words of the error that something quite different gets. */
function expectation(reader: z.ZodType): string | undefined {
  const { type } = definitionOf(reader)
  if (['object', 'record', 'literal', 'boolean'].includes(type)) return undefined
  const tried = innermost(reader).safeParse(/what nothing takes/)
  const [issue, ...others] = tried.error?.issues ?? []
  if (issue === undefined || others.length > 0 || issue.path.length > 0) return undefined
  const said = /^expected (.+?)(?:[,;] found .*)?$/s.exec(issue.message.split('\n')[0]!)?.[1]
  return said === undefined || /received/.test(said) ? undefined : said
}

/** Without what puts a default in the place of nothing. */
function innermost(reader: z.ZodType): z.ZodType {
  const { innerType } = reader.def as unknown as Definition
  return innerType === undefined ? reader : innermost(innerType)
}

function shown(value: unknown): string {
  if (value === undefined) return '–'
  if (value !== null && typeof value === 'object') {
    const inside = Array.isArray(value) ? value : Object.keys(value)
    return inside.length === 0 ? '–' : code(JSON.stringify(value).replaceAll('"', ''))
  }
  return code(String(value))
}

const HEAD = ['key', 'takes', 'default', 'source', 'means']

/** One table; of networks one a medium. Before them, what stands for what. */
function tablesOf(keys: readonly Key[]): string {
  const media = [...new Set(keys.map((one) => one.medium))]
  const tables = media.map((medium) => {
    const rows = merged(keys.filter((one) => one.medium === medium))
    const title = medium === undefined ? '' : `### ${code(medium)}\n\n`
    return `${title}${table(HEAD, rows)}`
  })
  return [...placeholders(keys), ...tables].join('\n')
}

function placeholders(keys: readonly Key[]): string[] {
  const named = new Map<string, Set<string>>()
  for (const { path, of } of keys) {
    const stand = path.filter((one) => /^<(?!name)/.test(one))
    for (const [i, one] of stand.entries()) named.set(one, (named.get(one) ?? new Set()).add(of[i]!))
  }
  return [...named].map(([one, names]) => `${code(one)} is one of ${[...names].map(code).join(', ')}.\n`)
}

/** What several siblings have in common is one line; their defaults are told apart where they differ. */
function merged(keys: readonly Key[]): string[][] {
  const lines = new Map<string, Key[]>()
  for (const one of keys) {
    const name = JSON.stringify([one.path, one.takes, one.means])
    const line = lines.get(name)
    if (line === undefined) lines.set(name, [one])
    else if (!line.some(({ of }) => of.join() === one.of.join())) line.push(one)
  }
  return [...lines.values()].map((line) => {
    const [{ path, takes, means }] = line as [Key, ...Key[]]
    return [
      `${code(path.join('.').replaceAll('.[]', '[]'))}${onlyOf(line, keys)}`,
      cell(takes),
      eachOrAll(line, 'default'),
      cell(eachOrAll(line, 'source')),
      cell(means),
    ]
  })
}

/** Which siblings have a key, where not all that stand beside each other do. */
function onlyOf(line: readonly Key[], keys: readonly Key[]): string {
  const [{ path }] = line as [Key, ...Key[]]
  const until = path.findLastIndex((one) => /^<(?!name)/.test(one))
  if (until === -1) return ''
  const place = path.slice(0, until + 1).join('.')
  const beside = keys.filter((one) => one.path.slice(0, until + 1).join('.') === place)
  const all = new Set(beside.map(({ of }) => of.join(' ')))
  return line.length < all.size ? ` (${line.map(({ of }) => code(of.join(' '))).join(', ')})` : ''
}

function eachOrAll(line: readonly Key[], figure: 'default' | 'source'): string {
  const values = new Map<string, string[]>()
  for (const one of line) values.set(one[figure], [...(values.get(one[figure]) ?? []), one.of.join(' ')])
  if (values.size === 1) return [...values.keys()][0]!
  return [...values].map(([value, of]) => `${of.join(', ')}: ${value}`).join('; ')
}
