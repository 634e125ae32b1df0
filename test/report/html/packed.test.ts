import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIRST, packed, type Packed } from '../../../src/report/html/packed.js'

/** As pages/report.js does it. */
function unpacked({ table, texts }: Packed): string[] {
  const whole = (text: string): string =>
    text.replace(/[\ue000-\uf8ff]/g, (one) => whole(table[one.charCodeAt(0) - FIRST]!))
  return texts.map(whole)
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

describe('texts that are packed', () => {
  test('come out as they were, whatever they say', () => {
    const word = fc.oneof(
      fc.constantFrom('<b>', '</b>', 'p99', ' ', 'late', '→', 'é', '\n', '"'),
      fc.string({ maxLength: 4 }),
    )
    const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        expect(unpacked(packed(texts)!)).toEqual(texts)
      }),
      { numRuns: 300, seed: 9 },
    )
  })

  test('are a small part of what they were where they are much alike', () => {
    const texts = Array.from(
      { length: 500 },
      (_, i) =>
        `<p>Feeder Switch shall send <b>status</b> to DMS<ol><li><b>FEP-FGf</b> <i class="network">wan</i> ${i * 7919} ms</ol>`,
    )
    const pack = packed(texts)!
    expect(unpacked(pack)).toEqual(texts)
    expect(bytes(pack)).toBeLessThan(0.2 * bytes(texts))
    expect(packed(texts)).toEqual(pack)
  })

  test('are left alone where somebody uses the characters that stand for others', () => {
    expect(packed(['plain', 'a name with \ue123 in it'])).toBeUndefined()
  })
})
