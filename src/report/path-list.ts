import type { Catalogue } from '../srs/catalogue.js'
import { alternatives, printPath } from '../srs/path.js'
import { pathOption, type PathOption } from '../srs/path-option.js'
import type { Profile } from '../srs/profile.js'
import { pathBetween, resolvePath } from '../srs/resolve-path.js'
import { walk, type Hop } from '../srs/walk.js'
import { tableText } from './table.js'
import { wrapped } from './wrapped.js'

/** One way from an actor to another. */
export interface Way {
  path: string
  hops: Hop[]
  /** Which option of SRS 4.19 it is, between CIS/Billing - Utility and a meter. */
  option: PathOption | undefined
  /** Whether the profile that was asked for takes it; undefined where none was. */
  chosen: boolean | undefined
}

/** All ways between two actors, in the SRS's pseudo-code, and in its order where it numbers them; undefined where the catalogue has none. */
export interface Ways {
  from: string
  to: string
  expression: string
  profile: string | undefined
  /** Why the profile takes none of them. */
  missing: string | undefined
  ways: Way[]
}

export function waysBetween(catalogue: Catalogue, from: string, to: string, profile?: Profile): Ways | undefined {
  const found = pathBetween(catalogue, from, to)
  if (found === undefined) return undefined
  const resolved = profile && resolvePath(catalogue, profile, from, to)
  const taken = resolved && 'hops' in resolved ? String(resolved.hops.map((hop) => hop.flow)) : undefined
  const all = alternatives(found.expression).map((way): Way => {
    const walked = walk(way, found.start, catalogue.flows)
    const hops = 'hops' in walked ? walked.hops : []
    return { path: way.join(' + '), hops, option: pathOption(way), chosen: profile && taken === String(way) }
  })
  const ways = all.every((way) => way.option) ? all.sort((a, b) => a.option!.number - b.option!.number) : all
  const missing = resolved && 'missing' in resolved ? resolved.missing : undefined
  return { from, to, expression: printPath(found.expression), profile: profile?.code, missing, ways }
}

export function waysText({ from, to, expression, profile, missing, ways }: Ways): string {
  const lines = [...wrapped(`${from} → ${to}`, ''), ...wrapped(expression, '  ')]
  for (const [i, way] of ways.entries()) {
    const mark = way.chosen ? ` (${profile})` : ''
    lines.push('', `  ${i + 1}  ${way.path}${mark}`)
    if (way.option) lines.push(`       = ${optionText(way.option)}`)
    for (const hop of way.hops)
      lines.push(...wrapped(`${hop.flow.padEnd(5)} ${hop.from} → ${hop.to}, ${hop.network}`, '       '))
  }
  if (missing !== undefined) lines.push('', ...wrapped(`none of them: ${missing}`, '  '))
  return `${lines.join('\n')}\n`
}

/** Which number is the SRS's own, and which follows from its order. */
function optionText({ decisions, profile, status }: PathOption): string {
  const source = status === 'stated' ? 'stated in SRS 4.19' : 'inferred from table 5.4.1 (errata 4.19)'
  return `${decisions.join(' + ')}, ${profile}; ${source}`
}

export function waysJson({ from, to, expression, profile, missing, ways }: Ways): object {
  return {
    from,
    to,
    expression,
    profile: profile ?? null,
    missing: missing ?? null,
    ways: ways.map((way) => ({
      path: way.path,
      chosen: way.chosen ?? null,
      option: way.option ?? null,
      hops: way.hops,
    })),
  }
}

/** One line a hop of each way. */
export function waysCsv({ ways }: Ways): string {
  const columns = ['way', 'path', 'chosen', 'hop', 'flow', 'from', 'to', 'network', 'decisions', 'option_status']
  const rows = ways.flatMap((way, i) =>
    way.hops.map((hop, n) => {
      const chosen = way.chosen === undefined ? undefined : way.chosen ? 'yes' : 'no'
      const decisions = way.option?.decisions.join(' + ')
      return [i + 1, way.path, chosen, n + 1, hop.flow, hop.from, hop.to, hop.network, decisions, way.option?.status]
    }),
  )
  return tableText(columns, rows)
}
