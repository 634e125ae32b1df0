import { z } from 'zod'
import { found } from '../input/quantity.js'
import { studentQuantile } from '../stats/beta.js'
import { decibels, distance, frequency, power } from './radio-units.js'

/** Powers in dBm, ratios in dB, distances in metres, the frequency in hertz. */
export interface LinkBudget {
  frequency: number
  'transmit-power': number
  'antenna-gains': number
  sensitivity: number
  'path-loss-exponent': number
  'reference-distance': number
  'reference-loss': number | 'free space'
  shadowing: number
  'fade-margin': number
}

const EXPONENT = 'expected a path loss exponent from 1.5 to 6: 2 is free space, 3 to 5 is common between buildings'

/** The keys of `link-budget:`, from which the range of a radio follows. */
export function linkBudgetSchema() {
  return z
    .strictObject({
      frequency: frequency()
        .refine((value) => value > 0, 'expected a frequency above zero')
        .refine(...within(0, 300e9, 'a frequency of a radio, up to 300 GHz'))
        .prefault('915 MHz')
        .meta({ description: 'Carrier frequency.', source: 'FCC 15.247: 902 to 928 MHz' }),
      'transmit-power': power()
        .refine(...within(-60, 80, 'a power from -60 dBm to 80 dBm'))
        .prefault('30 dBm')
        .meta({
          description: 'What the transmitter gives to its antenna.',
          source: 'FCC 15.247: at most 1 W with frequency hopping',
        }),
      'antenna-gains': decibels()
        .refine(...within(-100, 100, 'gains from -100 dB to 100 dB'))
        .prefault('0 dB')
        .meta({ description: 'Gains of both antennas together, less the losses of their cables.' }),
      sensitivity: power()
        .refine(...within(-200, 20, 'a sensitivity from -200 dBm to 20 dBm'))
        .prefault('-97 dBm')
        .meta({ description: 'The weakest signal that is received at the rate of the network.' }),
      'path-loss-exponent': z
        .number(EXPONENT)
        .min(1.5, EXPONENT)
        .max(6, EXPONENT)
        .prefault(3.5)
        .meta({ description: 'How fast the signal weakens with distance (log-distance path loss).' }),
      'reference-distance': distance()
        .refine((value) => value > 0, 'expected a distance above zero')
        .prefault('1 m')
        .meta({ description: 'From where on the exponent holds.' }),
      'reference-loss': z
        .union(
          [z.literal('free space'), decibels().refine(...within(-100, 300, 'a path loss from -100 dB to 300 dB'))],
          {
            error: ({ input }) => `expected free space or a path loss such as "40 dB", found ${found(input)}`,
          },
        )
        .prefault('free space')
        .meta({ description: 'Path loss at the reference distance: free space, or so many dB.' }),
      shadowing: decibels()
        .refine((value) => value >= 0 && value <= 20, 'expected a standard deviation from 0 dB to 20 dB')
        .prefault('0 dB')
        .meta({
          description:
            'Standard deviation of what stands in the way between two places, fixed for each pair; 0 dB: all links are alike.',
        }),
      'fade-margin': decibels()
        .refine(...within(0, 100, 'a margin from 0 dB to 100 dB'))
        .prefault('16 dB')
        .meta({ description: 'How far above the sensitivity a link must be to be used.' }),
    })
    .refine((budget) => rangeOf(budget) > budget['reference-distance'], {
      path: ['fade-margin'],
      error: ({ input }) =>
        `expected a link budget that reaches beyond the reference distance: it is ${missing(input)} short`,
      when: ({ value }) => isWhole(value as LinkBudget),
    })
}

/** What a radio can be: beyond it a figure is a slip of the pen, and what is computed from it may be no number. */
function within(low: number, high: number, what: string): [(value: number) => boolean, string] {
  return [(value) => value >= low && value <= high, `expected ${what}`]
}

/** Whether all figures are there, so that what is wrong with one of them is said once. */
function isWhole(budget: LinkBudget): boolean {
  const readable = Object.values(budget).every((figure) => typeof figure === 'number' || figure === 'free space')
  return readable && budget.frequency > 0 && budget['reference-distance'] > 0
}

/**
 * The distance (metres) at which the mean signal is just the sensitivity and the margin: log-distance path loss from a
 * reference distance on, PL(d) = PL(d0) + 10 n log10(d / d0), which is free space up to there, PL(d0) = 20 log10(4π d0 f / c)
 * (Rappaport, Wireless Communications, 2nd edition, 4.2 and 4.9.1).
 */
export function rangeOf(budget: LinkBudget): number {
  return budget['reference-distance'] * 10 ** (overReference(budget) / (10 * budget['path-loss-exponent']))
}

/** What is left of the budget at the reference distance (dB). */
function overReference(budget: LinkBudget): number {
  const distance = budget['reference-distance']
  const given = budget['reference-loss']
  const loss = given === 'free space' ? 20 * Math.log10((4 * Math.PI * distance * budget.frequency) / LIGHT) : given
  return budget['transmit-power'] + budget['antenna-gains'] - budget.sensitivity - budget['fade-margin'] - loss
}

function missing(budget: unknown): string {
  return `${(-overReference(budget as LinkBudget)).toFixed(1)} dB`
}

/**
 * How far the links of pairs reach, in ranges and squared, where something stands between them: the shadowing of a pair is normal in dB
 * (log-normal shadowing, Rappaport 4.9.2), so that it moves the range of that pair by 10^(X / 10 n). By equal shares of all pairs, the
 * shortest first. The extremes beyond the middle of the last share (2.9 standard deviations) are cut.
 */
export function reachesSquared(budget: LinkBudget): Float64Array {
  const [sigma, exponent] = [budget.shadowing, budget['path-loss-exponent']]
  if (sigma === 0) return Float64Array.of(1)
  return Float64Array.from({ length: SHARES }, (_, i) => {
    const normal = studentQuantile((i + 0.5) / SHARES, LIKE_NORMAL)
    return 10 ** ((2 * sigma * normal) / (10 * exponent))
  })
}

const LIGHT = 299_792_458
const SHARES = 256
/** Student's distribution with so many degrees of freedom is the normal one to six digits. */
const LIKE_NORMAL = 1e7
