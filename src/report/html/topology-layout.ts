import type { Box, Graph, Tie } from './topology-graph.js'

/** Where a box stands, and its lines of text. Pixels, from the upper left corner. */
export interface Placed {
  box: Box
  lines: string[]
  x: number
  y: number
  width: number
  height: number
}

/** A piece of a line: straight down, or from one way down to another. */
export interface Piece {
  x1: number
  y1: number
  x2: number
  y2: number
}

/** All ties between the same two boxes are one line, which comes to the lower box at `x`, `y`. */
export interface Drawn {
  ties: Tie[]
  pieces: Piece[]
  x: number
  y: number
}

export interface Picture {
  width: number
  height: number
  placed: Placed[]
  drawn: Drawn[]
}

const LINE = 14
const PADDING = 8
/** Between tiers lines go aside, and below that stand the words of each tie: its network, and how full it was. */
const ASIDE = 48
export const WORDS = 28
const BESIDE = 18
/** The words of a tie need so much width; a box is as wide as all that come to it from above. */
const PORT = 116
const NARROWEST = 150
/** What a line takes that passes between the boxes of a tier. */
const PASSAGE = 6
/** Letters of the type in a pixel's width, at the widest that a name should be. */
const LETTER = 6.1

interface Bundle {
  ties: Tie[]
  above: Box
  below: Box
}

/** What takes room in a row: a box, or a line that leads past. The back office takes none: it stands over all. */
interface Slot {
  box?: Box
  width: number
  middle: number
  above: Slot[]
  below: Slot[]
}

/** The back office on top, and below it tier by tier what is farther from it; lines lead between boxes, never behind one. */
export function topologyLayout({ boxes, ties }: Graph): Picture {
  const bundles = bundlesOf(boxes, ties)
  const rowOf = rowsOf(boxes, bundles)
  const rows = Array.from({ length: Math.max(...rowOf.values()) + 1 }, (): Slot[] => [])
  const slots = new Map(boxes.map((box) => [box, slotOf(widthOf(box, bundles), box)]))
  for (const [box, slot] of slots) rows[rowOf.get(box)!]!.push(slot)
  const office = rows[0]!.length === 1 && boxes[0]!.tier === 0 ? slots.get(boxes[0]!) : undefined
  const chains = new Map(
    bundles.map((bundle) => {
      const passed = rows.slice(rowOf.get(bundle.above)! + 1, rowOf.get(bundle.below)).map((row) => {
        const passage = slotOf(PASSAGE)
        row.push(passage)
        return passage
      })
      const chain = [slots.get(bundle.above)!, ...passed, slots.get(bundle.below)!]
      for (const [i, one] of chain.slice(1).entries())
        if (chain[i] !== office) {
          one.above.push(chain[i]!)
          chain[i]!.below.push(one)
        }
      return [bundle, chain]
    }),
  )
  order(rows)
  const width = Math.max(340, ...rows.map((row) => row.reduce((sum, one) => sum + one.width + BESIDE, -BESIDE)))
  align(rows, width)
  if (office) [office.width, office.middle] = [width - 2, width / 2]
  return { width, ...drawn(rows, chains, office) }
}

/** Between the same two boxes, the one nearer to the back office above. */
function bundlesOf(boxes: readonly Box[], ties: readonly Tie[]): Bundle[] {
  const found: Bundle[] = []
  for (const tie of ties) {
    const [above, below] = [tie.inner, tie.outer].sort((a, b) => boxes.indexOf(a) - boxes.indexOf(b)) as [Box, Box]
    const known = found.find((one) => one.above === above && one.below === below)
    if (known) known.ties.push(tie)
    else found.push({ ties: [tie], above, below })
  }
  return found
}

/** Its tier, or one below all that lead to it; rows without a box are left out. */
function rowsOf(boxes: readonly Box[], bundles: readonly Bundle[]): Map<Box, number> {
  const ranks = new Map<Box, number>()
  for (const box of boxes) {
    const over = bundles.filter(({ below }) => below === box).map(({ above }) => ranks.get(above)! + 1)
    ranks.set(box, Math.max(box.tier, ...over))
  }
  const there = [...new Set(ranks.values())].sort((a, b) => a - b)
  return new Map(boxes.map((box) => [box, there.indexOf(ranks.get(box)!)]))
}

function slotOf(width: number, box?: Box): Slot {
  return { ...(box && { box }), width, middle: 0, above: [], below: [] }
}

const portOf = ({ ties }: Bundle) => Math.max(PORT, ...ties.map(({ network }) => network.length * LETTER + 12))

function widthOf(box: Box, bundles: readonly Bundle[]): number {
  const ports = bundles.filter(({ below }) => below === box).map(portOf)
  return Math.max(
    NARROWEST,
    ports.reduce((sum, one) => sum + one, 0),
  )
}

/** Each as near as can be under those that lead to it. */
function order(rows: readonly Slot[][]): void {
  const number = (row: readonly Slot[]) => row.forEach((one, i) => (one.middle = (i + 0.5) / row.length))
  rows.forEach(number)
  for (const to of ['above', 'below', 'above', 'below', 'above'] as const)
    for (const row of to === 'above' ? rows : rows.toReversed()) {
      const by = new Map(row.map((one) => [one, mean(one, one[to])]))
      row.sort((a, b) => by.get(a)! - by.get(b)!)
      number(row)
    }
}

function mean(own: Slot, others: readonly Slot[]): number {
  return others.length === 0 ? own.middle : others.reduce((sum, one) => sum + one.middle, 0) / others.length
}

/** In that order, each as near as there is room to the middle of what it is tied to. */
function align(rows: readonly Slot[][], width: number): void {
  for (const row of rows) row.forEach((one) => (one.middle *= width))
  for (const to of ['above', 'below', 'above', 'both'] as const)
    for (const row of to === 'below' ? rows.toReversed() : rows) {
      const wanted = row.map((one) => mean(one, to === 'both' ? [...one.above, ...one.below] : one[to]))
      fit(row, wanted, width)
    }
}

/** Those nearest to where they would be, by the least sum of squares, of which none stands on another. */
function fit(row: readonly Slot[], wanted: readonly number[], width: number): void {
  let edge = 0
  // How far right of the first each must stand at least.
  const from = row.map((one, i) => (i === 0 ? 0 : (edge += (row[i - 1]!.width + one.width) / 2 + BESIDE)))
  // Those that press on one another stand together, at the mean of what they want.
  const blocks: { sum: number; many: number }[] = []
  for (const [i, want] of wanted.entries()) {
    let block = { sum: want - from[i]!, many: 1 }
    for (let last = blocks.at(-1); last && last.sum / last.many >= block.sum / block.many; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, many: last.many + block.many }
      blocks.pop()
    }
    blocks.push(block)
  }
  const [least, most] = [(row[0]?.width ?? 0) / 2, width - (row.at(-1)?.width ?? 0) / 2 - edge]
  const starts = blocks.flatMap(({ sum, many }) => Array<number>(many).fill(sum / many))
  for (const [i, one] of row.entries()) one.middle = Math.round(Math.max(least, Math.min(most, starts[i]!)) + from[i]!)
}

function drawn(
  rows: readonly Slot[][],
  chains: ReadonlyMap<Bundle, Slot[]>,
  office: Slot | undefined,
): Pick<Picture, 'height' | 'placed' | 'drawn'> {
  const placed = new Map<Slot, Placed>()
  const ends = [...chains].map(([bundle, chain]) => ({ bundle, chain, last: chain.at(-1)! }))
  /** Of each row: where lines come to it straight down, and where it ends. */
  const bands: { top: number; bottom: number }[] = []
  let y = 1
  for (const row of rows) {
    const words = ends.filter(({ last }) => row.includes(last)).map(({ bundle }) => bundle.ties.length)
    const top = y
    y += words.length === 0 ? 0 : Math.max(...words) * WORDS + 6
    let tallest = 0
    for (const one of row) {
      if (one.box === undefined) continue
      const lines = textOf(one.box, Math.floor((one.width - 2 * PADDING) / LETTER))
      const height = lines.length * LINE + 2 * PADDING
      placed.set(one, { box: one.box, lines, x: one.middle - one.width / 2, y, width: one.width, height })
      tallest = Math.max(tallest, height)
    }
    y += tallest
    bands.push({ top, bottom: y })
    y += ASIDE
  }
  /** Side by side along a box, in the order of where they come from or lead to. */
  const portAt = (box: Slot, own: Bundle, those: typeof ends, next: (chain: Slot[]) => Slot) => {
    const key = (chain: Slot[]) => (next(chain) === office ? box.middle : next(chain).middle)
    const inOrder = [...those].sort((a, b) => key(a.chain) - key(b.chain)).map(({ bundle }) => bundle)
    const before = inOrder.slice(0, inOrder.indexOf(own)).reduce((sum, one) => sum + portOf(one), 0)
    const all = inOrder.reduce((sum, one) => sum + portOf(one), 0)
    return Math.round(box.middle - box.width / 2 + ((before + portOf(own) / 2) / all) * box.width)
  }
  const lines = ends.map(({ bundle, chain, last }): Drawn => {
    const first = chain[0]!
    const x = portAt(last, bundle, ends.filter((one) => one.last === last), (one) => one.at(-2)!) // prettier-ignore
    const across = chain.map((one) => (one === last ? x : one.middle))
    // From the back office, which stands over all, straight down.
    across[0] = first === office ? across[1]! : portAt(first, bundle, ends.filter(({ chain: [one] }) => one === first), (one) => one[1]!) // prettier-ignore
    const start = rows.findIndex((row) => row.includes(first))
    const box = placed.get(last)!
    const pieces: Piece[] = []
    let at = placed.get(first)!.y + placed.get(first)!.height
    for (const [i, to] of across.entries()) {
      const { top, bottom } = bands[start + i]!
      if (i > 0) {
        pieces.push({ x1: across[i - 1]!, y1: at, x2: to, y2: top })
        at = top
      }
      const end = i === across.length - 1 ? box.y : bottom
      pieces.push({ x1: to, y1: at, x2: to, y2: end })
      at = end
    }
    return { ties: bundle.ties, pieces: pieces.filter(({ y1, y2 }) => y2 > y1), x, y: box.y }
  })
  return { height: y - ASIDE + 1, placed: [...placed.values()], drawn: lines }
}

/** Its name, what is in it, and how many there are. */
function textOf({ name, actors, count }: Box, room: number): string[] {
  const many = count === undefined ? [] : [`× ${String(count).replace(/\B(?=(\d{3})+$)/g, ' ')}`]
  const inside = name !== actors[0] ? wrapped(actors.join(', '), room) : []
  return [...wrapped(name, room), ...inside, ...many]
}

function wrapped(text: string, room: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
