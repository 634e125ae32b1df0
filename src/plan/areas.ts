import { CsvRows } from '../input/csv-rows.js'
import { didYouMean } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import { SQUARE_KM_PER_SQUARE_MILE } from './density-presets.js'

/** A line of an areas file. */
export interface Area {
  name: string
  squareKm: number
  meters: number
  feeders: number | undefined
}

/** What the columns are called here; any other column is passed over. */
export const AREA_COLUMNS = ['area', 'square_km', 'square_miles', 'square_m', 'meters', 'feeders'] as const
type AreaColumn = (typeof AREA_COLUMNS)[number]
export type ColumnMap = ReadonlyMap<AreaColumn, string>

/** One is needed; where a file has several, the first of them counts, and the others must say the same. */
const SIZES = [
  ['square_km', 1],
  ['square_miles', SQUARE_KM_PER_SQUARE_MILE],
  ['square_m', 1e-6],
] as const

/** Of one that says the same, rounded. */
const SAME_SIZE = 0.01

/** No area has less or more, in whatever unit: the square metres of the Earth are 5.1e14. */
const [LEAST, MOST] = [1e-9, 1e15]

/** No more are told of a file: what is wrong in one line is often wrong in all. */
const MOST_PROBLEMS = 100

/** `area=NAME,square_m=ALAND,meters=HU`: how a table that others made calls the columns. */
export function readColumnMap(text: string): ColumnMap {
  const problems = new Problems()
  const place = { file: `--map ${text}` }
  const map = new Map<AreaColumn, string>()
  for (const pair of text.split(',')) {
    const [ours = '', theirs = ''] = pair.split('=').map((one) => one.trim())
    const column = AREA_COLUMNS.find((one) => one === ours)
    if (column === undefined)
      problems.add(place, `an areas file has no column "${ours}"`, didYouMean(ours, AREA_COLUMNS)) // prettier-ignore
    else if (theirs === '') problems.add(place, `expected ${ours}=NAME, the name of a column; found "${pair.trim()}"`)
    else if (map.has(column)) problems.add(place, `"${ours}" is there twice`)
    else map.set(column, theirs)
  }
  problems.throwIfAny()
  return map
}

/**
 * Every area of a file, one after the other: none but the present one is held, however long the file is. What is wrong goes on a
 * list and is thrown when the whole file has been read, so a reader who must not begin in vain reads it twice.
 */
export function* readAreas(file: string, map: ColumnMap = new Map<AreaColumn, string>()): Generator<Area> {
  const problems = new Problems()
  const called = (column: AreaColumn) => map.get(column) ?? column
  const names = AREA_COLUMNS.map(called)
  const rows = new CsvRows(file, (column) => names.includes(column), problems)
  try {
    const index = (column: AreaColumn) => rows.columns.indexOf(called(column))
    const size = SIZES.find(([column]) => index(column) >= 0)
    const needed = (['area', 'meters'] as const).filter((column) => index(column) < 0).map(called)
    if (size === undefined && !SIZES.some(([column]) => map.has(column)))
      needed.push(SIZES.map(([column]) => called(column)).join(' or '))
    const place = { file, line: 1, column: 1 }
    for (const [column, name] of map)
      if (index(column) < 0 && !needed.includes(name))
        problems.add(place, `the column "${name}" of --map is missing`, didYouMean(name, rows.columns))
    const mapped = new Set(map.values())
    for (const name of needed)
      problems.add(place, `the column "${name}" is missing`, mapped.has(name) ? didYouMean(name, rows.columns) : MAP_HINT) // prettier-ignore
    problems.throwIfAny()
    const [area, meters, feeders] = [index('area'), index('meters'), index('feeders')]
    const [sizeColumn, factor] = size!
    const figure = (column: number, name: string, is: 'size' | 'count'): number => {
      const text = rows.text(column).trim()
      const value = FIGURE.test(text) ? Number(text) : NaN
      const isSize = is === 'size'
      if (isSize ? value >= LEAST && value <= MOST : Number.isInteger(value) && value >= 0 && value <= MOST)
        return value
      const least = value > 0 && value < LEAST ? `a number of at least ${LEAST}` : 'a number above zero'
      const expected = value > MOST ? `a number of at most ${MOST}` : isSize ? least : 'a whole number of at least 0'
      problems.add(rows.position(column), `${name}: expected ${expected}, found "${text}"`)
      return NaN
    }
    const otherSizes = SIZES.filter((one) => one !== size && index(one[0]) >= 0)
    const mustBe = (squareKm: number): void => {
      for (const [column, ofOne] of otherSizes) {
        if (rows.text(index(column)).trim() === '') continue
        const other = figure(index(column), called(column), 'size') * ofOne
        if (!(Math.abs(other - squareKm) > SAME_SIZE * squareKm)) continue
        const [found, expected] = [rows.text(index(column)).trim(), Number((squareKm / ofOne).toPrecision(6))]
        const message = `${called(column)}: expected ${expected}, as ${called(sizeColumn)} says, found "${found}"`
        problems.add(rows.position(index(column)), message)
      }
    }
    let read = 0
    while (rows.next()) {
      read++
      const name = rows.text(area).trim()
      if (name === '') problems.add(rows.position(area), `${called('area')}: expected a name, found nothing`)
      const squareKm = figure(index(sizeColumn), called(sizeColumn), 'size') * factor
      mustBe(squareKm)
      const count = figure(meters, called('meters'), 'count')
      const own = feeders < 0 ? undefined : figure(feeders, called('feeders'), 'count')
      if (problems.count >= MOST_PROBLEMS) throw tooMany(problems, file, rows.line)
      if (problems.count === 0) yield { name, squareKm, meters: count, feeders: own }
    }
    if (read === 0 && problems.count === 0) problems.add({ file, line: 2, column: 1 }, 'expected an area, found none')
    problems.throwIfAny()
  } finally {
    rows.close()
  }
}

const FIGURE = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const MAP_HINT = 'expected area, meters and square_km, square_miles or square_m; --map area=NAME,… says what they are called here' // prettier-ignore

function tooMany(problems: Problems, file: string, line: number): InputError {
  problems.add({ file, line: line + 1, column: 1 }, `not read: ${MOST_PROBLEMS} problems were found before`)
  return new InputError(problems.list)
}

/** Reads a whole file for what is wrong with it, and says how many areas it has. */
export function checkAreas(file: string, map?: ColumnMap): number {
  let areas = 0
  const rows = readAreas(file, map)
  while (rows.next().done !== true) areas++
  return areas
}
