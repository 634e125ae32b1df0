/** A table of Markdown: the cells of its head, and those of each of its lines. */
export interface MarkdownTable {
  head: string[]
  rows: string[][]
}

export function tablesIn(markdown: string): MarkdownTable[] {
  return [...markdown.matchAll(/(?:^\|.*\|\n)+/gm)].map(([lines]) => {
    const [head, , ...rows] = lines.trimEnd().split('\n').map(cellsOf)
    return { head: head!, rows }
  })
}

/** A bar within a cell has a backslash before it. */
function cellsOf(line: string): string[] {
  return line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()) // prettier-ignore
}

/** The part of a page under each of its headings of a level, by heading. */
export function sectionsOf(markdown: string, level: number): Map<string, string> {
  const parts = markdown.split(new RegExp(`^#{${level}} `, 'm')).slice(1)
  return new Map(parts.map((text) => [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n') + 1)]))
}
