/** Text that is HTML already: what `html` makes, and what a library has drawn. */
export class Html {
  constructor(readonly text: string) {}
}

/** What stands between the parts of a template: text is escaped, `undefined` and `false` are nothing. */
export type Content = Html | string | number | undefined | false | readonly Content[]

/** A template of HTML: html`<td>${name}</td>`. What is put in is escaped, whatever it is made of; also inside of quoted attributes. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(parts.map((part, i) => (i === 0 ? part : textOf(contents[i - 1]) + part)).join(''))
}

function textOf(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Html) return content.text
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content))
  return content.map(textOf).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one]!)
}
