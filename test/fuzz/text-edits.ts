import fc from 'fast-check'
import { indexAt, onText, type Edit } from './case.js'

export const somewhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

/** Signs that mean something to a reader, or that none expects. */
const SIGNS = [
  ...[
    '\0',
    '\uFEFF',
    '\r',
    '\r\n',
    '\n',
    '\n\n',
    '\t',
    ' ',
    '\v',
    '\u0085',
    '\u00A0',
    '\u2028',
    '\u200B',
    '\u202E',
    '\uFFFD',
  ],
  ...[
    '"',
    "'",
    '""',
    '`',
    '\\',
    ',',
    ';',
    '|',
    ':',
    ': ',
    '#',
    ' # ',
    '%',
    '@',
    '!',
    '&a ',
    '*a',
    '<<: *a',
    '? ',
    '- ',
    '-',
    '+',
    '=',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '|\n',
    '>\n',
    'é',
    '電',
    '😀',
    '\u0301',
    'Infinity',
    '__proto__',
  ],
].map((sign) => Buffer.from(sign))
const NOT_UTF8 = [[0xff], [0xc3], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf8, 0x88], [0xff, 0xfe], [0x80]].map((bytes) =>
  Buffer.from(bytes),
)

const flipped = fc.record({ at: somewhere, bit: fc.nat(7) }).map(({ at, bit }): Edit => (bytes) => {
  const changed = Buffer.from(bytes)
  if (bytes.length > 0) changed[indexAt(at, bytes.length)]! ^= 1 << bit
  return changed
})

const put = fc
  .record({ at: somewhere, sign: fc.constantFrom(...SIGNS, ...NOT_UTF8) })
  .map(({ at, sign }): Edit => (bytes) => {
    const offset = Math.floor(at * (bytes.length + 1))
    return Buffer.concat([bytes.subarray(0, offset), sign, bytes.subarray(offset)])
  })

const cutOut = fc
  .record({ at: somewhere, length: fc.integer({ min: 1, max: 40 }) })
  .map(({ at, length }): Edit => (bytes) => {
    const offset = Math.floor(at * bytes.length)
    return Buffer.concat([bytes.subarray(0, offset), bytes.subarray(offset + length)])
  })

const cutOff = somewhere.map(
  (at): Edit =>
    (bytes) =>
      bytes.subarray(0, Math.floor(at * bytes.length)),
)

/** Of two lines: the first is gone, or there twice, or the two have changed places, or the first stands behind the second. */
const lines = fc
  .record({ first: somewhere, second: somewhere, what: fc.constantFrom('drop', 'double', 'swap', 'move', 'join') })
  .map(({ first, second, what }) =>
    onText((text) => {
      const all = text.split('\n')
      const [a, b] = [indexAt(first, all.length), indexAt(second, all.length)]
      const [one, other] = [all[a]!, all[b]!]
      if (what === 'drop') all.splice(a, 1)
      else if (what === 'double') all.splice(b, 0, one)
      else if (what === 'swap') [all[a], all[b]] = [other, one]
      else if (what === 'join') all.splice(a, 2, all.slice(a, a + 2).join(''))
      else {
        all.splice(a, 1)
        all.splice(b, 0, one)
      }
      return all.join('\n')
    }),
  )

const indented = fc.record({ at: somewhere, by: fc.constantFrom('', ' ', '   ', '\t', '- ') }).map(({ at, by }) =>
  onText((text) => {
    const all = text.split('\n')
    const line = indexAt(at, all.length)
    all[line] = by + all[line]!.trimStart()
    return all.join('\n')
  }),
)

const whole = fc
  .constantFrom<(text: string) => string>(
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => text.replaceAll('\n', '\r'),
    (text) => `\uFEFF${text}`,
    (text) => `\uFEFF\uFEFF${text}`,
    (text) => text.replaceAll('  ', '\t'),
    (text) => text + text,
    (text) => text.replaceAll('\n', ' '),
    (text) => text.toUpperCase(),
    (text) => `${text}#${'x'.repeat(100_000)}`,
    () => '',
    () => '\n',
    () => ' ',
    () => '\uFEFF',
    () => '\0',
  )
  .map(onText)

const asUtf16 = fc.constant<Edit>((bytes) => Buffer.from(`\uFEFF${bytes.toString()}`, 'utf16le'))

/** What happens to a text on its way, whatever it says. */
export const textEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: flipped },
  { weight: 6, arbitrary: put },
  { weight: 3, arbitrary: cutOut },
  { weight: 1, arbitrary: cutOff },
  { weight: 8, arbitrary: lines },
  { weight: 3, arbitrary: indented },
  { weight: 1, arbitrary: whole },
  { weight: 1, arbitrary: asUtf16 },
)
