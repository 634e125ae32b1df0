import { openPlots } from '../dist/report/html/plots.js'
import { count } from './speed-cases.js'

/** Visible on white and on black. */
const COLOURS = ['#3b82c4', '#d9534f']
/** A file is drawn by itself, so that its style is its own; the letters follow light and dark. */
const STYLE =
  '<style>.plot{font:12px system-ui,sans-serif;color:#57606a;background:none}.plot text{white-space:pre}' +
  '@media(prefers-color-scheme:dark){.plot{color:#a5b0bb}}</style>'

/** Seconds over messages, both by powers of ten, a line for each work; dashed, through its largest, what grows in proportion. */
export async function figureOf(works) {
  const plots = await openPlots()
  const { marks } = plots
  const lines = works.flatMap(({ work, deployment, rows, growth }, i) => {
    const points = rows.filter(({ failed }) => failed === undefined)
    if (points.length === 0) return []
    const stroke = COLOURS[i % COLOURS.length]
    const last = points.at(-1)
    const least = Math.min(...points.map(({ totalS }) => totalS))
    // No lower than what was measured: the scale begins there.
    const share = Math.max(points[0].messages / last.messages, least / last.totalS)
    const inProportion = [share, 1].map((one) => [one * last.messages, one * last.totalS])
    const power = growth.exponents.lastDecade.all
    const name = power === undefined ? '' : `, in the last tenfold messages^${power.toFixed(2)}`
    const places = points.map(({ messages, totalS }) => [messages, totalS])
    return [
      marks.line(inProportion, { stroke, strokeOpacity: 0.6, strokeDasharray: '4 3' }),
      marks.line(places, { stroke, strokeWidth: 1.5 }),
      marks.dot(places, { fill: stroke, r: 3 }),
      // Where no line is that rises.
      marks.text([`${work}: ${deployment}${name}`], { frameAnchor: 'top-left', fill: stroke, dx: 10, dy: 10 + 18 * i }),
    ]
  })
  const below = { frameAnchor: 'top-left', dx: 10, dy: 10 + 18 * works.length }
  const legend = marks.text(['dashed: in proportion to messages'], { fill: 'currentColor', ...below })
  const { text } = plots.svg(
    {
      width: 720,
      height: 400,
      marginLeft: 60,
      marginRight: 30,
      x: scaleOf(works, 'messages', 'messages'),
      y: scaleOf(works, 'totalS', 'seconds'),
      marks: [marks.gridX(), marks.gridY(), ...lines, legend],
    },
    `Seconds of a run over its messages: ${works.map(inWords).join('; ')}`,
  )
  const whole = text.includes('xmlns=') ? text : text.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
  return `${whole.replace('>', `>${STYLE}`)}\n`
}

/** A scale of powers of ten, from the one below what was measured to the most. */
function scaleOf(works, figure, label) {
  const values = works.flatMap(({ rows }) => rows.map((row) => row[figure])).filter((one) => one !== undefined)
  const [least, most] = [Math.floor(Math.log10(Math.min(...values))), Math.max(...values)]
  const ticks = Array.from({ length: Math.floor(Math.log10(most)) - least + 1 }, (_, i) => 10 ** (least + i))
  return {
    type: 'log',
    label,
    domain: [10 ** least, most],
    ticks,
    tickFormat: (one) => (one < 1 ? String(one) : count(one)),
  }
}

function inWords({ deployment, rows }) {
  const points = rows.filter(({ failed }) => failed === undefined)
  const told = [...new Set([points.at(0), points.at(-1)])].filter((one) => one !== undefined)
  return `${deployment} ${told.map(({ messages, totalS }) => `${Number(totalS.toPrecision(3))} s for ${count(messages)}`).join(', ')}`
}
