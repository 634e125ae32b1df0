import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { exponentOf, growthOf, lineOf } from '../../bench/growth-fit.js'
import { tableOf } from '../../bench/growth-table.js'
import { rowOf } from '../../bench/growth-works.js'

const isBuilt = existsSync(fileURLToPath(new URL('../../dist/report/html/plots.js', import.meta.url)))
if (!isBuilt) console.log('the figure of growth is not tested: sgsim is not built: npm run build')

const SIZES = [1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7]

/** A run of so many meters with 48 messages each, which takes what is made up. */
function runOf(meters: number, simulate: number, beside = 0) {
  const messages = 48 * meters
  const wallS = { load: beside, build: 0, simulate, report: 0 }
  return { wallS, messages, events: 3 * messages, links: meters / 250, peakBytes: 150e6 + 100 * meters }
}

/** Rows of one work, of which the simulation takes messages^power. */
const rowsOf = (power: number, beside = 0) =>
  SIZES.map((meters) => rowOf(meters, [runOf(meters, 1e-6 * (48 * meters) ** power, beside)]))

describe('the fit of growth', () => {
  test.each([0.5, 1, 1.08, 2])('finds the exponent %d that times were made up with', (power) => {
    expect(exponentOf(SIZES.map((x) => [x, 7 * x ** power]))).toBeCloseTo(power, 10)
    const { exponents } = growthOf(rowsOf(power))
    for (const { all, simulate } of [exponents.wholeRange, exponents.lastDecade]) {
      expect(all).toBeCloseTo(power, 10)
      expect(simulate).toBeCloseTo(power, 10)
    }
  })

  test('is that of least squares', () => {
    // By hand: means 2 and 3, sum of products 2 · 1, of squares 2.
    expect(lineOf([[1, 2], [2, 3], [3, 4]])).toEqual({ slope: 1, at0: 1 }) // prettier-ignore
    expect(lineOf([[1, 1], [2, 4], [3, 4]])).toEqual({ slope: 1.5, at0: 0 }) // prettier-ignore
  })

  test('tells what takes the same at any size from what grows: the last tenfold hardly sees it, the simulation not at all', () => {
    const { exponents, lastDecadeFrom } = growthOf(rowsOf(1, 1))
    expect(lastDecadeFrom).toBe(48e6)
    expect(exponents.wholeRange.all).toBeLessThan(0.95)
    expect(exponents.lastDecade.all).toBeGreaterThan(0.97)
    expect(exponents.lastDecade.all).toBeLessThan(1)
    expect(exponents.wholeRange.simulate).toBeCloseTo(1, 10)
  })

  test('has the bytes of a meter beside those of a run', () => {
    const { bytesPerMeter, bytesBeside } = growthOf(rowsOf(1))
    expect(bytesPerMeter).toBeCloseTo(100, 6)
    expect(bytesBeside! / 150e6).toBeCloseTo(1, 9)
  })

  test('is none of one size', () => {
    const { exponents, lastDecadeFrom, bytesPerMeter } = growthOf(rowsOf(1).slice(0, 1))
    expect([exponents.wholeRange.all, lastDecadeFrom, bytesPerMeter]).toEqual([undefined, undefined, undefined])
  })
})

describe('a row of growth', () => {
  test('has the median of its turns', () => {
    const { totalS, wallS } = rowOf(
      1e4,
      [3, 1, 2].map((simulate) => runOf(1e4, simulate, 1)),
    )
    expect({ totalS, simulate: wallS.simulate }).toEqual({ totalS: 3, simulate: 2 })
  })

  test('says where a turn failed, or did something else', () => {
    expect(rowOf(1e4, [{ failed: 'ended with 2: no room' }]).failed).toBe('ended with 2: no room')
    const other = { ...runOf(1e4, 1), messages: 1 }
    expect(rowOf(1e4, [runOf(1e4, 1), other]).failed).toMatch(/not the same messages/)
  })
})

describe('what is told of growth', () => {
  const rows = [...rowsOf(1), rowOf(3e7, [{ failed: 'ended with 2: 30000000 meters need about 3 GB' }])]
  const growth = growthOf(rows.filter(({ failed }) => failed === undefined))
  const work = { work: 'meters', deployment: 'town.yaml', hours: 24, rows, growth }

  test('has a line a size, the exponents and the bytes of a meter', () => {
    const lines = tableOf(work)
    for (const { meters } of rows) {
      const size = meters.toLocaleString('en').replaceAll(',', ' ')
      expect(lines.filter((line) => line.trimStart().startsWith(`${size}  `))).toHaveLength(1)
    }
    expect(lines.join('\n')).toContain('messages^1.000, of the simulation ^1.000')
    expect(lines.join('\n')).toContain('100.0 bytes a meter, beside 150 MB')
    expect(lines.join('\n')).toContain('ended with 2: 30000000 meters need about 3 GB')
    expect(lines.filter((line) => line.length > 110)).toEqual([])
  })

  test.skipIf(!isBuilt)('is drawn, each size a dot, with its words', async () => {
    const { figureOf } = await import('../../bench/growth-figure.js')
    const svg = await figureOf([work])
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    expect(svg.match(/<circle /g)).toHaveLength(SIZES.length)
    expect(svg).toContain('meters: town.yaml, in the last tenfold messages^1.00')
    expect(svg).toContain('town.yaml 0.48 s for 480 000, 480 s for 480 000 000')
    for (const tick of ['1 000 000', '10 000 000', '100 000 000']) expect(svg).toContain(`>${tick}<`)
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  })
})
