import { readCsvLines, type CsvRow } from '../input/csv.js'
import { didYouMean } from '../input/nearest.js'
import { at } from '../input/position.js'
import { Problems } from '../input/problems.js'
import { found } from '../input/quantity.js'
import { readRate } from '../input/units.js'
import type { YamlFile } from '../input/yaml.js'
import { mediumOfShipped } from './technologies.js'
import type { Territory } from './territories.js'

/** What every list says of a node: its name, where it stands, and the line that says so. */
export interface NodeLine {
  name: string
  feeder: string | undefined
  /** The index of its territory. */
  territory: number
  row: CsvRow
}

/** What a list says of a node that others hang on. */
export interface HeadLine extends NodeLine {
  area: string | undefined
  /** The name of the link to the back office; nodes that say the same one share it. */
  backhaul: string | undefined
  technology: string | undefined
  /** Bits per second. */
  rate: number | undefined
}

/** What lists are read with. */
export interface ListReading {
  source: YamlFile
  territories: readonly Territory[]
  /** The technologies that a backhaul may be of. */
  technologies: readonly string[]
  problems: Problems
}

/** A key of `nodes:` that names a list. */
export const LIST_KEYS = ['daps', 'fan-gateways', 'feeder-devices'] as const
export type ListKey = (typeof LIST_KEYS)[number]

const NONE = 'NA'

/** The columns by which a list says what a node hangs on itself. */
export const HEAD_COLUMNS = ['feeder', 'area', 'backhaul', 'technology', 'rate']

/** A list of nodes in a CSV file: its rows, with readers of cells that put what is wrong on the list of problems and go on. */
export class NodeList {
  readonly rows: readonly CsvRow[]
  private readonly named = new Map<string, CsvRow>()

  /** `stands`: whether a territory has such nodes. */
  constructor(
    private readonly key: ListKey,
    private readonly file: string,
    columns: readonly string[],
    private readonly reading: ListReading,
    private readonly stands: (territory: Territory) => boolean,
  ) {
    const all = this.isDivided ? [...columns, 'territory'] : columns
    const mine = new Problems()
    const { rows, whole } = readCsvLines(file, all, mine)
    this.rows = rows
    const { problems } = reading
    for (const { position, message, hint } of mine.list)
      if ('line' in position) problems.add(position, message, hint)
      else problems.add(this.position, `nodes.${key}: ${file}: ${message}`, hint)
    if (whole && rows.length === 0)
      problems.add({ file, line: 1, column: 1 }, 'expected at least one line below the header, found none')
  }

  /** The name of a row, which no other may have. */
  name(row: CsvRow, column: string): string {
    const name = this.cell(row, column)
    const first = this.named.get(name)
    if (name === '' || name === NONE) this.wrong(row, column, `expected a name, found ${found(name || undefined)}`)
    else if (first !== undefined) this.wrong(row, column, `"${name}" stands at ${at(first.position(column))} already`)
    else this.named.set(name, row)
    return name
  }

  /** A cell that may be `NA`. */
  optional(row: CsvRow, column: string): string | undefined {
    const text = this.cell(row, column)
    if (text === '') this.wrong(row, column, `expected a name or ${NONE}, found nothing`)
    return text === '' || text === NONE ? undefined : text
  }

  /** A number of things. */
  count(row: CsvRow, column: string): number {
    const text = this.cell(row, column)
    const value = text === '' ? NaN : Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value
    if (value < 0) this.wrong(row, column, `expected a number of at least 0; found ${found(text)}`)
    else this.wrong(row, column, `expected a whole number; found ${found(text || undefined)}`)
    return 0
  }

  /** One of a set of words. */
  word<W extends string>(row: CsvRow, column: string, words: readonly W[], what: string): W | undefined {
    const text = this.cell(row, column)
    if ((words as readonly string[]).includes(text)) return text as W
    this.wrong(row, column, `expected ${what}, found ${found(text || undefined)}`, didYouMean(text, words))
    return undefined
  }

  /** What stands in the columns of a node that others hang on. */
  head(row: CsvRow, column: string): HeadLine {
    return {
      name: this.name(row, column),
      feeder: this.optional(row, 'feeder'),
      area: this.optional(row, 'area'),
      backhaul: this.optional(row, 'backhaul'),
      technology: this.technology(row),
      rate: this.rate(row),
      territory: this.territory(row),
      row,
    }
  }

  /** The index of the territory of a row: there is a column for it where the deployment has territories. */
  territory(row: CsvRow): number {
    if (!this.isDivided) return 0
    const { territories } = this.reading
    const names = territories.filter(this.stands).map((one) => one.name)
    const what = `a territory that has ${WHAT[this.key]}`
    const name = this.word(row, 'territory', names, what)
    return name === undefined ? -1 : territories.findIndex((one) => one.name === name)
  }

  /** Each territory that has such nodes needs at least one. */
  requireEach(lines: readonly NodeLine[]): void {
    const found = new Set(lines.map((one) => one.territory))
    if (lines.length === 0 || found.has(-1)) return
    for (const territory of this.reading.territories) {
      if (!this.stands(territory) || found.has(territory.index)) continue
      const message = `nodes.${this.key}: expected ${WHAT[this.key]} in the territory ${territory.name}, found none in ${this.file}`
      this.reading.problems.add(this.position, message)
    }
  }

  wrong(row: CsvRow, column: string, message: string, hint?: string): void {
    this.reading.problems.add(row.position(column), `${column}: ${message}`, hint)
  }

  private technology(row: CsvRow): string | undefined {
    if (this.optional(row, 'technology') === undefined) return undefined
    const name = this.word(row, 'technology', this.reading.technologies, `a technology or ${NONE}`)
    if (name === undefined || mediumOfShipped(name) !== 'mesh') return name
    const message = `expected the technology of one link, found "${name}": a mesh needs devices behind its gateway, and a backhaul has none`
    const hint = `a mesh is what the devices themselves are on: networks: { nan: { technology: ${name} } }`
    this.wrong(row, 'technology', message, hint)
    return undefined
  }

  private rate(row: CsvRow): number | undefined {
    const text = this.optional(row, 'rate')
    if (text === undefined) return undefined
    const rate = readRate(text)
    if ('value' in rate && rate.value > 0) return rate.value
    const expected = 'value' in rate ? 'a rate above zero' : rate.expected
    this.wrong(
      row,
      'rate',
      `expected a rate with its unit, such as "100 kbps", or ${NONE}; found "${text}" (${expected})`,
    )
    return undefined
  }

  private cell(row: CsvRow, column: string): string {
    return row.get(column).trim()
  }

  private get isDivided(): boolean {
    return this.reading.territories.some((one) => one.name !== '')
  }

  /** Where the deployment names the list. */
  private get position() {
    return this.reading.source.position(['nodes', this.key])
  }
}

const WHAT: Readonly<Record<ListKey, string>> = {
  daps: 'DAPs',
  'fan-gateways': 'FAN gateways',
  'feeder-devices': 'feeder devices',
}
