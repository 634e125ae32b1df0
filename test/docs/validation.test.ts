import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'

const TEXT = readFileSync('docs/validation.md', 'utf8')
const FOLDER = 'test/theory'
const files = readdirSync(FOLDER)
const tests = files.filter((file) => file.endsWith('.test.ts'))
const MARGIN = 2

interface Table {
  formula: string
  test: string
  rows: string[][]
}

/** One a formula: its name, the test that holds it, and its lines. */
const tables: Table[] = [...TEXT.matchAll(/^\*\*(.+)\*\*, `test\/theory\/(.+)`\n\n((?:\|.*\n)+)/gm)].map(
  ([, formula, test, lines]) => ({ formula: formula!, test: test!, rows: rowsOf(lines!) }),
)

/** The cells of a table of Markdown, its head left out. */
function rowsOf(lines: string): string[][] {
  const all = lines.trimEnd().split('\n')
  return all.slice(2).map((line) => line.slice(2, -2).split(' | '))
}

const percent = (text: string) => {
  expect(text).toMatch(/^(0\.00|[+-]\d+\.\d\d) %$/)
  return parseFloat(text)
}

// What the formulas are called in the tests; the parts of a name that a test fills in may be anything.
const named = files.flatMap((file) =>
  [
    ...readFileSync(`${FOLDER}/${file}`, 'utf8').matchAll(/(['`])([A-Z](?:(?!\1).)*\((?:elementary|[^()]*\d{4})\))\1/g),
  ].map(([, , name]) => ({ file, name: name! })),
)
const pattern = (name: string) =>
  new RegExp(
    `^${name
      .replaceAll(/\$\{.*?\}/g, '\0')
      .replaceAll(/[.*+?^$()[\]{}|\\]/g, '\\$&')
      .replaceAll('\0', '.+')}$`,
  )

describe('docs/validation.md', () => {
  test('has a table of every theory test, and none of a test that is not there', () => {
    expect([...new Set(tables.map((one) => one.test))].sort()).toEqual(tests.sort())
  })

  test('has every formula of the tests, and no other', () => {
    expect(named.length).toBeGreaterThan(tests.length)
    for (const { file, name } of named)
      expect(
        tables.some(({ formula }) => pattern(name).test(formula)),
        `${name} of ${file}`,
      ).toBe(true)
    for (const { formula } of tables)
      expect(
        named.some(({ name }) => pattern(name).test(formula)),
        formula,
      ).toBe(true)
  })

  test('says where each formula was published', () => {
    const references = TEXT.split('### References')[1]!.split('## ')[0]!
    const known = [...references.matchAll(/^- (.+?): /gm)].map(([, name]) => name!)
    const used = tables.flatMap(({ formula }) => /\(([^()]+)\)$/.exec(formula)![1]!.split(', '))
    expect(known.sort()).toEqual([...new Set(used)].filter((name) => name !== 'elementary').sort())
  })

  test.each(tables)('holds $formula inside the margin, with the difference that its figures have', ({ rows }) => {
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length)
    for (const [name, ours, theory, difference, interval] of rows) {
      const [low, high] = interval!.split(' to ').map(percent)
      expect(low, name).toBeGreaterThan(-MARGIN)
      expect(high, name).toBeLessThan(MARGIN)
      expect(percent(difference!), name).toBeGreaterThanOrEqual(low!)
      expect(percent(difference!), name).toBeLessThanOrEqual(high!)
      // Both are rounded to five digits, the difference to a hundredth of a per cent.
      const apart = 100 * (Number(ours) / Number(theory) - 1)
      expect(Math.abs(apart - percent(difference!)), name).toBeLessThan(0.005 + 0.011)
    }
  })

  test('says how many figures and formulas it has', () => {
    const rows = tables.reduce((sum, one) => sum + one.rows.length, 0)
    expect(TEXT).toContain(
      `Here ${rows} figures are held against ${new Set(tables.map(({ formula }) => formula)).size} formulas.`,
    )
    expect(TEXT).toContain(`The margin is ${MARGIN} %`)
  })

  describe('beside ns-3', () => {
    const part = TEXT.split('## Side by side with ns-3')[1]!.split('\n## ')[0]!
    const [sideBySide, reasons] = [...part.matchAll(/(?:^\|.*\n)+/gm)].map(([lines]) => rowsOf(lines))
    const results = parse(readFileSync('bench/peers/results.csv', 'utf8'), { columns: true }) as Record<
      string,
      string
    >[]
    const large = results.filter((one) => Math.abs(Number(one['difference_share'])) > 0.05)

    test('has the figures of bench/peers/results.csv', () => {
      const cells = sideBySide!.flatMap(([name, ...rest]) =>
        ['latency_mean_s', 'latency_p95_s', 'loss_share'].map((figure, i) => [
          name,
          figure,
          ...rest.slice(3 * i, 3 * i + 3),
        ]),
      )
      const unit = (figure: string) => (figure === 'loss_share' ? 100 : 1000)
      expect(cells).toHaveLength(results.length)
      for (const { case: name, figure, ns3, sgsim, difference_share: difference } of results) {
        const [, , theirs, ours, apart] = cells.find((one) => one[0] === `\`${name}\`` && one[1] === figure)!
        // Three digits at least.
        for (const [shown, value] of [
          [theirs, ns3],
          [ours, sgsim],
        ] as const)
          // prettier-ignore
          expect(Math.abs(parseFloat(shown!) - unit(figure!) * Number(value)), name!).toBeLessThanOrEqual(0.005 * unit(figure!) * Number(value))
        if (difference === 'NA') expect(apart).toBe('–')
        else expect(Math.abs(percent(apart!) - 100 * Number(difference)), name!).toBeLessThan(0.0051)
      }
    })

    test('explains every difference above 5 %, and only those', () => {
      expect(large.length).toBeGreaterThan(0)
      expect(reasons!.map(([name]) => name)).toEqual([...new Set(large.map((one) => `\`${one['case']}\``))])
      for (const [name, differs, why] of reasons!) {
        expect(differs!.match(/ %/g)).toHaveLength(large.filter((one) => `\`${one['case']}\`` === name).length)
        expect(why!.split(' ').length).toBeGreaterThan(5)
      }
    })
  })

  test('says what is not validated', () => {
    expect(TEXT.split('## What is not validated')[1]!.match(/^- \*\*/gm)!.length).toBeGreaterThan(5)
  })
})
