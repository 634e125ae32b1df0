let hear: ((file: string) => void) | undefined

/** Whoever wants to know which files the input stands in is told of every file that is read from now on, or looked for; undefined: no longer. */
export function hearReads(listener: ((file: string) => void) | undefined): void {
  hear = listener
}

export function tellRead(file: string): void {
  hear?.(file)
}
