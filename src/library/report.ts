import { parquetAsked } from '../cli/parquet-asked.js'
import { FolderWriter } from '../input/write-aside.js'
import { writeCheck } from '../report/check-report.js'
import { MARKER, writeReport } from '../report/folder.js'
import { heldOf } from './inner.js'
import { refuseUnknown } from './known-options.js'
import type { Result } from './result-types.js'

/** What a report consists of. */
export interface ReportOptions {
  /** Whether with the page `report.html`; with it where nothing is said. Its plots take most of a second. */
  html?: boolean | undefined
  /** Whether each table is also written as Parquet, beside its CSV. */
  parquet?: boolean | undefined
}

/**
 * Writes a report: the folder that `sgsim run` or `sgsim check` writes, whole or not at all. What may be there is an earlier report, which it
 * replaces, or an empty folder.
 *
 * @param result - what {@link run} or {@link check} gave
 * @param folder - where to
 * @throws {@link InputError} where something else is there, or nothing can be written
 */
export async function report(result: Result, folder: string, options: ReportOptions = {}): Promise<void> {
  refuseUnknown('report', options, { html: true, parquet: true })
  const held = heldOf(result)
  const { html = true, parquet = false } = options
  const beside = await parquetAsked({ parquet })
  const writer = new FolderWriter(folder, MARKER)
  try {
    if ('run' in held) await writeReport(writer, held.run, { load: held.loadMs }, { beside, html })
    else {
      await writeCheck(writer, held.check, html)
      beside?.(writer)
      writer.commit()
    }
    held.folder = folder
  } finally {
    writer.abandon()
  }
}
