import { pageFile } from '../page-file.js'
import { html, Html, type Content } from './html.js'

/** A part of a page, to which its table of contents leads. */
export interface Section {
  id: string
  title: string
  body: Html
}

export interface Page {
  title: string
  /** What stands above the first section: what the whole page says. */
  head: Html
  sections: readonly Section[]
  /** Under all of it: which version made it, of what. */
  foot: Content
}

/** One file with all that it shows: it opens without a network, and the browser is told to ask for nothing. */
export function page({ title, head, sections, foot }: Page): string {
  const nav = sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)
  const parts = sections.map(
    ({ id, title: name, body }) =>
      html` <section id="${id}" aria-labelledby="${id}-title">
        <h2 id="${id}-title">${name}</h2>
        ${body}
      </section>`,
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
        />
        <meta name="generator" content="sgsim" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <script>
          document.documentElement.classList.add('js')
        </script>
        <style>
          ${new Html(pageFile('report.css'))}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        <header>
          ${head}
        </header>
        <nav aria-label="Sections">
          <ul>
            ${nav}
          </ul>
        </nav>
        <main id="main" tabindex="-1">${parts}</main>
        <footer>${foot}</footer>
        <script>
          ${new Html(pageFile('report.js'))}
        </script>
      </body>
    </html> `.text
}
