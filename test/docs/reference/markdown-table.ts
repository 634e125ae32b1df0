/** A table of Markdown. The cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  return [head, head.map(() => '---'), ...rows].map(line).join('')
}

/** A text as a cell: in one line, and with no bar that would end it; what looks like a tag is shown as it is. */
export function cell(text: string): string {
  const parts = text.replaceAll(/\s*\n\s*/g, ' ').split(/(`[^`]*`)/)
  return parts.map((one, i) => (i % 2 === 1 ? one : one.replaceAll('<', '&lt;'))).join('').replaceAll('|', '\\|') // prettier-ignore
}

/** Between backticks, however many it has itself. */
export function code(text: string): string {
  const escaped = text.replaceAll('|', '\\|')
  return text.includes('`') ? `\`\` ${escaped} \`\`` : `\`${escaped}\``
}
