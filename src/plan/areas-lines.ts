import type { LoadOfAreas } from './area-load.js'
import type { Area } from './areas.js'
import { csvLine } from './csv-line.js'
import type { Density } from './density-presets.js'
import { SQUARE_KM_PER_SQUARE_MILE } from './density-presets.js'
import { tidy } from './volumetrics-figures.js'

/** What an area, or a square mile of a kind of country, brings in the busy hour. */
export interface AreaLine {
  area: string
  squareKm: number
  endpoints: number
  eventsPerSecond: number
  downMbps: number
  upMbps: number
  endpointsPerSquareKm: number
  downMbpsPerSquareKm: number
  upMbpsPerSquareKm: number
  endpointsPerSquareMile: number
  downMbpsPerSquareMile: number
  upMbpsPerSquareMile: number
}

export function areaLine({ name, squareKm, meters, feeders }: Area, loads: LoadOfAreas): AreaLine {
  const { endpoints, eventsPerSecond, downBps, upBps } = loads.of({ meters, feeders })
  const each = { Endpoints: endpoints, DownMbps: downBps / 1e6, UpMbps: upBps / 1e6 }
  const per = (squareSize: number) => (value: number) => tidy((value / squareKm) * squareSize)
  const [km, mile] = [per(1), per(SQUARE_KM_PER_SQUARE_MILE)]
  return {
    area: name,
    squareKm: tidy(squareKm),
    endpoints: tidy(endpoints),
    eventsPerSecond: tidy(eventsPerSecond),
    downMbps: tidy(each.DownMbps),
    upMbps: tidy(each.UpMbps),
    endpointsPerSquareKm: km(each.Endpoints),
    downMbpsPerSquareKm: km(each.DownMbps),
    upMbpsPerSquareKm: km(each.UpMbps),
    endpointsPerSquareMile: mile(each.Endpoints),
    downMbpsPerSquareMile: mile(each.DownMbps),
    upMbpsPerSquareMile: mile(each.UpMbps),
  }
}

/** One square mile of each; feeders in proportion to the meters. */
export function densityLine({ name, metersPerSquareMile }: Density, loads: LoadOfAreas): AreaLine {
  const area = { name, squareKm: SQUARE_KM_PER_SQUARE_MILE, meters: metersPerSquareMile, feeders: undefined }
  return areaLine(area, loads)
}

const COLUMNS = [
  'area', 'area_square_km', 'endpoints', 'events_per_s', 'down_mbps', 'up_mbps', 'endpoints_per_square_km', 'down_mbps_per_square_km',
  'up_mbps_per_square_km', 'endpoints_per_square_mile', 'down_mbps_per_square_mile', 'up_mbps_per_square_mile',
] // prettier-ignore

export const AREAS_HEADER = `${COLUMNS.join(',')}\n`

/** A line of the CSV by itself, for files of which no more than a line is held. */
export function areaCsv({ area, ...figures }: AreaLine): string {
  return csvLine([area, ...Object.values(figures)])
}
