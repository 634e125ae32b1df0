import { isCollection, parseDocument } from 'yaml'
import type { Position } from './position.js'
import { InputError, Problems } from './problems.js'
import { parseYaml, type YamlFile, type YamlPath } from './yaml.js'

/** A value that replaces or adds one of the file: its path, its text in YAML, and where the user wrote it. */
export interface Override {
  path: string[]
  text: string
  /** What an error names instead of the file, such as `--set wan.rate=50kbps`. */
  origin: string
  /** Where it was written instead, if that was in a file. */
  place?: { key: Position; value: Position }
}

/** The file with values of the user's in it, a later one over an earlier one; the file given is left as it is. */
export function withOverrides(yaml: YamlFile, overrides: readonly Override[]): YamlFile {
  const problems = new Problems()
  const applied: Applied[] = []
  let data = yaml.data
  for (const override of overrides) {
    const position = override.place?.value ?? { file: override.origin, line: 1, column: 1, isWhole: true }
    const key = override.place?.key ?? position
    try {
      const value = readValue(override, position)
      const changed = replaced(data, override.path, value, key)
      applied.unshift({ root: override.path.slice(0, changed.depth), position, key })
      data = changed.data
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const problem of error.problems) problems.add(problem.position, problem.message, problem.hint)
    }
  }
  problems.throwIfAny()

  const made = (path: YamlPath) => applied.find(({ root }) => isPrefix(root, path))
  const origin = (path: YamlPath) => made(path)?.position
  return {
    file: yaml.file,
    data,
    position: (path) => origin(path) ?? yaml.position(path),
    keyPosition: (path) => made(path)?.key ?? yaml.keyPosition(path),
    positionIn: (path, character) => origin(path) ?? yaml.positionIn(path, character),
  }
}

/** Latest first: the highest part of the path that an override made, under which all is its own. */
interface Applied {
  root: YamlPath
  position: Position
  key: Position
}

function readValue({ text, origin }: Override, position: Position): unknown {
  if (text.trim() === '') return null
  const contents = parseDocument(text, { prettyErrors: false }).contents
  if (contents === null || (isCollection(contents) && contents.flow !== true)) {
    throw InputError.of(
      position,
      `expected one value, {…} or […], found "${text}"`,
      'quote a text that holds ": " or "#"',
    )
  }
  try {
    return parseYaml(text, origin).data
  } catch (error) {
    if (!(error instanceof InputError) || position.isWhole !== true || text.includes('\n')) throw error
    const problems = new Problems()
    for (const { message, hint } of error.problems) problems.add(position, message, hint)
    throw new InputError(problems.list)
  }
}

/** A copy along the path only. `depth` is the length of the part of the path that is new, counted from the top. */
function replaced(
  data: unknown,
  path: readonly string[],
  value: unknown,
  position: Position,
  above: readonly string[] = [],
): { data: unknown; depth: number } {
  const [step, ...rest] = path
  if (step === undefined) return { data: value, depth: above.length }
  const here = [...above, step]
  if (Array.isArray(data)) {
    const index = Number(step)
    if (!/^\d+$/.test(step) || index > data.length) {
      const range = data.length === 0 ? '0' : `0 to ${data.length}`
      throw InputError.of(position, `${name(above)} is a list: expected an index, ${range}, found "${step}"`)
    }
    const inner = replaced(data[index] ?? null, rest, value, position, here)
    return { data: data.toSpliced(index, 1, inner.data), depth: index < data.length ? inner.depth : here.length }
  }
  if (typeof data === 'object') {
    // `a:` with nothing behind it is a map without keys yet.
    const map = new Map(Object.entries(data ?? {}))
    const inner = replaced(map.get(step) ?? null, rest, value, position, here)
    const depth = map.has(step) ? inner.depth : here.length
    return { data: Object.fromEntries(map.set(step, inner.data)), depth }
  }
  throw InputError.of(position, `${name(above)} is ${JSON.stringify(data)}: it cannot hold "${step}"`)
}

function name(path: readonly string[]): string {
  return path.length === 0 ? 'the file' : `"${path.join('.')}"`
}

function isPrefix(root: YamlPath, path: YamlPath): boolean {
  return root.length <= path.length && root.every((step, i) => step === String(path[i]))
}
