import { z } from 'zod'
import type { LinkBook } from './link-book.js'
import type { Medium, Membership } from './medium.js'
import { Wire, wireSchema, type WireDefaults } from './wire.js'

/** Every medium by its name. */
export const MEDIA = ['wire'] as const

/** What a network may be made of; a medium's own file says what each key means. */
export function mediaSchema(wire: WireDefaults) {
  return z.discriminatedUnion('medium', [wireSchema(wire)], {
    error: (issue) => {
      const { medium } = issue.input as { medium?: unknown }
      return `expected a medium: ${MEDIA.join(', ')}; found "${String(medium)}"`
    },
  })
}

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
  _membership: Membership,
): Medium {
  switch (settings.medium) {
    case 'wire':
      return new Wire(name, settings, seed, book)
  }
}

/** The share of packets that get over a link of a network which is not overloaded, as far as the figures alone say it. */
export function survivalOn(settings: MediumSettings): number {
  switch (settings.medium) {
    case 'wire':
      return 1 - settings.loss ** (settings.retries + 1)
  }
}
