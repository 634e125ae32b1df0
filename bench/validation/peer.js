import { CASES } from '../peers/cases.js'
import { percent, table } from './table.js'

const FIGURES = ['latency_mean_s', 'latency_p95_s', 'loss_share']
const TITLES = { latency_mean_s: 'mean latency', latency_p95_s: '95th percentile', loss_share: 'lost' }
/** What may differ without a reason. */
const SMALL = 0.05

/** The part of the document that holds sgsim against ns-3: `lines` are those of bench/peers/results.csv. */
export function peerPart(lines) {
  const names = [...new Set(lines.map((line) => line.case))]
  const cases = CASES.filter(({ name }) => names.includes(name))
  const of = (name) => FIGURES.map((figure) => lines.find((line) => line.case === name && line.figure === figure))
  const rows = cases.map(({ name }) => {
    const cells = of(name).map((line) => [shown(line, line.ns3), shown(line, line.sgsim), difference(line)])
    return [`\`${name}\``, ...cells.flat()]
  })
  const columns = ['case', ...FIGURES.flatMap((figure) => [`${TITLES[figure]}: ns-3`, 'sgsim', 'difference'])]
  return `## Side by side with ns-3

[ns-3](https://www.nsnam.org) is an independent simulator. The same messages of 50 meters go over two DAPs to a head-end in both programs: over
point-to-point wires, over IEEE 802.15.4 radio with CSMA/CA, and over ns-3's CSMA bus. ns-3's side is C++ of our own on ns-3's models; what else
differs and how it was measured is in \`bench/peers\`, whose \`results.csv\` these figures are. \`difference\` is
(sgsim - ns-3) ÷ ns-3; the intervals are in that file.

${cases.map(({ name, about }) => `- \`${name}\`: ${about}`).join('\n')}

${table(columns, rows)}

Every difference above ${100 * SMALL} %, and what explains it. Where there is a case \`…-like-sgsim\`, ns-3 does there what sgsim does: the difference goes away with
its cause, so that the cause is not merely supposed.

${table(
  ['case', 'differs in', 'because'],
  cases.flatMap((one) => explained(one, of(one.name))),
  [false, false, false],
)}

Where ns-3 loses nothing and sgsim something, on the bus, two meters have listened in the very same microsecond: in sgsim they collide, ns-3 lets one of them go first.
`
}

/** A case without a large difference has no line. One that has must say why. */
function explained({ name, why }, lines) {
  const large = lines.filter((line) => line.difference_share !== 'NA' && Math.abs(line.difference_share) > SMALL)
  if (large.length === 0) return []
  if (why === undefined) throw new Error(`${name} differs from ns-3 by more than ${SMALL}, and nothing says why`)
  return [[`\`${name}\``, large.map((line) => `${TITLES[line.figure]} ${difference(line)}`).join(', '), why]]
}

function shown({ figure }, value) {
  if (figure !== 'loss_share') return `${Number((1000 * value).toPrecision(4))} ms`
  return `${Number((100 * value).toPrecision(3))} %`
}

const difference = ({ difference_share }) => (difference_share === 'NA' ? '–' : percent(Number(difference_share)))
