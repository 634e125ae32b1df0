import type { Position } from '../input/position.js'
import type { NetworkName } from './networks.js'
import type { NodeName } from './nodes.js'

/** A node or a link that a deployment lets fail, or fill, for a time. */
export type Fault = {
  /** Microseconds since the midnight before the start: from then on, and until when. That may be after the end of the run. */
  at: number
  until: number
  position: Position
} & (
  | { what: 'node-down'; node: FaultyNode }
  /** The links of a network: all of them, or those of one tree. */
  | { what: 'link-down'; network: NetworkName; tree: number | undefined }
  /** Other traffic takes a share of their capacity. */
  | { what: 'background-load'; network: NetworkName; tree: number | undefined; share: number }
)

/** One of the actors of which there is one, the head of a tree, or a device. */
export type FaultyNode = { name: NodeName } | { tree: number } | { device: number }
