import type { Cell } from './cell.js'
import { refuse } from './cell.js'
import { Scanner } from './scanner.js'

/** Communication paths in the pseudo-code of SRS 4.19: `[(1Aa + 1B) or 1Ab] + 1Ca + 1D`. */
export type PathExpression =
  | { kind: 'flow'; flow: string }
  | { kind: 'then'; parts: PathExpression[] }
  | { kind: 'or'; parts: PathExpression[] }
  | { kind: 'group'; bracket: '(' | '['; inner: PathExpression }

export function readPath(text: string): Cell<PathExpression> {
  const scan = new Scanner(text)
  const expression = readSequence(scan)
  if ('problem' in expression || scan.atEnd) return expression
  return refuse(`unexpected "${scan.rest}"`, scan.offset)
}

export function printPath(path: PathExpression): string {
  if (path.kind === 'flow') return path.flow
  if (path.kind === 'then') return path.parts.map(printPath).join(' + ')
  if (path.kind === 'or') return path.parts.map(printPath).join(' or ')
  return path.bracket === '(' ? `(${printPath(path.inner)})` : `[${printPath(path.inner)}]`
}

/** Every way through: the flows in order, first alternatives first. */
export function alternatives(path: PathExpression): string[][] {
  if (path.kind === 'flow') return [[path.flow]]
  if (path.kind === 'group') return alternatives(path.inner)
  if (path.kind === 'or') return path.parts.flatMap(alternatives)
  return path.parts.map(alternatives).reduce((ways, next) => ways.flatMap((way) => next.map((w) => [...way, ...w])))
}

/** The way back. */
export function reversePath(path: PathExpression): PathExpression {
  if (path.kind === 'flow') return path
  if (path.kind === 'group') return { ...path, inner: reversePath(path.inner) }
  const parts = path.parts.map(reversePath)
  return path.kind === 'or' ? { kind: 'or', parts } : { kind: 'then', parts: parts.reverse() }
}

/**
 * What deployment decisions leave of a path: an `or` loses the alternatives that lead through a flow which was not chosen,
 * and the path is undefined where it loses all of them. A flow outside every `or` stays: nothing else leads there. A
 * bracket round a decision that is made goes.
 */
export function narrowPath(path: PathExpression, unchosen: ReadonlySet<string>): PathExpression | undefined {
  if (path.kind === 'flow') return path
  if (path.kind === 'then') {
    const parts = path.parts.map((part) => narrowPath(part, unchosen))
    return parts.every((part) => part !== undefined) ? { kind: 'then', parts } : undefined
  }
  if (path.kind === 'group') {
    const inner = narrowPath(path.inner, unchosen)
    if (inner === undefined) return undefined
    return path.inner.kind === 'or' && inner.kind !== 'or' ? inner : { ...path, inner }
  }
  const open = path.parts.filter((part) => alternatives(part).some((way) => !way.some((flow) => unchosen.has(flow))))
  const parts = open.map((part) => narrowPath(part, unchosen)!)
  return parts.length > 1 ? { kind: 'or', parts } : parts[0]
}

export function flowsIn(path: PathExpression): string[] {
  if (path.kind === 'flow') return [path.flow]
  return path.kind === 'group' ? flowsIn(path.inner) : path.parts.flatMap(flowsIn)
}

/** `a + b + c` or `a or b or c`; both at once need brackets, for the SRS gives neither precedence. */
function readSequence(scan: Scanner): Cell<PathExpression> {
  const parts: PathExpression[] = []
  let joint: string | undefined
  for (;;) {
    const part = readPart(scan)
    if ('problem' in part) return part
    parts.push(part.value)
    const at = scan.offset
    const next = scan.take(/\s*(\+|or(?=[\s([]))\s*/y)?.[1]
    if (next === undefined) break
    if (joint !== undefined && next !== joint) return refuse('"+" and "or" side by side need brackets', at + 1)
    joint = next
  }
  if (joint === undefined) return { value: parts[0] }
  return { value: { kind: joint === '+' ? 'then' : 'or', parts } }
}

function readPart(scan: Scanner): Cell<PathExpression> {
  const opened = scan.offset
  const bracket = scan.take(/([([])\s*/y)?.[1] as '(' | '[' | undefined
  if (bracket === undefined) {
    const flow = scan.take(/(?!or\b)[A-Za-z0-9][\w-]*/y)
    return flow === undefined
      ? refuse('expected a data flow or a bracket', opened)
      : { value: { kind: 'flow', flow: flow[0] } }
  }
  const inner = readSequence(scan)
  if ('problem' in inner) return inner
  if (!scan.take(bracket === '(' ? /\s*\)/y : /\s*\]/y)) {
    return refuse(`the bracket opened at character ${opened + 1} is not closed here`, scan.offset)
  }
  return { value: { kind: 'group', bracket, inner: inner.value } }
}
