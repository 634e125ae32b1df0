import type { Routes } from './routes.js'

// Where a packet is lost is one number: the step of a route on whose link it was, or that step and at which of its ends.
const FAR_END = 2 ** 29
const NEAR_END = 2 ** 30
const STEPS = FAR_END - 1

/** At the node that it came to over a step. */
export const atFarEnd = (step: number): number => step + FAR_END

/** At the node that it would have left over a step. */
export const atNearEnd = (step: number): number => step + NEAR_END

export const stepOf = (place: number): number => place & STEPS

/** What a place is called: a node by its actor, a link by both. */
export function nameOfPlace({ from, to }: Routes, place: number): string {
  const step = stepOf(place)
  if (place >= NEAR_END) return from[step]!
  return place >= FAR_END ? to[step]! : `${from[step]!} → ${to[step]!}`
}

/** Who can tell that a packet was lost there, by a step of the same hop: a node that it left, or that had to pass it on. */
export function tellerOf({ child, from, to }: Routes, place: number, step: number): string {
  return place >= FAR_END && place < NEAR_END && child[step]! >= 0 ? to[step]! : from[step]!
}
