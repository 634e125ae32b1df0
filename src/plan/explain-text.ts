import { wrapped } from '../report/wrapped.js'
import type { ExplainedLeg } from './explain-leg.js'
import type { Explanation, InDeployment } from './explain.js'

export function explainText(one: Explanation): string {
  const { requirement, from, to, mode, used, cells, erratum, causedBy, causes, deployment } = one
  const lines = [
    `${requirement}${used ? '' : ' (not used)'}`,
    ...wrapped(`${from} → ${to}${mode ? `, ${mode}` : ''}`, '  '),
  ]
  for (const { cell, says, read } of cells)
    lines.push('', `  ${cell}`, ...wrapped(`says: ${says}`, '    '), ...wrapped(`read: ${read}`, '    '))
  if (causedBy.length > 0) lines.push('', ...wrapped(`sent when its cause arrives: ${causedBy.join(', ')}`, '  '))
  if (causes.length > 0) lines.push('', ...wrapped(`causes: ${causes.join(', ')}`, '  '))
  if (erratum) {
    lines.push('', `  errata ${erratum.id}`, ...wrapped(`says: ${erratum.says}`, '    '))
    lines.push(...wrapped(`but: ${erratum.why}`, '    '), ...wrapped(`used: ${erratum.uses}`, '    '))
  }
  if (deployment) lines.push('', ...deploymentLines(deployment))
  return `${lines.join('\n')}\n`
}

function deploymentLines({
  name,
  applies,
  why,
  messagesPerDay,
  bytes,
  timing,
  paths,
  leg,
  assumptions,
}: InDeployment): string[] {
  if (!applies) return wrapped(`in ${name}: does not apply; ${why}`, '  ')
  return [
    `  in ${name}`,
    `    ${counted(messagesPerDay!, 'message')} a day of ${counted(bytes!, 'byte')}; ${timing}`,
    ...paths.flatMap(pathLines),
    ...(leg === null ? [] : legLines(leg)),
    ...(assumptions.length === 0 ? [] : ['    rests on']),
    ...assumptions.flatMap((each) => wrapped(`${each.name}: ${each.value} (${each.setBy})`, '      ')),
  ]
}

function pathLines({ territory, profile, path }: InDeployment['paths'][number]): string[] {
  const head = territory === null ? [] : [`    in ${territory}, profile ${profile}`]
  const indent = territory === null ? '    ' : '      '
  return [...head, ...path.flatMap((hop) => wrapped(`${hop.flow}: ${hop.from} → ${hop.to}, ${hop.network}`, indent))]
}

function legLines({ leg, of, flow, from, to, cells }: ExplainedLeg): string[] {
  return [
    ...wrapped(`leg ${leg} of ${of}, ${flow}: ${from} → ${to}`, '    '),
    ...cells.flatMap(({ cell, bound, read, rule }) => [
      ...wrapped(`${cell} ${bound}: ${read}`, '      '),
      ...wrapped(`rule: ${rule}`, '        '),
    ]),
  ]
}

/** Four digits, and no whole message left out: 249.7, 12345. JSON and CSV have all. */
function counted(value: number, one: string): string {
  const rounded = value >= 1000 ? Math.round(value) : Number(value.toPrecision(4))
  return `${rounded} ${one}${rounded === 1 ? '' : 's'}`
}
