/** What a cell of the SRS's tables says, or why it cannot be read and at which character of it. */
export type Cell<T> = { value: T } | { problem: string; offset: number }

export function refuse(problem: string, offset: number): { problem: string; offset: number } {
  return { problem, offset }
}
