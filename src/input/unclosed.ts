import { type Document, isCollection, isScalar, visit, type YAMLError } from 'yaml'

/** Where a list, a map or a text begins that never ends, and what would end it. */
export interface Unclosed {
  offset: number
  open: string
  close: string
}

/**
 * Of errors that say so: the parser names the place where it gave up, mostly a line further down, but whoever mends it looks for the beginning.
 * Of several that were given up at one place the innermost comes first, as the parser has its errors.
 */
export function unclosedIn(document: Document, text: string): (error: YAMLError) => Unclosed | undefined {
  let begun: Map<string, number[]> | undefined
  return ({ code, message, pos: [end] }) => {
    const close =
      code === 'BAD_INDENT' || code === 'MISSING_CHAR' ? END.exec(message)?.slice(1).find(Boolean) : undefined
    if (close === undefined) return undefined
    const open = OPEN[close] ?? close
    begun ??= beginnings(document, text)
    const offset = begun.get(`${open}${end}`)?.pop()
    return offset === undefined ? undefined : { offset, open, close }
  }
}

const END = /^Flow \w+ .*end with a ([\]}])$|^Missing closing (["'])quote$/
const OPEN: Readonly<Record<string, string>> = { ']': '[', '}': '{' }

/** Offsets, from the outermost inwards, by the character that is there and by where it ended. */
function beginnings(document: Document, text: string): Map<string, number[]> {
  const found = new Map<string, number[]>()
  visit(document, {
    Node(_, node) {
      const open = node.range ? text[node.range[0]] : undefined
      if (open === undefined || !(isCollection(node) ? '[{' : isScalar(node) ? `"'` : '').includes(open)) return
      const key = `${open}${node.range![1]}`
      const starts = found.get(key)
      if (starts === undefined) found.set(key, [node.range![0]])
      else starts.push(node.range![0])
    },
  })
  return found
}
