import { readFileSync } from 'node:fs'
import { kindOf } from '../../../src/report/column-kinds.js'
import { HOP_COLUMNS, MESSAGE_COLUMNS } from '../../../src/trace/trace-columns.js'
import { anchorsOf } from '../anchors.js'
import { tablesIn } from '../markdown-rows.js'
import { GENERATED } from './generated.js'
import { code, table } from './markdown-table.js'

/**
 * docs/reference/columns.md: every column and key that is written, by name. What each means is said once, on the page of its file; tests hold
 * those pages against what is written (report-columns.test.ts, sweep.test.ts, docs.test.ts, columns.test.ts).
 */
export function columnsReference(): string {
  const found = PAGES.flatMap(columnsOf)
  const columns = found.filter(({ isKey }) => !isKey)
  const keys = found.filter(({ isKey }) => isKey)
  return `# Files, columns and keys

${GENERATED} It is made of the tables of [reports/README.md](../../reports/README.md), [traces.md](../traces.md), [sizing.md](../sizing.md) and
[printed-csv.md](../printed-csv.md), which say more of each file; other tests hold these against what is written.

A column ends in its unit. *Is*: what its cells are, where they are not \`NA\`; a Parquet file has the same as its type.

## Files and tables

${table(['file', 'columns or keys'], filesOf(found))}
## Columns

${table(['column', 'is', 'in', 'means'], linesOf(columns))}
## Keys of JSON files

${table(
  ['key', 'in', 'means'],
  linesOf(keys).map(([name, , where, means]) => [name!, where!, means!]),
)}`
}

interface Page {
  file: string
  /** From docs/reference. */
  link: string
  /** What a heading of the page speaks of; undefined: its own. */
  titles: Readonly<Record<string, string>>
}

const PAGES: readonly Page[] = [
  { file: 'reports/README.md', link: '../../reports/README.md', titles: {} },
  {
    file: 'docs/traces.md',
    link: '../traces.md',
    titles: {
      'Messages: a row for each message and addressee': 'a trace',
      'Hops: a row for each packet and link': 'the hops of a trace',
    },
  },
  { file: 'docs/sizing.md', link: '../sizing.md', titles: {} },
  { file: 'docs/printed-csv.md', link: '../printed-csv.md', titles: {} },
]

interface Column {
  name: string
  isKey: boolean
  is: string
  table: string
  where: string
  means: string
}

function columnsOf({ file, link, titles }: Page): Column[] {
  const text = readFileSync(file, 'utf8')
  const anchors = anchorsOf(text)
  // A fence has no headings here that anchors leave out: the pages have none with a # before a word.
  const sections = text.split(/^#{1,6} /m).slice(1)
  return sections.flatMap((section, i) => {
    const heading = section.slice(0, section.indexOf('\n'))
    const title = titles[heading] ?? heading
    return tablesIn(section).flatMap(({ head, rows }) => {
      if (head[0] !== 'column' && head[0] !== 'key') return []
      return rows.flatMap(([names, means]) =>
        [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => ({
          name: name!,
          isKey: head[0] === 'key',
          is: kindIn(file, title, name!),
          table: title,
          where: `[${title}](${link}#${anchors[i]})`,
          means: means!,
        })),
      )
    })
  })
}

const KINDS = { whole: 'a whole number', figure: 'a figure', text: 'a text', moment: 'a time' }

function kindIn(file: string, title: string, name: string): string {
  const traced: readonly { name: string; kind: keyof typeof KINDS }[] | undefined =
    title === 'a trace' ? MESSAGE_COLUMNS : title === 'the hops of a trace' ? HOP_COLUMNS : undefined
  if (traced !== undefined) return KINDS[traced.find((one) => one.name === name)!.kind]
  const kind = file === 'reports/README.md' ? kindOf(title, name) : undefined
  return kind === undefined ? unitOf(name) : KINDS[kind]
}

/** Of what has no type anywhere, by the unit in which it ends. */
function unitOf(name: string): string {
  return /_(s|bytes|bps|mbps|km)$|_per_(day|s|hour|meter|square_\w+)|^(share|low|high|hour|proportion)$/.test(name) ? KINDS.figure : '–' // prettier-ignore
}

function filesOf(found: readonly Column[]): string[][] {
  const tables = new Map<string, string[]>()
  for (const { where, name } of found) tables.set(where, [...(tables.get(where) ?? []), code(name)])
  return [...tables].map(([where, names]) => [where, names.join(', ')])
}

/** By name; what means the same in several tables is one line. */
function linesOf(found: readonly Column[]): string[][] {
  const lines = new Map<string, Column[]>()
  for (const one of found) {
    const key = JSON.stringify([one.name, one.is, one.means])
    lines.set(key, [...(lines.get(key) ?? []), one])
  }
  const sorted = [...lines.values()].sort(([a], [b]) => compare(a!.name.toLowerCase(), b!.name.toLowerCase()))
  return sorted.map((line) => [code(line[0]!.name), line[0]!.is, line.map(({ where }) => where).join(', '), moved(line[0]!.means)]) // prettier-ignore
}

/** By the numbers of the letters, the same on every machine. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** A link of reports/README.md, from here. */
function moved(means: string): string {
  return means.replaceAll('](../docs/', '](../')
}
