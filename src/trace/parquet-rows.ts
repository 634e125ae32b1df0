import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import type { RowSink, TraceCell } from './trace-columns.js'

/** So many rows are kept in memory, and written together. */
const GROUP = 100_000

/** A figure is a double, as it is. */
interface ParquetColumn {
  readonly name: string
  readonly kind: keyof typeof TYPES
}

/** Rows as Apache Parquet, in row groups; what does not exist is null. Moments are doubles, in seconds. */
export class ParquetRowSink implements RowSink {
  private readonly writer: ParquetWriter
  private readonly group: (bigint | number | string | null)[][]

  constructor(
    path: string,
    private readonly columns: readonly ParquetColumn[],
  ) {
    this.group = columns.map(() => [])
    this.writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map(({ name, kind }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[kind] })),
      ],
      createdBy: 'sgsim',
    })
  }

  write(cells: readonly TraceCell[]): void {
    const { columns, group } = this
    for (let i = 0; i < columns.length; i++) {
      const cell = cells[i]
      if (typeof cell !== 'number') group[i]!.push(cell ?? null)
      else group[i]!.push(inKind(cell, columns[i]!.kind))
    }
    if (group[0]!.length === GROUP) this.flush()
  }

  end(): void {
    this.flush()
    void this.writer.finish()
  }

  /** The writer opens the file for each of its writings, and leaves it closed. */
  stop(): void {
    for (const column of this.group) column.length = 0
  }

  private flush(): void {
    const { columns, group } = this
    if (group[0]!.length === 0) return
    void this.writer.write({
      columnData: columns.map(({ name }, i) => ({ name, data: group[i]! })),
      rowGroupSize: GROUP,
    })
    for (const column of group) column.length = 0
  }
}

function inKind(cell: number, kind: ParquetColumn['kind']): bigint | number {
  if (kind === 'figure') return cell
  return kind === 'moment' ? Math.round(cell) / 1e6 : BigInt(cell)
}

const TYPES = {
  whole: { type: 'INT64' },
  moment: { type: 'DOUBLE' },
  figure: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
} as const
