import { percent } from '../../check/verdict.js'
import { printSize } from '../../input/units.js'
import type { Direction } from '../../network/links.js'
import type { Run } from '../../run/run.js'
import { count, datum, share, use } from './datum.js'
import { html, type Content, type Html } from './html.js'
import { networkLoads } from './network-load.js'
import type { Section } from './page.js'
import { figure, table } from './parts.js'
import type { Plots } from './plots.js'
import { BY_HAND, topologyGraph, type Box, type Graph, type Tie } from './topology-graph.js'
import { topologyLayout, WORDS, type Picture } from './topology-layout.js'

/** From here on a network is filling up, and from there on it is nearly full. */
const FILLING = 0.5
const FULL = 0.8

/** A wide picture may shrink so far, and then scrolls: its type can still be read. */
const SHRINKS = 0.8

/** How full each network was in the busiest hour of a direction. */
type Fill = (network: string, direction: Direction) => number

/** From the meters to the back office: what stands between them, and how full it was. */
export function topologySection(run: Run, plots: Plots): Section | undefined {
  const graph = topologyGraph(run)
  if (graph.ties.length === 0) return undefined
  const fill = fillOf(run)
  const picture = topologyLayout(ofNetworks(graph))
  const drawn = plots.svg(optionsOf(picture, fill, plots), inWords(graph, fill))
  const caption = html`Lines are networks: ↓ towards the devices, ↑ towards the back office, as the share of the capacity in use: of the fullest link over
    the run, or of all links in the busiest hour of the network, whichever is more. Wider is fuller; <span class="hue filling">from ${percent(FILLING)}</span>, <span class="hue full">from ${percent(FULL)}</span>.
    Only what carried something is shown.`
  const shown = figure(
    html`<div class="wide topology" tabindex="0" role="region" aria-label="From meter to back office" style="--least: ${Math.round(picture.width * SHRINKS)}px">${drawn}</div>`,
    caption,
    tableOf(graph),
  )
  return {
    id: 'topology',
    title: 'From meter to back office',
    body: html`<div class="beside">${shown}${listOf(graph, fill)}</div>`,
  }
}

/** Without what is brought by hand, which is in the list only; all of it where there is nothing else. */
function ofNetworks({ boxes, ties }: Graph): Graph {
  const left = ties.filter(({ network }) => network !== BY_HAND)
  if (left.length === 0) return { boxes, ties }
  const isTied = (box: Box) => left.some(({ inner, outer }) => inner === box || outer === box)
  // The field tool has what it brings from the back office: a way that ends at it.
  return { boxes: boxes.filter(isTied), ties: left }
}

function fillOf(run: Run): Fill {
  const most = new Map<string, number>(
    networkLoads(run).flatMap(({ network, lanes }) =>
      lanes.map(({ direction, utilisation }) => [`${network} ${direction}`, Math.max(...utilisation)] as const),
    ),
  )
  return (network, direction) => most.get(`${network} ${direction}`) ?? 0
}

/** Lines first, so that boxes stand on them. */
function optionsOf({ width, height, placed, drawn }: Picture, fill: Fill, { marks }: Plots) {
  const lines = drawn.map(({ ties, pieces }) => {
    const most = Math.max(...ties.map((tie) => mostOf(tie, fill)))
    return marks.link(pieces, {
      ...{ x1: 'x1', y1: 'y1', x2: 'x2', y2: 'y2', curve: 'bump-y' },
      stroke: colourOf(most),
      strokeWidth: 1.5 + 7 * Math.min(1, most),
    })
  })
  const boxes = marks.rect(placed, {
    ...{ x1: 'x', y1: 'y', x2: right, y2: bottom, rx: 4 },
    ...{ fill: 'var(--paper)', stroke: 'var(--ink)', strokeWidth: 1 },
  })
  const letters = placed.flatMap(({ x, y, width: own, lines: text, box }) =>
    text.map((words, i) => ({
      x: x + own / 2,
      y: y + 8 + 14 * (i + 0.5),
      words,
      isName: i === 0 && box.name !== box.actors[0],
    })),
  )
  // Of several ties one stands over the other.
  const said = drawn.flatMap(({ ties, x, y }) =>
    ties.map((tie, i) => ({ tie, x, y: y - WORDS * (ties.length - 1 - i), ways: waysInWords(tie, fill) })),
  )
  const labels = said.flatMap(({ tie, x, y, ways }) => [
    { x, y: y - 24, words: tie.network, isName: true },
    { x, y: y - 10, words: ways, isName: false },
  ])
  // Behind the words of a line, so that it does not run through them.
  const backs = said.map(({ tie, x, y, ways }) => {
    const half = 3.1 * Math.max(tie.network.length, ways.length)
    return { x1: x - half, x2: x + half, y1: y - 32, y2: y - 4 }
  })
  const behind = marks.rect(backs, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: 'var(--paper)' })
  const text = (all: typeof letters, isName: boolean) =>
    marks.text(
      all.filter((one) => one.isName === isName),
      {
        ...{ x: 'x', y: 'y', text: 'words', fill: 'var(--ink)', fontSize: 11 },
        ...(isName && { fontWeight: 600 }),
      },
    )
  return {
    ...{ width, height, margin: 0, axis: null },
    x: { type: 'identity' as const },
    y: { type: 'identity' as const },
    marks: [...lines, behind, boxes, ...[labels, letters].flatMap((all) => [text(all, true), text(all, false)])],
  }
}

const right = ({ x, width }: { x: number; width: number }) => x + width
const bottom = ({ y, height }: { y: number; height: number }) => y + height

const WAYS: readonly Direction[] = ['down', 'up']
const mostOf = ({ network, carried }: Tie, fill: Fill) =>
  Math.max(...WAYS.map((way) => fullOf({ network, carried }, way, fill)))

/** A mean of many links hides a full one, and a whole run a full hour: what is known is that it was no less than either. */
function fullOf({ network, carried }: Pick<Tie, 'network' | 'carried'>, way: Direction, fill: Fill): number {
  const own = carried[way]
  return own === undefined ? 0 : Math.max(fill(network, way), own.fullest.share)
}

function colourOf(most: number): string {
  return most >= FULL ? 'var(--fail)' : most >= FILLING ? 'var(--undecided)' : 'var(--line1)'
}

/** Two digits are enough on a line; the table has them all. */
function waysInWords({ network, carried }: Tie, fill: Fill): string {
  const parts = WAYS.filter((way) => carried[way] !== undefined)
  return parts.map((way) => `${way === 'down' ? '↓' : '↑'} ${rough(fullOf({ network, carried }, way, fill))}`).join(' ')
}

function rough(part: number): string {
  const percents = part * 100
  if (percents > 0 && percents < 0.1) return '<0.1 %'
  return `${percents < 10 ? Number(percents.toFixed(1)) : Math.round(percents)} %`
}

function inWords({ ties }: Graph, fill: Fill): string {
  const fullest = ties.reduce((most, tie) => (mostOf(tie, fill) > mostOf(most, fill) ? tie : most))
  const chain = ties.map(({ inner, outer, network }) => `${outer.name} to ${inner.name} over ${network}`).join('; ')
  return `${chain}. Fullest is ${fullest.network}: ${use(mostOf(fullest, fill))} in its busiest hour or link`
}

/** The same as a list. */
function listOf({ ties }: Graph, fill: Fill): Html {
  const lines = ties.map((tie) => {
    const ways = WAYS.flatMap((way): Content[] => {
      const carried = tie.carried[way]
      if (carried === undefined) return []
      const { name, utilisation } = carried.fullest
      const fullest = carried.links > 1 && html`, fullest link ${name} ${share(utilisation)}`
      return [html`${way} ${share(fill(tie.network, way))}${fullest}, ${printSize(carried.bytesWire, 3)}`]
    })
    return html`<li><strong>${tie.network}</strong> ${called(tie.outer)} – ${called(tie.inner)}<br>${ways.flatMap((one, i) => (i === 0 ? [one] : ['; ', one]))}</li>`
  })
  return html`<div class="list">
    <p class="soft">Use of the capacity in the busiest hour of the network, of all links together; the fullest link and bytes on the wire, over the run.</p>
    <ul class="ties">
      ${lines}
    </ul>
  </div>`
}

const called = ({ name, count: many }: Box) => (many === undefined ? name : `${name} × ${count(many)}`)

function tableOf({ ties }: Graph): Html {
  const rows = ties.flatMap((tie) =>
    WAYS.flatMap((way): Content[][] => {
      const carried = tie.carried[way]
      if (carried === undefined) return []
      const [from, to] = way === 'down' ? [tie.inner, tie.outer] : [tie.outer, tie.inner]
      const { packets, bytesWire, links, fullest } = carried
      return [
        [
          from.name,
          to.name,
          tie.network,
          tie.flows.join(', '),
          datum(links),
          datum(packets),
          datum(bytesWire),
          fullest.name,
          share(fullest.utilisation),
        ],
      ]
    }),
  )
  const columns = ['from', 'to', 'network', 'data flows', '#links', '#packets offered', '#bytes on the wire', 'fullest link', '#its use over the run'] // prettier-ignore
  return table('What each part of the way carried', columns, rows)
}
