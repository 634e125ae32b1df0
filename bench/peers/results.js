import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = fileURLToPath(new URL('results.csv', import.meta.url))

const COLUMNS = [
  'case',
  'figure',
  'ns3',
  'sgsim',
  'difference_share',
  'difference_low_share',
  'difference_high_share',
  'messages',
  'messages_unlike',
]

/** Writes results.csv, in the order of the cases: those that were run now have new lines, the others keep theirs. */
export function writeResults(names, linesByCase) {
  const old = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(1) : []
  const lines = names.flatMap((name) => linesByCase.get(name) ?? old.filter((line) => line.startsWith(`${name},`)))
  writeFileSync(path, [COLUMNS.join(','), ...lines, ''].join('\n'))
}
