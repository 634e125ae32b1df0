import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mergedPoints } from '../../src/plan/merge.js'
import { writePoint, type PointFile } from '../../src/plan/sweep-files.js'
import type { VerdictWord } from '../../src/check/verdict.js'
import { openSweepHtml } from '../../src/plan/sweep-html.js'
import type { SweepIdentity } from '../../src/plan/sweep-identity.js'
import { writeSweepTables } from '../../src/plan/sweep-tables.js'
import { allProfiles } from '../../src/srs/profile.js'
import { folder } from '../input/files.js'
import { rowsOf } from '../report/written.js'
import { A, B, documentOf, identity, pointOf, requirement, resultOf } from './sweep-pages.js'

/** A page under 2 MB opens at once: it is what is promised for a million meters. */
const MOST_BYTES = 2_000_000

async function pageOf(of: SweepIdentity, points: Iterable<PointFile>, out = folder()) {
  const counts = writeSweepTables(out, of, points, undefined, await openSweepHtml(of))
  const text = readFileSync(join(out, 'report.html'), 'utf8')
  return { out, counts, text, document: documentOf(text) }
}

/** Two things varied: the later a value of the first stands, the less is in time; of the second, A alone. One point cannot be. */
function grid(): { of: SweepIdentity; points: PointFile[] } {
  const of = identity(8, ['nan.delay', 'endpoints-per-dap'])
  const delays = ['20 ms', '1 s', '15 s', '6 s']
  const points = delays.flatMap((delay, i) =>
    [100, 250].map((endpoints, k) => {
      const share = 1 - 0.1 * i - 0.01 * k
      const a = requirement(A, share < 0.98 ? 'fail' : 'pass', share)
      const b = requirement(B, i === 3 ? 'not exercised' : 'undecided', i === 3 ? null : 0.985)
      const values = { 'nan.delay': delay, 'endpoints-per-dap': endpoints }
      const number = 2 * i + k + 1
      return pointOf(of, number, values, number === 5 ? 'has no room' : resultOf([a, b], 0.0025 * number))
    }),
  )
  return { of, points }
}

type Page = Awaited<ReturnType<typeof pageOf>>['document']

const textOf = (one: { textContent: string } | null) => one?.textContent.replaceAll(/\s+/g, ' ').trim() ?? ''

function tableOf(document: Page, selector: string): string[][] {
  return [...document.querySelector(selector)!.querySelectorAll('tbody tr:not(.group)')].map((row) =>
    [...row.children].map((cell) => textOf(cell)),
  )
}

describe('the page of a sweep', () => {
  test('has the cells of sweep.csv in its table, each of them', async () => {
    const { of, points } = grid()
    const { out, document } = await pageOf(of, points)
    const rows = rowsOf(readFileSync(join(out, 'sweep.csv'), 'utf8'))
    const columns = [...document.querySelectorAll('#points-table th')].map((head) => head.getAttribute('data-column')!)
    expect(columns.length).toBeGreaterThan(12)
    const lines = [...document.querySelectorAll('#points-table tbody tr')]
    expect(lines).toHaveLength(rows.length)
    for (const [i, line] of lines.entries()) {
      const cells = [...line.children].map((cell) => cell.getAttribute('data-value') ?? textOf(cell))
      expect(cells).toEqual(columns.map((column) => rows[i]![column]))
    }
  })

  test('says first how many points fail, and which requirement at most of them', async () => {
    const { of, points } = grid()
    const { document, counts } = await pageOf(of, points)
    // A fails at all delays but the first, of 250 endpoints at 1 s too: at 2 × 3 points, of which one cannot be; B nowhere.
    // B is undecided wherever A passes.
    expect(counts).toMatchObject({ points: 8, ends: { fails: 5, undecided: 2, passes: 0, idle: 0, cannot: 1 }, everywhere: [] })
    expect([...document.querySelectorAll('.verdicts dd')].map((one) => one.getAttribute('data-value'))).toEqual(['5', '2', '1'])
    expect(textOf(document.querySelector('.headline'))).toBe('5 points have a failed requirement of 7')
    expect(textOf(document.querySelector('.worst li'))).toContain(`${A}fails at 5 of 7 points; lowest 69 % in time, at point 8`)
    expect(document.querySelectorAll('.worst li')).toHaveLength(1)
  }) // prettier-ignore

  /** One thing varied, with a point for each of these outcomes. */
  const line = (results: (ReturnType<typeof resultOf> | string)[]) => {
    const of = identity(results.length, ['nan.delay'])
    return pageOf(of, results.map((one, i) => pointOf(of, i + 1, { 'nan.delay': `${i + 1} s` }, one)))
  } // prettier-ignore
  const verdicts = (a: VerdictWord, b: VerdictWord) => resultOf([requirement(A, a, a === 'not exercised' ? null : 1), requirement(B, b, b === 'not exercised' ? null : 1)]) // prettier-ignore

  test('takes no point for passed of which something is undecided, or at which nothing was exercised', async () => {
    const { document, counts } = await line([
      verdicts('pass', 'fail'),
      verdicts('pass', 'undecided'),
      verdicts('pass', 'not exercised'),
      verdicts('not exercised', 'not exercised'),
      'has no room',
    ])
    expect(counts.ends).toEqual({ fails: 1, undecided: 1, passes: 1, idle: 1, cannot: 1 })
    const told = ['fails', 'undecided', 'passes', 'nothing exercised', 'cannot be']
    const classes = ['fail', 'undecided', 'pass', 'not-exercised', 'cannot']
    const all = (selector: string) => [...document.querySelectorAll(selector)]
    expect(all('.verdicts dt').map(textOf)).toEqual(told)
    expect(all('.verdicts dd').map((one) => [textOf(one), one.className])).toEqual(classes.map((one) => ['1', one]))
    expect(all('.stack i').map((one) => one.className)).toEqual(classes)
    // Each value has one point: the bar of its line has the colour of that one.
    expect(all('.values .ends span').map((one) => one.className)).toEqual(classes)
    expect(tableOf(document, '.values').map((cells) => cells.slice(2))).toEqual([
      ['1 of 1', '0', '0', '0'],
      ['0 of 1', '1', '0', '0'],
      ['0 of 1', '0', '1', '0'],
      ['0 of 1', '0', '0', '1'],
      ['0 of 0', '0', '0', '0'],
    ])
    expect(all('#map td').map((one) => [one.className, textOf(one)])).toEqual([['f4', '1'], ['open', '1?'], ['fine', '✓'], ['idle', '–'], ['cannot', '×']]) // prettier-ignore
    expect(all('#map .legend li')).toHaveLength(5)
    expect(all('#points-table .ended').map(textOf)).toEqual(told)
    expect(all('#points option').slice(1).map(textOf)).toEqual(told)
  })

  test.each([
    ['pass', 'pass', 'All 2 points pass', 'pass'],
    ['pass', 'undecided', 'All 2 points are undecided: none fails', 'undecided'],
    ['not exercised', 'not exercised', 'Nothing was exercised at any of the 2 points', 'not-exercised'],
    ['pass', 'fail', 'All 2 points have a failed requirement', 'fail'],
  ] as const)('says of points that are all alike (%s, %s) what is known: %s', async (a, b, words, kind) => {
    const { document } = await line([verdicts(a, b), verdicts(a, b)])
    const head = document.querySelector('.headline')
    expect(textOf(head)).toBe(words)
    expect(head!.classList.contains(kind)).toBe(true)
  })

  test('names the requirements that fail at every point that was run', async () => {
    const failing = await line([verdicts('pass', 'fail'), verdicts('fail', 'fail'), 'has no room', verdicts('undecided', 'fail')])
    expect(failing.counts.everywhere).toEqual([B])
    expect(textOf(failing.document.querySelector('.also'))).toBe(`${B} fails at all 3.`)
    // One point is free of it, and of a single one nothing is said.
    for (const some of [[verdicts('pass', 'fail'), verdicts('pass', 'pass')], [verdicts('fail', 'fail')]])
      expect((await line(some)).counts.everywhere).toEqual([])
  }) // prettier-ignore

  test('draws every point of a grid where its values stand, numbers in their order, and leads to its line', async () => {
    const { of, points } = grid()
    const { document } = await pageOf(of, points)
    const map = document.querySelector('#map')!
    // From left to right what has more values; 6 s before 15 s, whatever order the sweep has.
    expect([...map.querySelectorAll('thead th')].slice(1).map(textOf)).toEqual(['20 ms', '1 s', '6 s', '15 s'])
    expect(tableOf(document, '#map')).toEqual([
      ['100', '1?', '1', '1', '×'],
      ['250', '1?', '1', '1', '1'],
    ])
    for (const link of map.querySelectorAll('td a'))
      expect(document.querySelector(link.getAttribute('href')!)?.tagName).toBe('TR')
    const [first] = map.querySelectorAll('td a')
    expect(first!.getAttribute('title')).toBe('point 1, nan.delay=20 ms, endpoints-per-dap=100: 1 undecided, 1 pass')
  })

  test('gives the requirements that change, with how often each verdict, and the others in a sentence', async () => {
    const { of, points } = grid()
    const more = points.map((one) =>
      'result' in one.outcome
        ? pointOf(of, one.point, one.values, { ...one.outcome.result, requirements: [...one.outcome.result.requirements, requirement('4.1/x/1', 'pass')], pass: one.outcome.result.pass + 1 })
        : one,
    ) // prettier-ignore
    const { document } = await pageOf(of, more)
    const section = document.querySelector('#requirements')!
    expect(textOf(section)).toContain('2 of 3 requirements have another verdict at some points than at others. Of the others 1 pass') // prettier-ignore
    const lists = [...section.querySelectorAll('table')]
    const list = [...lists.at(-1)!.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf))
    // Fail, undecided, pass, not exercised; lowest share and its point; bound.
    expect(list.map(([name, , ...cells]) => [name, ...cells])).toEqual([
      [A, '5', '0', '2', '0', '69 %', '8', '98 %'],
      [B, '0', '5', '0', '2', '98.5 %', '1', '98 %'],
    ])
  })

  test('draws curves whose figures are those of sweep-requirements.csv', async () => {
    const of = identity(3, ['nan.rate'])
    const shares = [0.5, 0.875, 1]
    const points = ['10 kbps', '1 Mbps', '100 kbps'].map(
      (rate, i) =>
      pointOf(of, i + 1, { 'nan.rate': rate }, resultOf([requirement(A, shares[i]! < 0.98 ? 'fail' : 'pass', shares[i])], 0.3 / (i + 1))), // prettier-ignore
    )
    const { out, document } = await pageOf(of, points)
    const csv = rowsOf(readFileSync(join(out, 'sweep-requirements.csv'), 'utf8'))
    const figures = [...document.querySelectorAll('#curves figure')]
    expect(figures.map((one) => textOf(one.querySelector('h3')))).toEqual(['Share in time', 'Latency p99', 'Use of the busiest network']) // prettier-ignore
    const valuesIn = (at: number) =>
      [...figures[at]!.querySelectorAll('tbody tr')].map((row) =>
        row.querySelector('[data-value]')!.getAttribute('data-value'),
      )
    // By size, not as in the file: points 1, 3, 2.
    const inOrder = (column: string) => [0, 2, 1].map((i) => csv[i]![column])
    expect(valuesIn(0)).toEqual(inOrder('share_in_time'))
    expect(valuesIn(1)).toEqual(inOrder('latency_p99_s'))
    expect(valuesIn(2)).toEqual(['0.3', '0.1', '0.15'])
    // The rates are a hundredfold: by ratio the middle one stands in the middle.
    const places = [...figures[0]!.querySelectorAll('[aria-label="x-axis tick"] path')].map((one) => Number(/translate\(([\d.]+)/.exec(one.getAttribute('transform')!)![1])) // prettier-ignore
    expect(places).toHaveLength(3)
    expect(places[1]! - places[0]!).toBeCloseTo(places[2]! - places[1]!, 0)
    for (const one of figures) {
      const picture = one.querySelector('svg')!
      expect(picture.getAttribute('role')).toBe('img')
      expect(picture.getAttribute('aria-label')).toContain('from nan.rate=10 kbps to 1 Mbps')
    }
  })

  test('has each of the 948 profiles in its map once, with its name, and says why some cannot be', async () => {
    const of = identity(948, ['profile'])
    const points = [...allProfiles()].map(
      (code, i) =>
      pointOf(of, i + 1, { profile: code }, /^D/.test(code) ? 'no metering there' : resultOf([requirement(A, code.startsWith('AR') ? 'fail' : 'pass', code.startsWith('AR') ? 0.5 : 1)])), // prettier-ignore
    )
    const { document, text } = await pageOf(of, points)
    const cells = [...document.querySelectorAll('#map td a')]
    const named = cells.map((cell) => /^point \d+, profile=(.+?): /.exec(cell.getAttribute('title')!)![1])
    expect(named.sort()).toEqual([...allProfiles()].sort())
    // 72 AMI profiles and a line for none; 12 distribution ones and a column for none. Half of the AMI ones are with retail providers.
    const rows = tableOf(document, '#map')
    expect(rows).toHaveLength(73)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([14]))
    expect(rows.flat().filter((text) => text === '1')).toHaveLength(36 * 13)
    expect(rows.flat().filter((text) => text === '×')).toHaveLength(12)
    expect(tableOf(document, '#cannot')[0]!.slice(0, 2)).toEqual(['no metering there', '12'])
    const decisions = Object.fromEntries(tableOf(document, '.values').map(([name, , words]) => [name, words]))
    expect(decisions).toMatchObject({ 'no retail providers': '0 of 468', 'with retail providers': '468 of 468' })
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES)
  })

  test.each([10_000, 10_500])('of %i points it stays small, and has the worst of them', async (count) => {
    const of = identity(count, ['seed', 'nan.delay'])
    const points = function* () {
      for (let i = 0; i < count; i++) {
        const values = { seed: (i % 100) + 1, 'nan.delay': `${Math.floor(i / 100) + 1} s` }
        const share = i >= count - 10 ? 0.5 : 1
        yield pointOf(of, i + 1, values, resultOf([requirement(A, share < 0.98 ? 'fail' : 'pass', share)]))
      }
    }
    const { document, text, counts } = await pageOf(of, points())
    expect(counts.ends.fails).toBe(10)
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES)
    const lines = [...document.querySelectorAll('#points-table tbody tr')]
    expect(lines).toHaveLength(1000)
    expect(lines.slice(-10).map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `point-${count - 9 + i}`))
    expect(text).toContain(`The 1000 worst of ${count} points: sweep.csv has all of them.`)
    // A hundred by a hundred: beyond that nobody would look at cells.
    expect(document.querySelectorAll('#map td')).toHaveLength(count > 10_000 ? 0 : 10_000)
  })

  test('takes what is in a deployment for text, whatever it is', async () => {
    const evil = '</script><img src=x onerror="alert(1)">'
    const of = identity(2, ['name', evil], evil)
    const points = [
      pointOf(of, 1, { name: evil, [evil]: "'><b>" }, resultOf([requirement(evil, 'fail', 0.5), requirement(A, 'pass')])),
      pointOf(of, 2, { name: 'b', [evil]: 1 }, evil),
    ]
    const { document, text } = await pageOf(of, points)
    expect(document.querySelectorAll('img, main b:not(.fail)')).toHaveLength(0)
    for (const script of document.querySelectorAll('script')) expect(script.textContent).not.toContain('onerror')
    expect(text).not.toContain('<img')
    expect(textOf(document.querySelector('h1'))).toBe(evil)
  }) // prettier-ignore

  test('is the same, byte for byte, twice over and of points from several folders', async () => {
    const { of, points } = grid()
    const [one, again] = [await pageOf(of, points), await pageOf(of, points)]
    expect(again.text).toBe(one.text)
    const [here, there] = [folder(), folder()]
    for (const [i, point] of points.entries()) writePoint(i % 3 === 0 ? here : there, point)
    const merged = mergedPoints([here, there])
    expect((await pageOf(merged.identity, merged.points())).text).toBe(one.text)
  })

  test('asks for nothing outside of it', async () => {
    const { of, points } = grid()
    const { document } = await pageOf(of, points)
    const asked = [...document.querySelectorAll('[src], link[href], a[href]')].map((one) => one.getAttribute('src') ?? one.getAttribute('href')!) // prettier-ignore
    expect(asked.filter((to) => !to.startsWith('#') && to !== 'data:,')).toEqual([])
  })
})
