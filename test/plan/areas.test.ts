import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LoadOfAreas } from '../../src/plan/area-load.js'
import { checkAreas, readAreas, readColumnMap } from '../../src/plan/areas.js'
import { areaCsv, areaLine, AREAS_HEADER, densityLine } from '../../src/plan/areas-lines.js'
import { areasHead, areaText } from '../../src/plan/areas-text.js'
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
    expect(() => readDensities('urbane,0/square-km')).toThrow(/did you mean "urban"\?\n.*found "0\/square-km"/)
  })

  test('is a line of 80 columns and a line of the CSV', () => {
    const line = areaLine({ name: 'Elm County', squareKm: 3, meters: 123_456, feeders: undefined }, loads)
    for (const text of `${areasHead('a', scope, loads)}${areaText(line)}`.split('\n'))
      expect(text.length, text).toBeLessThanOrEqual(80)
    expect(areaCsv(line).split(',')).toHaveLength(AREAS_HEADER.split(',').length)
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
        '3:6: meters: expected a number of at least 0, found "many"',
        '4:1: area: expected a name, found nothing',
        '4:6: feeders: expected a number of at least 0, found ""',
      ].join('\n'),
    )
  })

  test('without a column that is needed is refused, by the name that it would have', () => {
    const said = refusal(fileOf('name,people\nA,1\n'), 'meters=HU')
    for (const text of ['"HU" is missing', '"area" is missing', 'square_km or square_miles or square_m'])
      expect(said).toContain(text)
    expect(() => readColumnMap('are=NAME')).toThrow(/did you mean "area"\?/)
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
