/**
 * What a packet keeps of each leg of its route (`Packets.legs`): so many numbers a leg, in microseconds. Before the first leg stands what
 * came before it, in the same form.
 */
export const OF_A_LEG = 4
/** When it was over: the packet had crossed the link and been processed at its far end. */
export const ENDED = 0
/** What `LinkBook.spent` was told, unrounded. */
export const TRANSMITTING = 1
export const RETRYING = 2
/** By the actor at the far end, without waiting. */
export const PROCESSED = 3
