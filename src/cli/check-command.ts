import { Command } from 'commander'
import { withCatalogueOption } from './catalogue-option.js'
import { withParquetOption } from './parquet-option.js'
import { later } from './later.js'

export function checkCommand(): Command {
  const command = new Command('check')
    .description('Holds a trace of messages against the requirements, without simulating.')
    .argument('<trace>', 'the trace: .csv (.tsv, .txt) with a line of columns, or .ndjson (.jsonl)')
    .requiredOption('--deployment <file>', 'the deployment that says which requirements apply')
    .option('--set <path=value>', 'replaces a value of the deployment, e.g. duration="2 days" (repeatable)', collect)
    .option('--out <folder>', 'the report folder (default: reports/<name>-check)')
    .option('--no-html', 'leaves out report.html, the page to look at')
    .option('--open', 'shows report.html in a browser')
    .option('--quiet', 'prints nothing but errors')
    .option('--json', 'prints the result as JSON')
    .option('--junit <file>', 'also writes the verdicts as JUnit XML, for a CI server')
    .option('--strict', 'counts undecided and not exercised as failed: exit status 1')
    .option('--map <ours=theirs>', 'the name of a column in the file, e.g. sent_at=tx_time (repeatable)', collect)
    .option('--unit <unit>', 'what times count that are numbers: s, ms or us (default: s)')
    .option('--epoch', 'such times count from 1970, not from the midnight before the start')
    .option('--time-zone <zone>', 'the local time of the deployment, e.g. Europe/Berlin')
    .option('--skew <time>', 'how much clocks may differ, e.g. 50ms (default: 0)')
    .option('--confidence <share>', 'how sure a verdict has to be, e.g. 99% (default: 95%)')
    .option('--familywise', 'that sure of all verdicts together, not of each by itself')
  return withCatalogueOption(withParquetOption(command))
    .addHelpText('after', COLUMNS)
    .addHelpText('after', '\nExample:\n  $ sgsim check messages.csv --deployment scenarios/quickstart.yaml')
    .addHelpText(
      'after',
      '  $ sgsim check export.csv --deployment town.yaml --map sent_at=tx \\\n      --map received_at=rx --time-zone Europe/Berlin',
    ) // prettier-ignore
    .action(later(() => import('./check-action.js')))
}

const COLUMNS = `
Columns: sent_at, received_at (NA: not received), requirement or payload; and
message, from, to, device, bytes, outcome, cause where there are. Others are
passed over. docs/checking.md says what each means.

On GitHub (GITHUB_ACTIONS is set) what fails is annotated, and the file that
GITHUB_STEP_SUMMARY names gets a summary.`

function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}
