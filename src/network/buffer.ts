import { z } from 'zod'
import { found, quantity } from '../input/quantity.js'
import { readSize } from '../input/units.js'

/** How much one node has room for, what is being processed included. */
export interface Buffer {
  most: number
  of: 'packets' | 'bytes'
}

const PACKETS = /^(\d+)\s*packets?$/

/** Packets or bytes: never a bare number. */
export function bufferSchema() {
  const read = quantity<Buffer | 'unlimited'>((text) => {
    const word = text.trim()
    if (word === 'unlimited') return { value: 'unlimited' }
    const count = PACKETS.exec(word)
    if (count !== null)
      return Number(count[1]) > 0
        ? { value: { most: Number(count[1]), of: 'packets' } }
        : { expected: 'room for at least one packet' }
    const size = readSize(word)
    if (!('value' in size)) return size
    return size.value > 0 ? { value: { most: size.value, of: 'bytes' } } : { expected: 'room for at least one byte' }
  }, 'a number of packets or bytes with its unit, such as "1000 packets" or "64 kB", or unlimited')
  return read.prefault('unlimited').meta({
    description:
      'What one node has room for: packets, or bytes without headers, those that are being processed included. What comes when it is full is dropped, or something else is (drop).',
  })
}

export const DROPS = ['newest', 'oldest', 'lowest-priority'] as const

export function dropSchema() {
  return z
    .enum(DROPS, { error: (issue) => `expected what to drop: ${DROPS.join(', ')}; found ${found(issue.input)}` })
    .prefault('newest')
    .meta({
      description:
        'Which packet is dropped when the buffer is full: the one that comes (newest), the one that has waited longest (oldest), or of the last class of priority that waits the one that came last, where that class is behind the one that comes (lowest-priority). What is being processed is never dropped.',
    })
}
