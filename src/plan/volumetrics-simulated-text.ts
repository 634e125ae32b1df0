import { wrapped } from '../report/wrapped.js'
import { csvLine } from './csv-line.js'
import { tidy } from './volumetrics-figures.js'
import { short } from './volumetrics-lines-text.js'
import { CARRIES, type Carry } from './volumetrics-carry.js'
import { chanceOf, differenceOf, type BesideSimulated } from './volumetrics-simulated.js'

const IN_WORDS: Record<Carry, string> = {
  messages: 'messages',
  bytesApplication: 'app bytes',
  bytesWire: 'wire bytes',
}

export function simulatedText(lines: readonly BesideSimulated[], missing: readonly string[]): string {
  const out = [row('', '', 'expected', 'simulated', 'difference', 'by chance')]
  for (const line of lines) {
    for (const key of CARRIES) {
      const name = key === CARRIES[0] ? `${line.name} ${line.direction}` : ''
      out.push(
        row(
          name,
          IN_WORDS[key],
          short(line.expected[key], 6),
          known(line.simulated[key]),
          percent(line, key),
          `±${share(chanceOf(line, key))}`,
        ),
      )
    }
  }
  out.push(
    '',
    ...wrapped(
      'Expected: of the whole run, from its start to its end. By chance: what comes at random differs from run to run by no more than this, but for one in a thousand.',
      '',
    ),
  )
  if (missing.length > 0) out.push('', ...wrapped(`Not in what is expected: ${missing.join('; ')}.`, ''))
  return `${out.join('\n')}\n`
}

/** Nobody counts the messages of one link. */
function known(value: number): string {
  return Number.isNaN(value) ? 'NA' : short(value, 6)
}

function percent(line: BesideSimulated, key: Carry): string {
  const difference = differenceOf(line, key)
  if (difference === undefined || Number.isNaN(difference)) return 'NA'
  return `${difference < 0 ? '' : '+'}${share(difference)}`
}

function share(value: number | undefined): string {
  return value === undefined ? 'NA' : `${(value * 100).toFixed(2)} %`
}

function row(name: string, what: string, ...figures: string[]): string {
  return `${name.padEnd(20)}${what.padEnd(11)}${figures.map((one) => one.padStart(12)).join('')}`.trimEnd()
}

const COLUMNS = [
  'name', 'direction', 'expected_messages', 'simulated_messages', 'difference_messages', 'chance_messages',
  'expected_application_bytes', 'simulated_application_bytes', 'difference_application', 'chance_application',
  'expected_wire_bytes', 'simulated_wire_bytes', 'difference_wire', 'chance_wire',
] // prettier-ignore

/** Differences are shares: 0.01 is one percent more than expected. */
export function simulatedCsv(lines: readonly BesideSimulated[]): string {
  const rows = lines.map((line) => [
    line.name,
    line.direction,
    ...CARRIES.flatMap((key) => [
      tidy(line.expected[key]),
      line.simulated[key],
      differenceOf(line, key),
      chanceOf(line, key),
    ]),
  ])
  return [COLUMNS, ...rows].map(csvLine).join('')
}

export function simulatedJson(lines: readonly BesideSimulated[], missing: readonly string[]): object {
  return {
    beside: lines.map((line) => ({
      name: line.name,
      direction: line.direction,
      ...Object.fromEntries(
        CARRIES.map((key) => [
          key,
          {
            expected: tidy(line.expected[key]),
            simulated: Number.isNaN(line.simulated[key]) ? null : line.simulated[key],
            difference: orNull(differenceOf(line, key)),
            chance: chanceOf(line, key) ?? null,
          },
        ]),
      ),
    })),
    notExpected: missing,
  }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
