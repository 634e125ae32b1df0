// What comes first among events of the same microsecond: packets on their way before new sendings, so that a node
// that receives and sends in one instant has received.
export const PRIORITY_ARRIVAL = 0
export const PRIORITY_SERVED = 1
export const PRIORITY_SEND = 2

// What a keyed draw is for: two draws for the same message and hop must not be the same number.
export const DRAW_LOSS = 1
export const DRAW_PROCESSING = 2
export const DRAW_EFFECT = 3
