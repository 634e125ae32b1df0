// What comes first among events of the same microsecond: packets on their way before new sendings, so that a node
// that receives and sends in one instant has received.
export const PRIORITY_ARRIVAL = 0
export const PRIORITY_SERVED = 1
export const PRIORITY_SEND = 2

/** Steps of a route: the last of the numbers in the key of a packet's event, which are source, serial number and step. */
export const HOPS = 64
/** A key has 50 bits (kernel/event-queue). */
const SOURCES_AND_SERIALS = 2 ** 50 / HOPS
const MOST_SERIALS = 2 ** 28

/** Serial numbers of one source stay below this, so that all fit: where there are more than 65,000 sources (an effect has one a district) each can send less. */
export function serialsOf(sources: number): number {
  // Nodes that join are one source more.
  return Math.min(MOST_SERIALS, 2 ** Math.floor(Math.log2(SOURCES_AND_SERIALS / (sources + 1))))
}

// What a keyed draw is for: two draws for the same message and hop must not be the same number.
export const DRAW_LOSS = 1
export const DRAW_PROCESSING = 2
export const DRAW_EFFECT = 3
export const DRAW_JITTER = 4
/** Whether a link is in a burst of losses, and whether a node is one of those with a poor link every day. */
export const DRAW_BURST = 5
export const DRAW_QUALITY = 6
/** When a node tries again on a shared channel, on which of its channels, and whether traffic that is not simulated one by one is in the way. */
export const DRAW_BACK_OFF = 7
export const DRAW_CHANNEL = 8
export const DRAW_BACKGROUND = 9
/** Where a node stands, and who hears whom. */
export const DRAW_POSITION = 10
export const DRAW_HEARING = 11
export const DRAW_RESEND = 12
/** Where in its cycle a node wakes. */
export const DRAW_WAKE_UP = 13
/** How long the battery of a node lasts, how long it takes to start, and when it fails and is repaired. */
export const DRAW_BACKUP = 14
export const DRAW_START_UP = 15
export const DRAW_FAILURE = 16
/** How long a node waits before it tries to join its network. */
export const DRAW_JOINING = 17
/** Whether a node has a second head in reach. */
export const DRAW_HOME = 18
