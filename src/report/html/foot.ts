import type { Held } from '../../run/held.js'
import { version } from '../version.js'
import { html, type Html } from './html.js'

/** Of what, and by what, a page was made: nothing in it differs from one machine to another. */
export function footOf({ deployment }: Held): Html {
  const { hash, catalogue } = deployment
  return html`<p>sgsim ${version()}; deployment <code>${hash.slice(0, 16)}</code>, catalogue <code>${catalogue.hash.slice(0, 16)}</code>. The figures are those of the CSV files beside this page.</p>`
}
