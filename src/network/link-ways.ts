import type { Links } from './links.js'

/** Which way each link carries, looked up once. */
export class LinkWays {
  /** By link: 0 not looked up yet, 1 up, 2 down. */
  private ways = new Uint8Array(0)

  constructor(private readonly links: Links) {}

  isUp(link: number): boolean {
    const way = link < this.ways.length ? this.ways[link]! : 0
    return way === 0 ? this.lookUp(link) : way === UP
  }

  private lookUp(link: number): boolean {
    if (link >= this.ways.length) {
      const wide = new Uint8Array(this.links.count)
      wide.set(this.ways)
      this.ways = wide
    }
    const isUp = this.links.groupOf(link).direction === 'up'
    this.ways[link] = isUp ? UP : DOWN
    return isUp
  }
}

const UP = 1
const DOWN = 2
