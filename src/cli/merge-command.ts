import { Command } from 'commander'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../input/problems.js'
import { mergedPoints } from '../plan/merge.js'
import { refuseOtherFolder } from '../plan/sweep-folder.js'
import { refuseOtherSweep } from '../plan/sweep-held.js'
import { SWEEP_MARKER, SWEEP_PAGE, writeSweepTables } from '../plan/sweep-tables.js'
import { stillText, sweepText } from '../plan/sweep-text.js'
import { openReport, refuseOpenWithoutPage } from './open-report.js'
import { sweepParquet, withParquetOption, type ParquetOption } from './parquet-option.js'
import { printFile, sweepPage } from './sweep-command.js'

interface MergeOptions extends ParquetOption {
  out?: string
  json?: boolean
  quiet?: boolean
  /** False with --no-html. */
  html: boolean
  open?: boolean
}

export function mergeCommand(): Command {
  const command = new Command('merge')
    .description('Makes the tables of a sweep whose points were run by several processes or machines.')
    .argument('<folders...>', 'folders of one sweep (--out of sgsim sweep), each with some of its points')
    .option('--out <folder>', 'where the tables go (default: the folder, where there is one)')
    .option('--no-html', 'leaves out report.html, the page to look at')
    .option('--open', 'shows report.html in a browser')
    .option('--json', 'prints the result as JSON')
    .option('--quiet', 'prints nothing but errors')
  return withParquetOption(command)
    .addHelpText('after', STATUSES)
    .addHelpText('after', '\nExample:\n  $ sgsim merge host1/sweep host2/sweep --out reports/sweep')
    .action(act)
}

const STATUSES = `
The same bytes come out as if sgsim sweep had run all points by itself. Refused:
points that are missing; of another version, deployment, catalogue, seed or
sweep; one that is there twice with different results; and a folder for the
tables that holds another sweep.`

async function act(folders: string[], options: MergeOptions): Promise<void> {
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
