/** Two keys of a medium are compared also where another one is wrong, so that all problems are reported in one go. */
export const known =
  (...keys: string[]) =>
  ({ value }: { value: unknown }): boolean =>
    keys.every((key) => typeof (value as Record<string, unknown>)[key] === 'number')
