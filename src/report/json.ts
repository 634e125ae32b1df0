/** As files and the terminal have it. */
export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
