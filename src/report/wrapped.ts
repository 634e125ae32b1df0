const WIDTH = 80

/** A text in lines of at most 80 columns, each behind the indent. */
export function wrapped(text: string, indent: string): string[] {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== '') {
      lines.push(line)
      line = indent
    }
    line += (line === indent ? '' : ' ') + word
  }
  return [...lines, line]
}
