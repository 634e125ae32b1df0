import type { LossReason } from './medium.js'

/**
 * Packets that were taken out of their lines and go no further. They are told one after the other when all lines are in order again, since what
 * the loss of one sets off may come to the same lines at once; and never one inside the other, however many there are.
 */
export class GivenUp {
  private readonly packets: number[] = []
  private readonly reasons: LossReason[] = []
  private isTelling = false

  constructor(private readonly told: { lost(packet: number, reason: LossReason): void }) {}

  add(packet: number, reason: LossReason): void {
    this.packets.push(packet)
    this.reasons.push(reason)
  }

  /** To be called when all is in order. What is added while it tells is told by it, too. */
  tell(): void {
    const { packets, reasons } = this
    if (this.isTelling || packets.length === 0) return
    this.isTelling = true
    for (let i = 0; i < packets.length; i++) this.told.lost(packets[i]!, reasons[i]!)
    packets.length = reasons.length = 0
    this.isTelling = false
  }
}
