import { html, type Html } from './html.js'

/** What leads to one requirement of the page: its id, which is also that of its row. */
export function linkTo(id: string): Html {
  return html`<a class="id" href="#${encodeURI(anchorOf(id))}">${breakable(id)}</a>`
}

/** An id of HTML has no white space. */
export function anchorOf(id: string): string {
  return id.replaceAll(/\s/g, '_')
}

/** Long names may break behind a slash or a line, and nowhere else as long as that is enough. */
export function breakable(id: string): Html {
  const parts = id.split(/(?<=[/_])/)
  return html`${parts.map((part, i) => (i === 0 ? html`${part}` : html`<wbr>${part}`))}`
}
