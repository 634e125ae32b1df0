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

/** Where a tie leaves the box above and comes to the one below. */
export interface Drawn {
  tie: Tie
  x1: number
  y1: number
  x2: number
  y2: number
}

export interface Picture {
  width: number
  height: number
  placed: Placed[]
  drawn: Drawn[]
}

const LINE = 14
const PADDING = 8
/** Between tiers there is room for the words of a tie: its network, and how full it was. */
const BETWEEN = 84
const BESIDE = 18
/** The words of a tie need so much width; a box is as wide as all that come to it from above. */
const PORT = 116
const NARROWEST = 150
/** Letters of the type in a pixel's width, at the widest that a name should be. */
const LETTER = 6.1

/** The back office on top, and below it tier by tier what is farther from it. */
export function topologyLayout({ boxes, ties }: Graph): Picture {
  const tiers = [...new Set(boxes.map(({ tier }) => tier))].sort((a, b) => a - b)
  const rows = tiers.map((tier) => boxes.filter((box) => box.tier === tier))
  order(rows, ties)
  const widthOf = (box: Box) => Math.max(NARROWEST, ties.filter(({ outer }) => outer === box).length * PORT)
  const rowWidth = (row: readonly Box[]) => row.reduce((sum, box) => sum + widthOf(box) + BESIDE, -BESIDE)
  const width = Math.max(340, ...rows.map(rowWidth))
  const placed: Placed[] = []
  let y = 1
  for (const row of rows) {
    // The back office stands over all.
    const isOffice = row.length === 1 && row[0]!.tier === 0
    let x = isOffice ? 1 : (width - rowWidth(row)) / 2
    let tallest = 0
    for (const box of row) {
      const own = isOffice ? width - 2 : widthOf(box)
      const lines = textOf(box, Math.floor((own - 2 * PADDING) / LETTER))
      const height = lines.length * LINE + 2 * PADDING
      placed.push({ box, lines, x, y, width: own, height })
      x += own + BESIDE
      tallest = Math.max(tallest, height)
    }
    y += tallest + BETWEEN
  }
  return { width, height: y - BETWEEN + 1, placed, drawn: drawnOf(ties, placed) }
}

/** Each box as near as can be under those to which it leads. */
function order(rows: readonly Box[][], ties: readonly Tie[]): void {
  const place = new Map<Box, number>()
  const number = (row: readonly Box[]) => row.forEach((box, i) => place.set(box, (i + 0.5) / row.length))
  rows.forEach(number)
  const mean = (box: Box, above: boolean) => {
    const others = ties.flatMap(({ inner, outer }) =>
      above && outer === box ? [inner] : !above && inner === box ? [outer] : [],
    )
    return others.length === 0 ? place.get(box)! : others.reduce((sum, one) => sum + place.get(one)!, 0) / others.length
  }
  for (const above of [true, false, true, false, true])
    for (const row of above ? rows : rows.toReversed()) {
      const by = new Map(row.map((box) => [box, mean(box, above)]))
      row.sort((a, b) => by.get(a)! - by.get(b)!)
      number(row)
    }
}

function drawnOf(ties: readonly Tie[], placed: readonly Placed[]): Drawn[] {
  const of = new Map(placed.map((one) => [one.box, one]))
  const middle = (box: Box) => of.get(box)!.x + of.get(box)!.width / 2
  const spread = (box: Box, mine: readonly Tie[], tie: Tie, other: (one: Tie) => Box) => {
    const { x, width } = of.get(box)!
    const inOrder = [...mine].sort((a, b) => middle(other(a)) - middle(other(b)))
    return x + (width * (inOrder.indexOf(tie) + 0.5)) / inOrder.length
  }
  return ties.map((tie) => {
    const { inner, outer } = tie
    const [above, below] = [of.get(inner)!, of.get(outer)!]
    const x2 = spread(outer, ties.filter((one) => one.outer === outer), tie, (one) => one.inner) // prettier-ignore
    const straight = inner.tier === 0 && above.x <= x2 && x2 <= above.x + above.width
    const x1 = straight ? x2 : spread(inner, ties.filter((one) => one.inner === inner), tie, (one) => one.outer) // prettier-ignore
    return { tie, x1, y1: above.y + above.height, x2, y2: below.y }
  })
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
