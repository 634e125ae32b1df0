import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { Position } from './position.js'
import { InputError, Problems } from './problems.js'
import { readText } from './text-file.js'
import { unclosedIn } from './unclosed.js'

export type YamlPath = readonly (string | number)[]

/** What a YAML file says, and where it says it. */
export interface YamlFile {
  file: string
  data: unknown
  /** Of a value; of the deepest parent that exists when the path does not. */
  position(path: YamlPath): Position
  /** Of the key of a value (of the item, in a list); of the deepest parent that exists when the path does not. */
  keyPosition(path: YamlPath): Position
  /** Of a character of a text, counted from 0; of the text where its characters do not stand in the file one by one. */
  positionIn(path: YamlPath, character: number): Position
}

export function readYaml(file: string): YamlFile {
  return parseYaml(readText(file), file)
}

/** A file of one document; all that is wrong with its syntax is reported in one go. */
export function parseYaml(text: string, file: string): YamlFile {
  try {
    return parsed(text, file)
  } catch (error) {
    // The parser goes down a call a level, and does not always notice itself when that is too deep.
    if (!(error instanceof RangeError)) throw error
    throw InputError.of({ file, line: 1, column: 1 }, TOO_DEEP)
  }
}

const TOO_DEEP = 'too many lists or groups inside each other'

function parsed(text: string, file: string): YamlFile {
  const lines = new LineCounter()
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  // Keys become names of a JavaScript object, where 1 and "1" are one name.
  const uniqueKeys = (a: unknown, b: unknown) => isScalar(a) && isScalar(b) && String(a.value) === String(b.value)
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys })

  const problems = new Problems()
  const unclosed = unclosedIn(document, text)
  for (const error of [...document.errors, ...document.warnings]) {
    const begun = unclosed(error)
    if (begun) problems.add(place(begun.offset), `this ${begun.open} is not closed`, `a ${begun.close} is missing`)
    else problems.add(place(error.pos[0]), explain(error, text), hintOf(error, text))
  }
  checkKeys(document, (offset, message) => problems.add(place(offset), message))
  checkAliases(document, (offset, message) => problems.add(place(offset), message))
  problems.throwIfAny()
  if (document.contents === null) throw InputError.of({ file, line: 1, column: 1 }, 'the file is empty')

  return {
    file,
    data: plain(document, place),
    position: (path) => place(walk(document, path).value),
    keyPosition: (path) => place(walk(document, path).key),
    positionIn: (path, character) => {
      const { value, node } = walk(document, path)
      return place(value + offsetIn(text, node, character))
    },
  }
}

/** A thousand repetitions are more than a person makes by hand. */
const MOST_ALIASES = 1000

function plain(document: Document, place: (offset: number) => Position): unknown {
  try {
    // An alias of an alias of a list multiplies.
    return document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    throw InputError.of(place(0), 'the aliases of this file repeat too much')
  }
}

function explain(error: YAMLError, text: string): string {
  if (error.code === 'DUPLICATE_KEY') return `the key ${keyAt(text, error.pos[0])} is there twice`
  if (error.code === 'MULTIPLE_DOCS') return 'expected one document, found several'
  if (error.code === 'RESOURCE_EXHAUSTION') return TOO_DEEP
  return error.message
}

const hints: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  MULTIPLE_DOCS: 'remove the line "---" and what follows it',
  BLOCK_AS_IMPLICIT_KEY: 'quote a text that holds ": "',
}

function hintOf({ code, pos }: YAMLError, text: string): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', pos[0] - 1) + 1).split('\n', 1)[0]!
  const isBound = code === 'UNEXPECTED_TOKEN' || code === 'BAD_SCALAR_START'
  if (isBound && /(^|[:,[{-])\s+>=?\s*[\d.]/.test(line)) return QUOTE
  return hints[code]
}

/** `to: > 99% within 3 s` begins a text of several lines. */
const QUOTE = 'quote a text that begins with ">"'

function keyAt(text: string, offset: number): string {
  const key = /^("[^"\n]*"|'[^'\n]*'|[^:,{}\n]*)/.exec(text.slice(offset))![0].trim()
  return /^["']/.test(key) ? key : `"${key}"`
}

type Report = (offset: number, message: string) => void

function checkKeys(document: Document, report: Report): void {
  visit(document, {
    Pair(_, pair) {
      const key = pair.key as Node | null
      if (key === null || (isScalar(key) && (key.value === null || key.value === ''))) {
        report(start(key ?? (pair.value as Node)), 'expected a key in front of the colon, found nothing')
      } else if (!isScalar(key)) report(start(key), 'expected a name as the key, found a list, a map or an alias')
    },
  })
}

function checkAliases(document: Document, report: Report): void {
  let count = 0
  visit(document, {
    Alias(_, alias, parents) {
      // What each stands for is looked for from the beginning.
      if ((count += 1) > MOST_ALIASES) {
        report(start(alias), 'the aliases of this file repeat too much')
        return visit.BREAK
      }
      const target = alias.resolve(document)
      if (target === undefined) report(start(alias), `no anchor "&${alias.source}" stands before this alias`)
      else if (parents.includes(target))
        report(start(alias), `the alias "*${alias.source}" stands inside its own anchor`)
      return undefined
    },
  })
}

/** How far from the start of a text its n-th character stands: in one line as it is, or between quotes; else 0. */
function offsetIn(text: string, node: Node, character: number): number {
  if (!isScalar(node) || typeof node.value !== 'string') return 0
  const written = text.slice(node.range![0], node.range![1])
  if (written === node.value) return character
  return written.slice(1, -1) === node.value && /^(".*"|'.*')$/.test(written) ? character + 1 : 0
}

/** Offsets of the value at a path and of its key, as far down as the path exists. */
function walk(document: Document, path: YamlPath): { key: number; value: number; node: Node } {
  let node = document.contents as Node
  let place = { key: start(node), value: start(node), node }
  for (const step of path) {
    const inside = isAlias(node) ? (node as Alias).resolve(document) : node
    if (isMap(inside)) {
      const pair = inside.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) as
        Pair<Node, Node | null> | undefined
      if (pair === undefined) return place
      // `{ a, b: 1 }` has a key without even an empty value.
      place = { key: start(pair.key), value: start(pair.value ?? pair.key), node: pair.value ?? pair.key }
      if (pair.value === null) return place
      node = pair.value
    } else if (isSeq(inside)) {
      const item = inside.items[Number(step)]
      if (!isNode(item)) return place
      place = { key: start(item), value: start(item), node: item }
      node = item
    } else return place
  }
  return place
}

function start(node: Node): number {
  return node.range![0]
}
