import type { Direction } from './links.js'
import type { MediumSettings } from './media.js'

/** What a packet takes of a channel, by its bytes: those of the header, and microseconds for each. */
export function airtimeOn(settings: MediumSettings, direction: Direction): { header: number; microsPerByte: number } {
  const rate =
    settings.medium !== 'sector' ? settings.rate : direction === 'up' ? settings['rate-up'] : settings['rate-down']
  return { header: settings.header, microsPerByte: 8e6 / rate }
}
