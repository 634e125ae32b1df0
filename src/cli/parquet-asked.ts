import { dirname } from 'node:path'
import type { FolderWriter } from '../input/write-aside.js'
import type { ParquetTable } from '../plan/sweep-tables.js'
import { MARKER } from '../report/folder.js'
import type { ParquetOption } from './parquet-option.js'

/** What writes the tables of a report as Parquet too; undefined where that is not asked for: loading it takes its time. */
export async function parquetAsked({ parquet }: ParquetOption): Promise<((folder: FolderWriter) => void) | undefined> {
  if (parquet !== true) return undefined
  const { writeParquetTables } = await import('../report/parquet-tables.js')
  return (folder) => writeParquetTables(dirname(folder.file(MARKER)))
}

/** The same for the tables of a sweep. */
export async function sweepParquet({ parquet }: ParquetOption): Promise<ParquetTable | undefined> {
  return parquet === true ? (await import('../report/parquet-tables.js')).writeParquetTable : undefined
}
