/** Which stations of a cycle do not answer, counted so that how many come before a place is known in a few steps (Fenwick, 1994). */
export class SilentStations {
  /** How many there are. */
  count = 0
  private isSilent = new Uint8Array(0)
  /** By place: how many stand in the part of the cycle that ends with it, and is as long as its lowest bit says. */
  private sums = new Int32Array(0)

  has(station: number): boolean {
    return this.isSilent[station] === 1
  }

  add(station: number): void {
    if (this.has(station)) return
    if (station >= this.isSilent.length) this.widen(station)
    this.change(station, 1)
  }

  delete(station: number): void {
    if (this.has(station)) this.change(station, -1)
  }

  /** How many have a lower number than this. */
  before(station: number): number {
    let sum = 0
    for (let place = Math.min(station, this.isSilent.length); place > 0; place &= place - 1) sum += this.sums[place]!
    return sum
  }

  private change(station: number, by: number): void {
    this.isSilent[station] = by > 0 ? 1 : 0
    this.count += by
    for (let place = station + 1; place < this.sums.length; place += place & -place) this.sums[place]! += by
  }

  private widen(station: number): void {
    const old = this.isSilent
    const size = Math.max(64, 2 * old.length, station + 1)
    this.isSilent = new Uint8Array(size)
    this.sums = new Int32Array(size + 1)
    this.count = 0
    for (let one = 0; one < old.length; one++) if (old[one] === 1) this.change(one, 1)
  }
}
