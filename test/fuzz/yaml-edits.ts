import fc from 'fast-check'
import { onText, replacedAt, type Edit } from './case.js'
import { ODD_KEYS, ODD_PIECES, ODD_VALUES } from './odd-values.js'
import { somewhere, textEdit } from './text-edits.js'

/** A value in a block or in braces, and a key, as far as a pattern can tell without reading YAML: a comment may be hit too. */
const VALUE = /(?<=[:,[{] )[^\s{}[\],:#][^{}[\],#\n]*|[{[][^{}[\]\n]*[}\]]/g
const KEY = /[A-Za-z][\w-]*(?=:)/g

const value = fc
  .record({ at: somewhere, by: fc.constantFrom(...ODD_VALUES) })
  .map(({ at, by }) => onText((text) => replacedAt(text, VALUE, at, () => by)))

/** A value of another place. */
const moved = fc.record({ at: somewhere, from: somewhere }).map(({ at, from }) =>
  onText((text) => {
    let other = ''
    replacedAt(text, VALUE, from, (found) => (other = found))
    return replacedAt(text, VALUE, at, () => other)
  }),
)

/** A figure of another size, or sign: of the right form. */
const figure = fc
  .record({
    at: somewhere,
    by: fc.constantFrom('0', '1', '2', '7', '100', '1000', '1e6', '1e12', '0.001', '-3', '1e300'),
  })
  .map(({ at, by }) => onText((text) => replacedAt(text, /\d+(?:\.\d+)?/g, at, () => by)))

const key = fc
  .record({ at: somewhere, by: fc.constantFrom(...ODD_KEYS) })
  .map(({ at, by }) => onText((text) => replacedAt(text, KEY, at, () => by)))

const movedKey = fc.record({ at: somewhere, from: somewhere }).map(({ at, from }) =>
  onText((text) => {
    let other = ''
    replacedAt(text, KEY, from, (found) => (other = found))
    return replacedAt(text, KEY, at, () => other)
  }),
)

const piece = fc.constantFrom(...ODD_PIECES).map((more) => onText((text) => `${text}\n${more}`))

const tagged = fc
  .record({
    at: somewhere,
    by: fc.constantFrom('!!str ', '!!int ', '!!float ', '!!map ', '!!seq ', '!!null ', '!x ', '&a ', '*a ', '!!merge '),
  })
  .map(({ at, by }) => onText((text) => replacedAt(text, VALUE, at, (found) => by + found)))

/** What happens to a deployment on its way, or is misunderstood by who writes it. */
export const yamlEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: value },
  { weight: 3, arbitrary: moved },
  { weight: 5, arbitrary: figure },
  { weight: 2, arbitrary: key },
  { weight: 2, arbitrary: movedKey },
  { weight: 1, arbitrary: piece },
  { weight: 1, arbitrary: tagged },
  { weight: 4, arbitrary: textEdit },
)
