import { createHash } from 'node:crypto'
import type { Override } from '../input/overrides.js'

/** Points at which a deployment is run: each the same deployment with other values in it. They are made when they are asked for: there may be millions. */
export interface Sweep {
  /** What is varied, as the user wrote it. */
  readonly paths: readonly string[]
  readonly count: number
  /** sha256 of what the points are, in their order, however they were asked for. */
  readonly hash: string
  /** From 1. */
  point(number: number): SweepPoint
}

export interface SweepPoint {
  number: number
  /** By path; what a point does not have is as in the file. */
  values: readonly SweepValue[]
}

export interface SweepValue {
  path: string
  /** As YAML has it. */
  data: unknown
  override: Override
}

/** One thing that is varied, with all its values. */
export interface SweepAxis {
  path: string
  values: readonly SweepValue[]
}

/** Every combination of the values; the last axis varies fastest. */
export function gridOf(axes: readonly SweepAxis[]): Sweep {
  return {
    paths: axes.map(({ path }) => path),
    count: axes.reduce((product, { values }) => product * values.length, 1),
    hash: hashOf({ grid: axes.map(({ path, values }) => [path, values.map(({ data }) => data)]) }),
    point: (number) => {
      let rest = number - 1
      const values: SweepValue[] = []
      for (const axis of [...axes].reverse()) {
        values.unshift(axis.values[rest % axis.values.length]!)
        rest = Math.floor(rest / axis.values.length)
      }
      return { number, values }
    },
  }
}

/** Points one by one. */
export function listOf(points: readonly (readonly SweepValue[])[]): Sweep {
  return {
    paths: [...new Set(points.flatMap((values) => values.map(({ path }) => path)))],
    count: points.length,
    hash: hashOf({ points: points.map((values) => values.map(({ path, data }) => [path, data])) }),
    point: (number) => ({ number, values: points[number - 1]! }),
  }
}

export function overridesOf({ values }: SweepPoint): Override[] {
  return values.map(({ override }) => override)
}

/** A value as a table or a list shows it. */
export function shownValue(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data)
}

/** A point in words: `nan.rate=50 kbps, wan.rate=1 Mbps`. */
export function pointInWords({ values }: SweepPoint): string {
  return values.length === 0
    ? 'as in the file'
    : values.map(({ path, data }) => `${path}=${shownValue(data)}`).join(', ')
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
