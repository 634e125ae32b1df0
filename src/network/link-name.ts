import type { LinkGroup } from './links.js'

/** `1D 17`, or by the name of what it leads to, `1D DAP-Elm-St`; of links that are counted together how many they are. */
export function linkName({ flow, each, number, count, names }: LinkGroup, i: number): string {
  if (each > 1) return `${flow} (${each})`
  if (names !== undefined) return `${flow} ${names[i]!}`
  return number + count > 2 ? `${flow} ${number + i}` : flow
}
