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
  /** Which of several siblings with the same keys: a network, a node. */
  of: string | undefined
  medium: string | undefined
  takes: string
  default: string
  source: string
  means: string
}

/** What stands below these has the same keys for each of them, and is told once. */
const SIBLINGS: Readonly<Record<string, string>> = { networks: '<network>', nodes: '<node>', joining: '<network>' }

/** Every key at a place and below it, groups before what is in them. */
function keysOf(path: string[], node: SchemaNode, reader: z.ZodType, of?: string, medium?: string): Key[] {
  const below = [...formsOf(node, reader)].flatMap(([form, formReader]): Key[] => {
    const own = form.properties?.['medium']?.const
    const inMedium = own === undefined ? medium : String(own)
    const found: Key[] = []
    for (const [key, child] of Object.entries(form.properties ?? {})) {
      const isSibling = path.length === 1 && SIBLINGS[path[0]!] !== undefined && child.properties !== undefined
      const isNetwork = path.length === 1 && path[0] === 'networks'
      const named = isSibling || isNetwork
      const next = [...path, named ? SIBLINGS[path[0]!]! : key]
      found.push(...keysOf(next, child, insides(formReader).get(key)!, named ? key : of, inMedium))
    }
    if (typeof form.additionalProperties === 'object')
      found.push(...keysOf([...path, '<name>'], form.additionalProperties, valueOf(formReader), of, inMedium))
    if (form.items !== undefined && !Array.isArray(form.items) && isGroup(form.items))
      found.push(...keysOf([...path, '[]'], form.items, elementOf(formReader), of, inMedium))
    return found
  })
  // The group at the top is the heading; that of a network is its media.
  if (path.length === 1 && below.length > 0) return below
  const isNamed = path.at(-1)!.startsWith('<') && path.at(-1) !== '<name>'
  if (isNamed) return below
  const whole: Key = {
    path,
    of,
    medium: path.at(-1) === 'medium' ? undefined : medium,
    takes: path.at(-1) === 'medium' ? 'the name of a medium' : takenBy(node, reader),
    default: shown(node.default),
    source: node.source ?? '–',
    means: node.description ?? '',
  }
  return [whole, ...below]
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
  if (said !== undefined) return said
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
  if (type === 'object' || type === 'record') return undefined
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

/** One table; of networks one a medium. */
function tablesOf(keys: readonly Key[]): string {
  const media = [...new Set(keys.map((one) => one.medium))]
  return media
    .map((medium) => {
      const rows = merged(keys.filter((one) => one.medium === medium))
      const title = medium === undefined ? '' : `### ${code(medium)}\n\n`
      return `${title}${table(HEAD, rows)}`
    })
    .join('\n')
}

/** What several siblings have in common is one line; their defaults are told apart where they differ. */
function merged(keys: readonly Key[]): string[][] {
  const lines = new Map<string, Key[]>()
  for (const one of keys) {
    const name = JSON.stringify([one.path, one.of === undefined ? '' : [one.takes, one.means]])
    const line = lines.get(name)
    if (line === undefined) lines.set(name, [one])
    else if (!line.some(({ of }) => of === one.of)) line.push(one)
  }
  const siblings = new Set(keys.flatMap((one) => one.of ?? []))
  return [...lines.values()].map((line) => {
    const [{ path, takes, means }] = line as [Key, ...Key[]]
    const ofSome = line.length < siblings.size && line[0]!.of !== undefined
    const only = ofSome ? ` (${line.map(({ of }) => code(of!)).join(', ')})` : ''
    return [
      `${code(path.join('.').replaceAll('.[]', '[]'))}${only}`,
      cell(takes),
      eachOrAll(line, 'default'),
      cell(eachOrAll(line, 'source')),
      cell(means),
    ]
  })
}

function eachOrAll(line: readonly Key[], figure: 'default' | 'source'): string {
  const values = new Map<string, string[]>()
  for (const one of line) values.set(one[figure], [...(values.get(one[figure]) ?? []), one.of ?? ''])
  if (values.size === 1) return [...values.keys()][0]!
  return [...values].map(([value, of]) => `${of.join(', ')}: ${value}`).join('; ')
}
