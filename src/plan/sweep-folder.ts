import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../input/problems.js'
import { parquetName } from '../report/parquet-name.js'
import { pointsFolder, pointsIn, removeLeftOvers, removePoint } from './sweep-files.js'
import { SWEEP_MARKER, SWEEP_PAGE, SWEEP_TABLES } from './sweep-tables.js'

/** Refuses a folder that is not of a sweep: what somebody keeps there would be mixed with points and tables. */
export function refuseOtherFolder(folder: string): void {
  if (folder === '') throw InputError.of('--out', 'expected a folder, found nothing')
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) throw InputError.of(folder, 'expected a folder, found a file')
  const isSweep = existsSync(pointsFolder(folder)) || existsSync(join(folder, SWEEP_MARKER))
  if (!isSweep && readdirSync(folder).length > 0)
    throw InputError.of(folder, 'holds files, but no points of a sweep', 'name a new or an empty folder')
}

/** Before a sweep is run: its tables are gone until they are whole again, and so is what is not of it. `fresh`: all points are. */
export function cleared(folder: string, count: number, fresh: boolean): void {
  removeTables(folder)
  for (const number of pointsIn(folder)) if (fresh || number > count) removePoint(folder, number)
  removeLeftOvers(folder)
}

export function removeTables(folder: string): void {
  rmSync(join(folder, SWEEP_PAGE), { force: true })
  for (const name of [...SWEEP_TABLES, SWEEP_MARKER]) {
    rmSync(join(folder, name), { force: true })
    rmSync(join(folder, parquetName(name)), { force: true })
  }
}
