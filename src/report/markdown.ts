/** As plain text in Markdown, also in a cell of a table: all that has a meaning there is escaped, and it is one line. */
export function escaped(text: string): string {
  return [...text]
    .map((character) => (character.codePointAt(0)! < 0x20 ? ' ' : character))
    .join('')
    .replace(/[\\`*_{}[\]<>#|~&!@]/g, '\\$&')
}
