import { percent } from '../../check/verdict.js'
import { figure, type Cell } from '../table.js'
import { count as counted } from '../count.js'
import { html, type Html } from './html.js'

/** A figure as a CSV has it (`data-value`), shown as a person reads it; a dash where it does not exist. */
export function datum(value: Cell, shown: (value: number) => string = count): Html {
  const exists = typeof value === 'number' && Number.isFinite(value)
  return html`<span data-value="${exists ? figure(value) : 'NA'}">${exists ? shown(value) : '–'}</span>`
}

/** The same of a share of one. */
export const share = (value: Cell): Html => datum(value, use)

/** A share in percent; one that would round to nothing is not nothing. */
export function use(part: number): string {
  const words = unbroken(percent(part))
  return part > 0 && words === unbroken('0 %') ? unbroken('< 0.01 %') : words
}

/** `10 000`, which no line breaks. */
export const count = (value: number): string => unbroken(counted(value))

const unbroken = (words: string) => words.replaceAll(' ', '\u00a0')
