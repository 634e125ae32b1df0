import { readDuration, readRate, readShare, readSize } from '../input/units.js'
import { shownValue } from './sweep.js'

/** What is varied, with its values: in the order of their size where they have one, else as the sweep has them. */
export interface Axis {
  path: string
  values: readonly AxisValue[]
  /** Whether a curve may be drawn over it. */
  isNumeric: boolean
}

export interface AxisValue {
  /** As the user wrote it. */
  text: string
  /** In the unit that all of its kind have; undefined where it is no number. */
  size: number | undefined
}

/** What a point has that leaves a path as it is in the file. */
export const AS_IN_FILE = 'as in the file'

/** The distinct values of a path, as the points come. */
export class AxisValues {
  private readonly found = new Map<string, { kind: string; size: number | undefined }>()

  constructor(readonly path: string) {}

  /** As text: what it is known by. */
  add(values: Readonly<Record<string, unknown>>): string {
    if (!Object.hasOwn(values, this.path)) return this.known(AS_IN_FILE, { kind: 'none', size: undefined })
    const data = values[this.path]
    return this.known(shownValue(data), sizeOf(data))
  }

  get count(): number {
    return this.found.size
  }

  axis(): Axis {
    const all = [...this.found]
    const isNumeric = all.length > 1 && all.every(([, one]) => one.size !== undefined && one.kind === all[0]![1].kind)
    const values = all.map(([text, { size }]) => ({ text, size: isNumeric ? size : undefined }))
    return { path: this.path, values: isNumeric ? values.sort((a, b) => a.size! - b.size!) : values, isNumeric }
  }

  private known(text: string, value: { kind: string; size: number | undefined }): string {
    if (!this.found.has(text)) this.found.set(text, value)
    return text
  }
}

const KINDS = [
  ['duration', readDuration],
  ['rate', readRate],
  ['share', readShare],
  ['size', readSize],
] as const

function sizeOf(data: unknown): { kind: string; size: number | undefined } {
  if (typeof data === 'number') return { kind: 'number', size: data }
  if (typeof data !== 'string') return { kind: 'none', size: undefined }
  for (const [kind, read] of KINDS) {
    const measured = read(data)
    if ('value' in measured) return { kind, size: measured.value }
  }
  return { kind: 'none', size: undefined }
}
