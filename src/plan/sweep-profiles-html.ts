import { html, type Html } from '../report/html/html.js'
import type { AmiDecisions, Esi } from '../srs/ami-profile.js'
import { amiProfiles, distributionProfiles } from '../srs/profile.js'
import { heatTable, type HeatCell, type HeatRow } from './sweep-heat-html.js'
import type { Overview, OverviewPoint } from './sweep-overview.js'

/** Fewer profiles are as well told in a list. */
const FEW = 12

/** Whether profiles are all that is varied, so many of them that they are a map: AMI ones from top to bottom, distribution ones from left to right. */
export function isProfileMap({ axes, points, isWhole }: Overview): boolean {
  const several = axes.filter(({ values }) => values.length > 1)
  return isWhole && several.length === 1 && several[0]!.path === 'profile' && points.length > FEW
}

export function profileMap({ axes, points }: Overview, cell: (point: OverviewPoint | undefined) => HeatCell | undefined): Html {
  const at = axes.findIndex(({ path }) => path === 'profile')
  const byCode = new Map(points.map((one) => [one.values[at]!, one]))
  const distribution = ['', ...distributionProfiles.keys()]
  const rowOf = (ami: string, kind: string) => ({
    name: ami === '' ? 'none' : ami,
    cells: distribution.map((one) => cell(byCode.get([ami, one].filter((code) => code !== '').join(' + ')))),
    kind,
  })
  const all = [...[...amiProfiles.values()].map((one) => rowOf(one.code, kindOf(one))), rowOf('', 'No AMI profile')]
  const there = all.filter(({ cells }) => cells.some((one) => one !== undefined))
  const rows = there.map(({ kind, ...row }, i): HeatRow => (there[i - 1]?.kind === kind ? row : { ...row, group: kind }))
  const caption = 'The AMI profile from top to bottom, the distribution profile beside it from left to right (SRS 4.20.3; sgsim profiles says what the letters mean).'
  return heatTable(caption, 'Profiles: how the requirements ended', html`AMI <span class="soft">↓</span>`, columnsOf(distribution), rows)
} // prettier-ignore

function columnsOf(codes: readonly string[]): Html[] {
  return codes.map((code) => {
    const one = distributionProfiles.get(code)
    if (one === undefined) return html`none`
    const words = `${one.control}, ${one.network}, ${one.way}`
    return html`<span title="${words}">${code}</span>`
  })
}

const ESIS: Record<Esi, string> = {
  M: 'ESI in the meter',
  U: 'ESI of the utility',
  3: 'ESI of a third party',
  M3: 'ESIs in the meter and of a third party',
  U3: 'ESIs of the utility and of a third party',
}

function kindOf({ rep, esi }: AmiDecisions): string {
  return `${rep ? 'With retail providers' : 'No retail providers'}, ${esi === undefined ? 'no home network' : ESIS[esi]}`
}
