/** A column of numbers, such as counts by link or by hour. */
export type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array

/** Adds a column to another of the same length, number by number. */
export function addTo(column: Column, more: Column): void {
  if (column.length !== more.length) throw new RangeError(`columns of ${column.length} and ${more.length} numbers`)
  for (let i = 0; i < more.length; i++) column[i]! += more[i]!
}
