/**
 * Points in a square of cells, so that those near to a place are found without asking all. Points are numbered by whoever owns their
 * coordinates; what is put in stays until the next `start`.
 */
export class Cells {
  private side = 1
  private perCell = 1
  private left = 0
  private top = 0
  private head = new Int32Array(0)
  private next = new Int32Array(0)

  constructor(
    private readonly x: Float64Array | Float32Array,
    private readonly y: Float64Array | Float32Array,
  ) {}

  /** Empties the cells, which are now about `size` wide and cover a square around a place; what lies outside is in the cells at its edge. */
  start(half: number, size: number, x = 0, y = 0): void {
    this.left = x - half
    this.top = y - half
    // Many empty cells cost more than a few points too many.
    this.side = Math.max(1, Math.min(Math.floor((2 * half) / size), MOST_CELLS))
    this.perCell = this.side / (2 * half)
    const cells = this.side * this.side
    if (this.head.length < cells) this.head = new Int32Array(cells)
    if (this.next.length < this.x.length) this.next = new Int32Array(this.x.length)
    this.head.fill(-1, 0, cells)
  }

  put(point: number): void {
    const cell = this.at(this.y[point]! - this.top) * this.side + this.at(this.x[point]! - this.left)
    this.next[point] = this.head[cell]!
    this.head[cell] = point
  }

  /** Visits the points that may be within a distance: those of all cells that it reaches into. */
  near(x: number, y: number, distance: number, visit: (point: number) => void): void {
    const { head, next, side } = this
    const fromX = x - this.left
    const fromY = y - this.top
    const first = this.at(fromX - distance)
    const last = this.at(fromX + distance)
    const low = this.at(fromY - distance)
    const high = this.at(fromY + distance)
    for (let row = low; row <= high; row++)
      for (let column = first; column <= last; column++)
        for (let point = head[row * side + column]!; point >= 0; point = next[point]!) visit(point)
  }

  private at(coordinate: number): number {
    const cell = Math.floor(coordinate * this.perCell)
    return cell < 0 ? 0 : cell >= this.side ? this.side - 1 : cell
  }
}

const MOST_CELLS = 256
