import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import { Lan, lanSchema, survivalOnLan } from './lan.js'
import type { LinkBook } from './link-book.js'
import { lossForGood } from './link-loss.js'
import type { Medium, Membership } from './medium.js'
import { Mesh } from './mesh.js'
import { meshSchema, survivalOnMesh } from './mesh-settings.js'
import { Plc, plcSchema, survivalOnPlc } from './plc.js'
import { Polled } from './polled.js'
import { polledSchema } from './polled-settings.js'
import { RadioLan, radioLanSchema, survivalOnRadioLan } from './radio-lan.js'
import { Sector } from './sector.js'
import { sectorSchema } from './sector-settings.js'
import { Wire, wireSchema, type WireDefaults } from './wire.js'

/** Every medium by its name. */
export const MEDIA = ['wire', 'sector', 'mesh', 'polled', 'plc', 'lan', 'radio-lan'] as const

/** What a network may be made of; a medium's own file says what each key means. */
export function mediaSchema(wire: WireDefaults) {
  return z.discriminatedUnion('medium', [wireSchema(wire), ...ALIKE], {
    error: (issue) => {
      const medium = String((issue.input as { medium?: unknown }).medium)
      return `expected a medium: ${MEDIA.join(', ')}; found "${medium}"\n${didYouMean(medium, MEDIA)}`
    },
  })
}

/** Those are the same on every network: made once, since each is large and takes its time. */
const ALIKE = [sectorSchema(), meshSchema(), polledSchema(), plcSchema(), lanSchema(), radioLanSchema()] as const

export type MediumSettings = z.output<ReturnType<typeof mediaSchema>>

/** Whether the links of a network share a channel; on a wire each has its own. */
export function isShared(settings: MediumSettings): boolean {
  return settings.medium !== 'wire'
}

/** One medium for all links of a network that are made alike. */
export function createMedium(
  name: string,
  settings: MediumSettings,
  seed: number,
  book: LinkBook,
  membership: Membership,
): Medium {
  switch (settings.medium) {
    case 'wire':
      return new Wire(name, settings, seed, book, membership.nodes)
    case 'sector':
      return new Sector(name, settings, seed, book, membership)
    case 'mesh':
      return new Mesh(name, settings, seed, book, membership)
    case 'polled':
      return new Polled(name, settings, seed, book, membership)
    case 'plc':
      return new Plc(name, settings, seed, book, membership)
    case 'lan':
      return new Lan(name, settings, seed, book, membership)
    case 'radio-lan':
      return new RadioLan(name, settings, seed, book, membership)
  }
}

/** The share of packets that get over a link of a network which is not overloaded, as far as the figures alone say it. */
export function survivalOn(settings: MediumSettings): number {
  switch (settings.medium) {
    case 'wire':
      return 1 - lossForGood(settings.loss, settings.retries, settings['retry-after'])
    case 'sector': {
      const { loss, retries, 'retry-after': after, 'out-of-range': outOfRange } = settings
      return (1 - outOfRange) * (1 - lossForGood(loss, retries, after))
    }
    case 'mesh':
      return survivalOnMesh(settings)
    case 'polled':
      return 1 - lossForGood(settings.loss, settings.retries, settings['time-out'])
    case 'plc':
      return survivalOnPlc(settings)
    case 'lan':
      return survivalOnLan(settings)
    case 'radio-lan':
      return survivalOnRadioLan(settings)
  }
}
