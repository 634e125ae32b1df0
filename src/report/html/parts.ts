import type { VerdictWord } from '../../check/verdict.js'
import { html, type Content, type Html } from './html.js'

/** A verdict as a word with a sign and a colour: none of them alone. */
export function badge(verdict: VerdictWord): Html {
  return html`<span class="badge ${verdict.replaceAll(' ', '-')}">${verdict}</span>`
}

/** A picture with the words under it. `figures`: the same as a table, for who would rather read. */
export function figure(picture: Html, caption: Content, figures?: Html): Html {
  const read = figures && html`<details class="figures"><summary>The figures</summary>${figures}</details>`
  return html`<figure><div class="picture">${picture}</div><figcaption>${caption}</figcaption>${read}</figure>\n`
}

/** `columns`: their names, those of numbers with `#` before them. It scrolls by itself where the page is narrow. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Content[])[]): Html {
  const isNumber = columns.map((name) => name.startsWith('#'))
  const head = columns.map((name, i) => html`<th scope="col"${numbers(isNumber[i]!)}>${name.replace(/^#/, '')}</th>`)
  const lines = rows.map(
    (cells) => html`<tr>${cells.map((cell, i) => html`<td${numbers(isNumber[i]!)}>${cell}</td>`)}</tr>\n`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${lines}</tbody></table></div>`
}

const numbers = (is: boolean) => (is ? html` class="n"` : undefined)
