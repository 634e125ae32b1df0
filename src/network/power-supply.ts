import { duration, quantity } from '../input/quantity.js'
import { readDuration } from '../input/units.js'

/** What a kind of node does without the mains, as long as a deployment does not say otherwise. */
export interface Supply {
  backup: string
  /** Where that figure comes from, or `none`. */
  source: string
  'start-up': string
}

/** On a battery of its own, or where the mains never fail. */
export const ALWAYS_SUPPLIED: Supply = { backup: 'unlimited', source: 'none', 'start-up': '0 s' }

/** The keys `backup:` and `start-up:`. They matter only where something can fail. */
export function supplyKeys({ backup, source, 'start-up': startUp }: Supply) {
  return {
    backup: quantity<number | 'unlimited'>(
      (text) => (text.trim() === 'unlimited' ? { value: 'unlimited' } : readDuration(text)),
      'a duration with its unit, such as "30 s" or "8 h", or unlimited',
    )
      .prefault(backup)
      .meta({
        description: 'How long it goes on without the mains: from its battery or, for a last message, its capacitor.',
        source,
      }),
    'start-up': duration().prefault(startUp).meta({
      description: 'How long it starts, from when it has the mains again until it can speak.',
      source: 'none',
    }),
  }
}
