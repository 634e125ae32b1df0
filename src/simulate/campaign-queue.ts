import type { Transfer } from './campaign-run.js'

/** The devices of a campaign that are served by themselves: in line tree by tree, so many of each at once. */
export class CampaignQueue {
  /** By tree: who is in line, where the line has come to, and how many are served. */
  private readonly lines = new Map<number, { waiting: number[]; next: number; served: number; rested: Transfer[] }>()
  private readonly order: number[] = []
  private turn = 0
  /** Devices that have not been begun. */
  left = 0

  constructor(private readonly atOnce: number) {}

  add(tree: number, device: number): void {
    let line = this.lines.get(tree)
    if (line === undefined) {
      this.lines.set(tree, (line = { waiting: [], next: 0, served: 0, rested: [] }))
      this.order.push(tree)
    }
    line.waiting.push(device)
    this.left++
  }

  /** The next device to begin, of the next tree that has a place for one; undefined: none has. */
  take(): { tree: number; device: number } | undefined {
    const { order, lines } = this
    for (let i = 0; i < order.length; i++) {
      const at = (this.turn + i) % order.length
      const tree = order[at]!
      const line = lines.get(tree)!
      if (line.next === line.waiting.length || line.served >= this.atOnce) continue
      this.turn = at + 1
      line.served++
      this.left--
      return { tree, device: line.waiting[line.next++]! }
    }
    return undefined
  }

  /** A place is free again. */
  leave(tree: number): void {
    this.lines.get(tree)!.served--
  }

  /** A transfer that has rested is in line again, before all that have not been begun. */
  comesBack(transfer: Transfer): void {
    this.lines.get(transfer.tree)!.rested.push(transfer)
  }

  /** One that has rested, where a place of its tree is free. */
  takeRested(tree: number): Transfer | undefined {
    const line = this.lines.get(tree)!
    if (line.served >= this.atOnce) return undefined
    const transfer = line.rested.shift()
    if (transfer !== undefined) line.served++
    return transfer
  }
}
