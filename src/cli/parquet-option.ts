import type { Command } from 'commander'

export interface ParquetOption {
  parquet?: boolean
}

export function withParquetOption(command: Command): Command {
  return command.option('--parquet', 'also writes each table as Parquet, beside its CSV')
}
