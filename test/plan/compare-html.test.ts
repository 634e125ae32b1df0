import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CompareFile } from '../../src/cli/compare-file.js'
import { InputError } from '../../src/input/problems.js'
import { compareHtml } from '../../src/plan/compare-html.js'
import { compareReports } from '../../src/plan/compare.js'
import { folder } from '../input/files.js'
import { rowsOf } from '../report/written.js'
import { FAILED, IDLE, line, reportOf, UNDECIDED } from './report-folder.js'
import { documentOf } from './sweep-pages.js'

const A = '4.15.4.1/SW_opr_cmd/1'
const B = '4.15.4.1/SW_opr_cmd/2'
const C = '4.15.4.1/SW_opr_cmd/3'
const D = '4.15.4.1/SW_opr_cmd/4'
const E = '4.15.4.1/SW_opr_cmd/5'

/** Twice as long, for sure. */
const SLOWER = { latency_p90_s: 0.28, latency_p90_low_s: 0.26, latency_p90_high_s: 0.3 }
/** Half as long, and of how many nothing is known from above. */
const FASTER = { latency_p99_s: 0.07, latency_p99_low_s: 0.06, latency_p99_high_s: 0.08 }

/** A fails now, B is open, C is slower, D faster, E is gone and 6 came. */
function reports(): [string, string] {
  const base = reportOf([line(A), line(B, FAILED), line(C), line(D), line(E, FAILED)])
  const next = reportOf([line(A, FAILED), line(B, UNDECIDED), line(C, SLOWER), line(D, FASTER), line('4.1/x/1', IDLE)], { seed: 2 }) // prettier-ignore
  return [base, next]
}

const pageOf = (base: string, next: string) => {
  const comparison = compareReports(base, next)
  const text = compareHtml(comparison)
  return { comparison, text, document: documentOf(text) }
}

const textOf = (one: { textContent: string } | null) => one?.textContent.replaceAll(/\s+/g, ' ').trim() ?? ''

describe('the page of a comparison', () => {
  test('says first how many became worse and better, and what worst', () => {
    const { comparison, document } = pageOf(...reports())
    const { regressions } = comparison
    expect(regressions).toBe(3)
    expect(textOf(document.querySelector('.headline'))).toBe('1 verdict is worse, 1 better, 1 requirement is gone, 1 of 4 is slower, 1 faster') // prettier-ignore
    const counts = [...document.querySelectorAll('.verdicts dd')].map((one) => Number(one.getAttribute('data-value')))
    // A, C and E; B and D; what came; of the four in both reports none is as it was.
    expect(counts).toEqual([3, 2, 1, 0])
    expect(textOf(document.querySelector('.verdicts'))).toContain('sgsim compare counts 3 regressions: 1 verdict, 1 requirement that is gone, 1 figure beyond its interval')
    expect([...document.querySelectorAll('.worst .id')].map(textOf)).toEqual([A, E, C])
    expect(textOf(document.querySelector('.notes'))).toContain('seed 1 → 2')
  }) // prettier-ignore

  test('has the figures of both requirements.csv, to the letter', () => {
    const [base, next] = reports()
    const { document } = pageOf(base, next)
    const [before, after] = [base, next].map((path) => rowsOf(readFileSync(join(path, 'requirements.csv'), 'utf8')))
    const cell = (rows: Record<string, string>[], id: string, column: string) =>
      rows.find((row) => row['requirement'] === id)![column]
    const verdicts = [...document.querySelectorAll('#verdicts-table tbody tr')]
    expect(verdicts.map((row) => textOf(row.querySelector('.id')))).toEqual([A, B])
    for (const row of verdicts) {
      const id = textOf(row.querySelector('.id'))
      const values = [3, 4].map((i) => row.children[i]!.getAttribute('data-value'))
      expect(values).toEqual([cell(before!, id, 'share_in_time'), cell(after!, id, 'share_in_time')])
    }
    const moved = [...document.querySelectorAll('#moved-table tbody tr')]
    expect(moved.map((row) => [row.getAttribute('data-direction'), textOf(row.querySelector('.id')), textOf(row.children[2]!)])).toEqual([
      ['worse', C, 'p90'],
      ['better', D, 'p99'],
    ])
    for (const row of moved) {
      const column = `latency_${textOf(row.children[2]!)}_s`
      const id = textOf(row.querySelector('.id'))
      expect([3, 4].map((i) => row.children[i]!.getAttribute('data-value'))).toEqual([cell(before!, id, column), cell(after!, id, column)])
    }
  }) // prettier-ignore

  test('counts a requirement once, however many of its figures moved, by the worst of them', () => {
    const slower = Object.fromEntries(['p50', 'p90', 'p95'].map((name, i) => [name, i + 2]))
    const times = Object.entries(slower).map(([name, factor]) => ({
      [`latency_${name}_s`]: 0.14 * factor,
      [`latency_${name}_low_s`]: 0.13 * factor,
      [`latency_${name}_high_s`]: 0.15 * factor,
    }))
    const cells = Object.assign({}, ...times, FASTER) as Record<string, number>
    const base = reportOf([line(A), line(B), line(C)])
    const { document, comparison } = pageOf(base, reportOf([line(A, cells), line(B, FASTER), line(C)]))
    // A: three figures slower, p99 faster; B: one faster; C as it was.
    expect(comparison.regressions).toBe(3)
    expect(textOf(document.querySelector('.headline'))).toBe('No verdict changed, 1 of 3 is slower, 1 faster')
    const counts = [...document.querySelectorAll('.verdicts dd')].map((one) => Number(one.getAttribute('data-value')))
    expect(counts).toEqual([1, 1, 0, 1])
    expect(textOf(document.querySelector('.verdicts'))).toContain('counts 3 regressions: 3 figures beyond their')
    expect(textOf(document.querySelector('.worst li'))).toMatch(/; also p90, p50, p99 \(better\)$/)
    expect(document.querySelectorAll('.worst li')).toHaveLength(1)
    const rows = [...document.querySelectorAll('#moved-table tbody tr')]
    expect(rows.map((row) => [row.getAttribute('data-direction'), textOf(row.children[2]!)])).toEqual([['worse', 'p95'], ['better', 'p99']]) // prettier-ignore
    const others = [...rows[0]!.querySelectorAll('li')].map((one) => [textOf(one.querySelector('b:not(.change)')), ...[...one.querySelectorAll('[data-value]')].map((value) => value.getAttribute('data-value'))]) // prettier-ignore
    const csv = [base, comparison.next.folder].map((path) =>
      rowsOf(readFileSync(join(path, 'requirements.csv'), 'utf8')),
    )
    const inCsv = (name: string) => [name, ...csv.map(([first]) => first![`latency_${name}_s`])]
    expect(others).toEqual(['p90', 'p50', 'p99'].map(inCsv))
    expect(rows[1]!.querySelectorAll('details')).toHaveLength(0)
  })

  test('draws what moved as so many times what it was, all on one scale', () => {
    const { document } = pageOf(...reports())
    const [worse, better] = [...document.querySelectorAll('#moved-table tbody svg')].map((svg) =>
      ['before', 'after'].map((kind) => Number(svg.querySelector(`.${kind} circle`)!.getAttribute('cx'))),
    )
    // Before is 1, wherever it is; twice is as far to the right as half is to the left.
    expect(worse![0]).toBe(better![0])
    expect(worse![1]! - worse![0]!).toBeCloseTo(better![0]! - better![1]!, 0)
    expect(worse![1]!).toBeGreaterThan(worse![0]!)
    const ticks = [...document.querySelectorAll('#moved-table .scale text')].map((one) => [textOf(one), Number(one.getAttribute('x'))]) // prettier-ignore
    expect(ticks).toContainEqual(['×1', worse![0]])
    expect(ticks).toContainEqual(['×2', worse![1]])
  })

  test('a limit that is not known has an arrow', () => {
    const slow = { latency_p99_s: 0.5, latency_p99_low_s: 0.4, latency_p99_high_s: undefined }
    const { document } = pageOf(reportOf([line(A), line(B)]), reportOf([line(A, slow), line(B)]))
    expect(document.querySelectorAll('#moved-table .before .arrow')).toHaveLength(0)
    expect(document.querySelectorAll('#moved-table .after .arrow')).toHaveLength(1)
  })

  test('says so where nothing became worse, and that all is as it was', () => {
    const { document } = pageOf(reportOf([line(A)]), reportOf([line(A)]))
    expect(textOf(document.querySelector('.headline'))).toBe('Nothing became worse')
    expect(document.querySelectorAll('table.changes')).toHaveLength(0)
    expect(document.querySelectorAll('.worst li')).toHaveLength(0)
  })

  test('lists the assumptions that differ, where both reports tell theirs', () => {
    const [base, next] = reports()
    expect(pageOf(base, next).document.querySelector('#assumptions')).toBeNull()
    const columns = 'assumption,value,set_by,source,description\n'
    const write = (path: string, rows: string) => writeFileSync(join(path, 'assumptions.csv'), columns + rows)
    write(base, 'nan.rate,100 kbps,deployment,none,x\nnan.loss,1%,default,none,x\nwan.rate,1 Mbps,default,none,x\n')
    write(next, 'nan.rate,50 kbps,deployment,none,x\nnan.loss,1%,default,none,x\nwan.delay,30 ms,default,none,x\n')
    const rows = [...pageOf(base, next).document.querySelectorAll('#assumptions tbody tr')]
    expect(rows.map((row) => [...row.children].map(textOf))).toEqual([
      ['nan.rate', '100 kbps', '50 kbps'],
      ['wan.rate', '1 Mbps', 'gone'],
      ['wan.delay', 'not there', '30 ms'],
    ])
  })

  test('tells budgets that became worse', () => {
    const budget = (verdict: string) => [{ budget: '"reads" <b>', verdict, level: 'error', kind: 'share', requirement: 'NA', comparator: 'NA', low: 'NA', high: 'NA' }] // prettier-ignore
    const { document } = pageOf(reportOf([line(A)], {}, budget('pass')), reportOf([line(A)], {}, budget('fail')))
    expect(textOf(document.querySelector('#budgets tbody tr'))).toBe('worse"reads" <b>pass → fail')
  })

  test('takes what is in a report for text, and gives the same bytes again', () => {
    const evil = '<img src=x onerror=alert(1)>'
    const cells = { from: evil, to: '"><script>x</script>' }
    const make = () => [reportOf([line(evil, cells)], { name: evil }), reportOf([line(evil, { ...cells, ...FAILED })], { name: evil })] as const // prettier-ignore
    const [base, next] = make()
    const { text, document } = pageOf(base, next)
    expect(document.querySelectorAll('img')).toHaveLength(0)
    expect(text).not.toContain('<script>x')
    expect(textOf(document.querySelector('h1'))).toBe(evil)
    expect(pageOf(base, next).text).toBe(text)
  })
})

describe('the file of --html', () => {
  const refused = (path: string) => {
    try {
      new CompareFile(path)
    } catch (error) {
      if (error instanceof InputError) return error.message
      throw error
    }
    return 'none'
  }

  test('is written whole, and replaces a page of sgsim', async () => {
    const path = join(folder(), 'new', 'compare.html')
    const [base, next] = reports()
    for (const pair of [[base, next], [base, base]] as const) {
      const comparison = compareReports(...pair)
      await new CompareFile(path).write(comparison)
      expect(readFileSync(path, 'utf8')).toBe(compareHtml(comparison))
    }
  }) // prettier-ignore

  test('replaces nothing else: neither a file of somebody, nor the page of a report', () => {
    const place = folder()
    writeFileSync(join(place, 'town.yaml'), 'name: town\n')
    expect(refused(join(place, 'town.yaml'))).toContain('is no page of sgsim: it would be overwritten')
    const [base, next] = reports()
    writeFileSync(join(base, 'report.html'), compareHtml(compareReports(base, next)))
    expect(refused(join(base, 'report.html'))).toContain('is the page of the report in that folder')
    mkdirSync(join(place, 'folder'))
    expect(refused(join(place, 'folder'))).toContain('expected a file, found a folder')
    expect(refused(join(place, 'compare.html'))).toBe('none')
  })
})
