import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LoadOfAreas } from '../../src/plan/area-load.js'
import { checkAreas, readAreas, readColumnMap } from '../../src/plan/areas.js'
import { areaCsv, areaLine, AREAS_HEADER, densityLine } from '../../src/plan/areas-lines.js'
import { areasHead, areaText, rateUnitOf } from '../../src/plan/areas-text.js'
import { readDensities } from '../../src/plan/density-asked.js'
import { expectedCrossings, linesOf } from '../../src/plan/volumetrics-lines.js'
import { scopesAsked } from '../../src/plan/volumetrics-scope.js'
import { deploymentOf } from '../deployment/fixture.js'

const TOWN = `name: a
quantities: { meters: { electric: { residential: 1000 } } }
`
const folder = mkdtempSync(join(tmpdir(), 'areas-'))
let files = 0

function fileOf(text: string): string {
  const file = join(folder, `${++files}.csv`)
  writeFileSync(file, text)
  return file
}

function loadsOf(yaml: string, network: string, ...set: string[]) {
  const deployment = deploymentOf(yaml, ...set)
  const crossings = expectedCrossings(deployment)
  const [scope] = scopesAsked(deployment, crossings, { network })
  return { loads: new LoadOfAreas(deployment, crossings, scope!), lines: linesOf(crossings, [scope!]), scope: scope! }
}

function refusal(file: string, map?: string): string {
  try {
    checkAreas(file, map === undefined ? undefined : readColumnMap(map))
  } catch (error) {
    return (error as Error).message.replaceAll(`${file}:`, '')
  }
  return ''
}

describe('the load of an area', () => {
  const { loads, lines, scope } = loadsOf(TOWN, 'nan')

  test('is that of the deployment where as much stands there', () => {
    const [down, up] = lines
    const all = loads.of({ meters: 1000, feeders: undefined })
    const bps = (line: (typeof lines)[number]) => (line.traffic.wire[loads.busyHour]! * 8) / 3600
    expect(all.endpoints).toBe(1000)
    expect(all.downBps).toBeCloseTo(bps(down!), 9)
    expect(all.upBps).toBeCloseTo(bps(up!), 6)
  })

  test('goes by its meters, and its density by its size: a square mile is 2.589988 square kilometres', () => {
    const line = areaLine({ name: 'A', squareKm: 2, meters: 500, feeders: undefined }, loads)
    expect(line.endpoints).toBe(500)
    expect(line.endpointsPerSquareKm).toBe(250)
    expect(line.endpointsPerSquareMile).toBeCloseTo(250 * 2.589988110336, 6)
    expect(line.upMbpsPerSquareKm).toBeCloseTo(line.upMbps / 2, 12)
    expect(line.upMbpsPerSquareMile / line.upMbpsPerSquareKm).toBeCloseTo(2.589988110336, 6)
  })

  test('goes by its feeders for what stands on these', () => {
    const set = [
      'profile=DCSIRsF',
      'use-cases=[Field DA Maint - Centralized Control]',
      'quantities={ feeder-devices: { breaker: 10, switch: 40 } }',
    ]
    const { loads } = loadsOf(TOWN, 'fan', ...set)
    expect(loads.hasFeeders).toBe(true)
    const [one, two] = [1, 2].map((feeders) => loads.of({ meters: 50, feeders }))
    expect(two!.upBps).toBeCloseTo(2 * one!.upBps, 6)
    expect(one!.upBps).toBeGreaterThan(0)
  })

  test('of a preset is that of one square mile; per square kilometre is the same density', () => {
    const [urban, same] = readDensities(`urban,${1275 / 2.589988110336}/square-km`).map((one) =>
      densityLine(one, loads),
    )
    expect(urban!.endpointsPerSquareMile).toBe(1275)
    expect(same!.endpointsPerSquareMile).toBeCloseTo(1275, 6)
    expect(readDensities('all').map((one) => one.name)).toEqual(['urban', 'suburban', 'rural'])
    expect(() => readDensities('1e308/square-km')).toThrow(
      '--density 1e308/square-km: expected at most 1000000000 meters for an area; found "1e308/square-km"',
    )
    expect(() => readDensities('urbane,0/square-km')).toThrow(/did you mean "urban"\?\n.*found "0\/square-km"/)
  })

  test('is a line of 80 columns and a line of the CSV', () => {
    const line = areaLine({ name: 'Elm County', squareKm: 3, meters: 123_456, feeders: undefined }, loads)
    for (const text of `${areasHead('a', scope, loads, 'kbps')}${areaText(line, 'kbps')}`.split('\n'))
      expect(text.length, text).toBeLessThanOrEqual(80)
    expect(areaCsv(line).split(',')).toHaveLength(AREAS_HEADER.split(',').length)
  })
})

describe('the text of areas', () => {
  const LINE = {
    ...{ area: 'A', squareKm: 2, endpoints: 100, eventsPerSecond: 1, downMbps: 0.004, upMbps: 0.02 },
    ...{ endpointsPerSquareKm: 50, downMbpsPerSquareKm: 0.002, upMbpsPerSquareKm: 0.01 },
    ...{ endpointsPerSquareMile: 129.5, downMbpsPerSquareMile: 0.00518, upMbpsPerSquareMile: 0.0259 },
  }

  test('has one unit for the table, in which the largest rate is at least one', () => {
    expect(rateUnitOf([LINE])).toBe('kbps')
    expect(rateUnitOf([LINE, { ...LINE, upMbps: 1 }])).toBe('Mbps')
    expect(rateUnitOf([{ ...LINE, downMbps: 0, upMbps: 0, downMbpsPerSquareMile: 0, upMbpsPerSquareMile: 9e-4 }])).toBe('bps') // prettier-ignore
  })

  test('has what stands on all of it, on a square kilometre, and on a square mile of 2.589988 of these', () => {
    const rows = (text: string) => text.trimEnd().split('\n').map((row) => row.trim().split(/ {2,}/)) // prettier-ignore
    const [km, mile] = [['50', '0.5', '2', '10'], ['129.5', '1.295', '5.18', '25.9']] as const // prettier-ignore
    expect(rows(areaText(LINE, 'kbps'))).toEqual([
      ['A', '100', '1', '4', '20'],
      ['a square kilometre', ...km],
      ['a square mile', ...mile],
    ])
    expect(rows(areaText(LINE, 'kbps', { isKind: true }))).toEqual([
      ['A'],
      ['a square kilometre', ...km],
      ['a square mile', ...mile],
    ])
  })
})

describe('an areas file', () => {
  test('is read by the names of its columns; others are passed over', () => {
    const file = fileOf('GEOID,NAME,ALAND,HU\n1,"Elm, North",2500000,40\n')
    const [area] = [...readAreas(file, readColumnMap('area=NAME,square_m=ALAND,meters=HU'))]
    expect(area).toEqual({ name: 'Elm, North', squareKm: 2.5, meters: 40, feeders: undefined })
  })

  test('may be in square miles, and count feeders', () => {
    const [area] = [...readAreas(fileOf('area,square_miles,meters,feeders\nA,2,10,3\n'))]
    expect(area!.squareKm).toBeCloseTo(2 * 2.589988110336, 9)
    expect(area!.feeders).toBe(3)
  })

  test('with figures that no area has is refused at row and column, all at once', () => {
    const file = fileOf('area,square_km,meters,feeders\nA,0,10,1\nB,-2,many,1\n,3,5,\n')
    expect(refusal(file)).toBe(
      [
        '2:3: square_km: expected a number above zero, found "0"',
        '3:3: square_km: expected a number above zero, found "-2"',
        '3:6: meters: expected a whole number of at least 0, found "many"',
        '4:1: area: expected a name, found nothing',
        '4:6: feeders: expected a whole number of at least 0, found ""',
      ].join('\n'),
    )
  })

  test('without a column that is needed is refused, by the name that it would have', () => {
    const said = refusal(fileOf('name,people\nA,1\n'), 'meters=HU')
    for (const text of ['"HU" is missing', '"area" is missing', 'square_km or square_miles or square_m'])
      expect(said).toContain(text)
    expect(() => readColumnMap('are=NAME')).toThrow(/did you mean "area"\?/)
  })

  test('with figures that are no numbers, or parts of a meter, is refused at row and column', () => {
    const file = fileOf('area,square_km,meters\nA,Infinity,NaN\nB,1e999,1e999\nC,1e-320,2.5\n')
    expect(refusal(file)).toBe(
      [
        '2:3: square_km: expected a number above zero, found "Infinity"',
        '2:12: meters: expected a whole number of at least 0, found "NaN"',
        '3:3: square_km: expected a number of at most 1000000000000000, found "1e999"',
        '3:9: meters: expected a number of at most 1000000000000000, found "1e999"',
        '4:3: square_km: expected a number of at least 1e-9, found "1e-320"',
        '4:10: meters: expected a whole number of at least 0, found "2.5"',
      ].join('\n'),
    )
  })

  test('with two sizes of one area that differ by more than one in a hundred is refused', () => {
    // A square mile is 2.589988 square kilometres; 2.6 is that, rounded.
    const file = fileOf(
      'area,square_km,square_miles,square_m,meters\nA,2.6,1,2600000,5\nB,2.6,,2700000,5\nC,1,1,1e6,5\n',
    )
    expect(refusal(file)).toBe(
      [
        '3:8: square_m: expected 2600000, as square_km says, found "2700000"',
        '4:5: square_miles: expected 0.386102, as square_km says, found "1"',
      ].join('\n'),
    )
  })

  test('without a column that --map names tells the nearest one', () => {
    const said = refusal(fileOf('area,ALAND,HU\nA,1,1\n'), 'meters=HUU,square_m=ALANDD')
    expect(said).toContain('the column "HUU" is missing\n  did you mean "HU"?')
    expect(said).toContain('the column "ALANDD" of --map is missing\n  did you mean "ALAND"?')
    expect(said).not.toContain('square_km')
  })

  test('without an area is refused', () => {
    expect(refusal(fileOf('area,square_km,meters\n'))).toContain('expected an area, found none')
  })

  test('says no more than it must where every line is wrong', () => {
    const file = fileOf(`area,square_km,meters\n${'A,0,1\n'.repeat(5000)}`)
    expect(refusal(file).split('\n').length).toBeLessThan(110)
  })

  test('is read line by line, however long it is', () => {
    const file = fileOf(`area,square_km,meters\n${'A,1,1\n'.repeat(300_000)}`)
    expect(checkAreas(file)).toBe(300_000)
  })
})
