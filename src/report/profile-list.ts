import { allProfiles, amiProfiles, distributionProfiles, type Profile } from '../srs/profile.js'
import { tableText } from './table.js'
import { wrapped } from './wrapped.js'

/** The decisions of a profile, as JSON. */
export function profileJson({ code, ami, distribution, rep, han }: Profile): object {
  return {
    code,
    rep,
    han,
    ami: ami ? { code: ami.code, rep: ami.rep, esi: ami.esi ?? null, cis: ami.cis, backhaul: ami.backhaul } : null,
    distribution: distribution
      ? {
          code: distribution.code,
          control: distribution.control,
          network: distribution.network,
          management: distribution.management,
          way: distribution.way,
          status: distribution.status,
        }
      : null,
  }
}

const CIS = { direct: 'CIS reaches the head-end directly', mdms: 'CIS reaches the head-end via MDMS' }
const BACKHAUL = {
  W: 'the head-end reaches its DAPs over the WAN',
  IW: 'the head-end reaches its DAPs through the gateway over the WAN',
  IIW: 'the head-end reaches its DAPs through the gateway over the internet and the WAN',
}
const ESI = {
  M: 'in the meter',
  U: "the utility's own",
  '3': "a third party's",
  M3: "in the meter, and a third party's",
  U3: "the utility's own, and a third party's",
}

/** Why there are twelve (srs/distribution-profile.ts). */
const INFERRED =
  'SRS table 5.4.3 prints six of its twelve profiles. This is one of the other six, inferred from its columns and the four ' +
  'ways of decision i (4.20.3): centralized control over D-SCADA by each of three ways, under either management; ' +
  'decentralized control by a FAN gateway of the substation or of the field, under either management; and the AMI network ' +
  'for either control.'

/** Alone it is a profile of the SRS, and yet nothing that could be built. */
function opensAmi(code: string): string {
  return (
    `Alone it reaches the feeder devices by an AMI network that it does not describe: paths may be asked of it, but a deployment ` +
    `must join it with an AMI profile, such as "ACvW + ${code}".`
  )
}

/** What a code means, a decision a line. */
export function profileText({ code, ami, distribution }: Profile): string {
  const lines = [code]
  if (ami) {
    lines.push(`  AMI ${ami.code}`)
    lines.push(`    ${ami.rep ? 'with' : 'without'} retail providers (REP)`)
    lines.push(`    ${ami.esi ? `home area networks; ESI ${ESI[ami.esi]}` : 'no home area networks'}`)
    lines.push(`    ${CIS[ami.cis]}`, `    ${BACKHAUL[ami.backhaul]}`)
  }
  if (distribution) {
    const isStated = distribution.status === 'stated'
    lines.push(`  Distribution ${distribution.code} (${isStated ? 'stated in SRS table 5.4.3' : 'inferred'})`)
    lines.push(`    ${distribution.control} control`)
    lines.push(`    over the ${distribution.network} network, whose gear has ${distribution.management} management`)
    lines.push(`    to the feeder devices ${distribution.way}`)
    if (!isStated) lines.push(...wrapped(INFERRED, '    '))
  }
  if (!ami && distribution?.way === 'via DAP') lines.push(...wrapped(opensAmi(code), '  '))
  return `${lines.join('\n')}\n`
}

/** The codes, and how many profiles they make. */
export function profilesText(): string {
  const ami = [...amiProfiles.keys()]
  const rows: string[] = []
  for (let i = 0; i < ami.length; i += 6)
    rows.push(
      `  ${ami
        .slice(i, i + 6)
        .map((code) => code.padEnd(12))
        .join('')}`.trimEnd(),
    )
  const open = [...distributionProfiles.values()].filter((one) => one.way === 'via DAP').map((one) => one.code)
  return [
    `AMI: ${ami.length} profiles (SRS tables 5.4.1 and 5.4.2)`,
    '  A; R with retail providers; HE and the ESI (M in the meter, U of the',
    '  utility, 3 of a third party); C and d direct or v via MDMS; W, IW or IIW',
    ...rows,
    '',
    `Distribution: ${distributionProfiles.size} profiles (SRS table 5.4.3)`,
    ...[...distributionProfiles.values()].map(
      (one) => `  ${one.code.padEnd(9)}${one.control}, ${one.network}, ${one.way} (${one.status})`,
    ),
    '',
    `${[...allProfiles()].length} in all: one of AMI, of distribution, or one of each (ACvIW + DCSIRsF)`,
    ...wrapped(`A deployment takes all but ${open.join(' and ')}, which need an AMI profile beside them`, ''),
    '',
  ].join('\n')
}

const COLUMNS = ['profile', 'rep', 'esi', 'cis', 'backhaul', 'control', 'network', 'management', 'way', 'status']

/** One line a profile. */
export function profilesCsv(profiles: readonly Profile[]): string {
  const rows = profiles.map(({ code, ami, distribution: d }) => {
    const rep = ami === undefined ? undefined : ami.rep ? 'yes' : 'no'
    const esi = ami === undefined ? undefined : (ami.esi ?? 'none')
    return [code, rep, esi, ami?.cis, ami?.backhaul, d?.control, d?.network, d?.management, d?.way, d?.status]
  })
  return tableText(COLUMNS, rows)
}
