/** Where a file could be named: prints instead. */
export const STDOUT = '-'
