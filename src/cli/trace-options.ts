import type { Command } from 'commander'

export interface TraceOptions {
  trace?: string
  traceSample?: string
  traceFilter?: string[]
}

export function withTraceOptions(command: Command): Command {
  return command
    .option('--trace <file>', 'also writes what became of every message (.csv, .ndjson or .parquet; docs/traces.md)')
    .option('--trace-sample <share>', 'only so many of the messages, e.g. 1%')
    .option(
      '--trace-filter <column=pattern>',
      'only rows that fit, e.g. payload=SW_* (repeatable: all must fit)',
      (value: string, before: string[] = []) => [...before, value],
    )
}
