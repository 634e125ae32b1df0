import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../input/problems.js'
import { mergedPoints } from '../plan/merge.js'
import { refuseOtherFolder } from '../plan/sweep-folder.js'
import { refuseOtherSweep } from '../plan/sweep-held.js'
import { SWEEP_MARKER, SWEEP_PAGE, writeSweepTables } from '../plan/sweep-tables.js'
import { stillText, sweepText } from '../plan/sweep-text.js'
import { openReport, refuseOpenWithoutPage } from './open-report.js'
import type { ParquetOption } from './parquet-option.js'
import { sweepParquet } from './parquet-asked.js'
import { printFile, sweepPage } from './sweep-action.js'

interface MergeOptions extends ParquetOption {
  out?: string
  json?: boolean
  quiet?: boolean
  /** False with --no-html. */
  html: boolean
  open?: boolean
}

export async function act(folders: string[], options: MergeOptions): Promise<void> {
  refuseOpenWithoutPage(options)
  const out = options.out ?? (folders.length === 1 ? folders[0]! : undefined)
  if (out === undefined)
    throw InputError.of('--out', 'expected the folder for the tables, since there are several', 'for example --out reports/sweep') // prettier-ignore
  const { identity, points } = mergedPoints(folders)
  refuseOtherFolder(out)
  refuseOtherSweep(out, identity, 'name another folder for the tables')
  const parquet = await sweepParquet(options)
  mkdirSync(out, { recursive: true })
  const page = options.html ? await sweepPage(identity) : undefined
  const counts = writeSweepTables(out, identity, points(), parquet, page)
  if (options.quiet !== true) process.stderr.write(stillText(counts))
  if (options.json) await printFile(join(out, SWEEP_MARKER))
  else if (options.quiet !== true)
    process.stdout.write(sweepText(identity, out, counts, { parquet: parquet !== undefined, page: options.html }))
  if (options.open) await openReport(join(out, SWEEP_PAGE))
}
