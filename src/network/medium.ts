/** Why a packet went no further. */
export const LOSS_REASONS = [
  'queue full',
  'retries exhausted',
  'collision',
  'noise',
  'channel busy',
  'out of range',
  'node down',
  'link down',
  'expired',
] as const
export type LossReason = (typeof LOSS_REASONS)[number]

/** What a medium tells the network that it serves. */
export interface MediumHost {
  /** A packet has crossed its link and been processed by the actor at its far end (where that is a mere delay). */
  crossed(packet: number): void
  /** A packet goes no further. The network releases it. */
  lost(packet: number, reason: LossReason): void
  /** A packet is over its link, but who should have it is down. The network releases it. */
  unreached(packet: number): void
  /** A link refuses a packet: whether the node before it keeps it, and will offer it again. */
  kept(packet: number, reason: LossReason): boolean
  /** A packet is sent again, for so long. */
  sentAgain(packet: number, start: number, time: number): void
}

/**
 * How a network behaves. One instance serves all links of one network that are made alike. A packet stands before the link
 * `packets.link`; on a shared medium it contends with all packets of the same `packets.domain`, and `packets.endpoint` is the node
 * at the outer end of the link, whichever way the packet goes.
 */
export interface Medium {
  /** Takes a packet that stands before its link now. */
  offer(packet: number): void
  /** Bytes that one packet can hold beside its header. */
  readonly room: number
  /** Whether a packet's link is all that it asks of its place: then nobody looks up `packets.domain` and `packets.endpoint` for it. */
  readonly asksForLinkOnly?: boolean
  /** Channels that have carried anything so far, where links share them; undefined where each link is its own. */
  readonly channels?: number
  /**
   * Of a packet for all on its channel that has crossed: whether a node has not got it. Told by the source and number of its message and its own
   * number there, since the packet itself is gone. A medium on which all hear the same has none.
   */
  missedBy?(node: number, source: number, serial: number, number: number): boolean
  /** Why a node missed it: noise, where the medium says nothing else. */
  whyMissed?(node: number, source: number, serial: number, number: number): LossReason
  /**
   * The head of a domain through which a node can come into its network now, whether or not it is in it, having taken whoever is to send on for it from
   * now on; -1 where nobody whom it reaches is in. Where the ways in are as they were, nothing changes. Asked only where something can fail.
   */
  wayIn?(node: number): number
  /**
   * Set where what happens on one link never depends on another; `isPlain`: whether a packet on one is one event, and is not lost for another reason
   * than a full queue.
   */
  readonly apart?: { readonly isPlain: boolean }
  /** Nobody will ask who missed a message any more. */
  forget?(source: number, serial: number): void
}

/**
 * Who is on a shared medium. Nodes are numbered through: the devices, then the trees' heads (DAPs, gateways), then the one of which there is
 * only one. A domain is the node in front of the others that share one channel, or `NO_DOMAIN` where every link has its own.
 */
export interface Membership {
  /** How many node numbers there are. */
  nodes: number
  /** Visits the nodes that are on the channel of a domain, in the order of their numbers: all that relay or speak, used or not. */
  membersOf(domain: number, visit: (node: number) => void): void
  /** The first of the nodes of its kind, which have their numbers in a row; where it is not said, all are of one kind from 0 on. */
  firstOf?(node: number): number
}

export const NO_DOMAIN = -1

/** The way in of a node that nothing reaches, whoever is up. */
export const OUT_OF_REACH = -2

/** The endpoint of a packet that is for all on its channel: a sending to all goes out once and is heard by many. */
export const EVERYONE = -1
