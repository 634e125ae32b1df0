import type { Deployment } from '../../../src/deployment/deployment.js'
import { checkDeployment } from '../../../src/deployment/load.js'
import { withOverrides, type Override } from '../../../src/input/overrides.js'
import { parseYaml } from '../../../src/input/yaml.js'
import { catalogue } from '../../deployment/fixture.js'

/** Nothing is lost, nothing comes at random, and ranges take their lower end: counts are whole. */
const BASE = [
  'name: a',
  'spontaneous-events: false',
  'networks: { nan: { loss: 0% }, han: { loss: 0% }, fan: { loss: 0% }, public-mobile: { loss: 0% } }',
  'timing: { scheduled-reads: aligned, everything-else: aligned }',
]

/** A deployment in which only these payloads are sent: all others are switched off, and some of these may be too. */
export function isolated(yaml: string, payloads: ReadonlySet<string>, off: readonly string[] = [], events = true) {
  const lines = BASE.filter((line) => !new RegExp(`^${line.split(':')[0]}:`, 'm').test(yaml))
  const file = parseYaml(`${lines.join('\n')}\n${yaml}`, 'small.yaml')
  const build = (overrides: Override[]): Deployment => checkDeployment(withOverrides(file, overrides), catalogue)
  const common = [set(['choices', 'ranges'], 'low')]
  const { useCases } = build(common).useCases
  const silent = catalogue.requirements.filter(
    ({ used, useCase, payload: { name } }) =>
      used && useCases.includes(useCase) && (!payloads.has(name) || off.includes(name)),
  )
  const rows = [...new Set(silent.map((one) => one.row))]
  const silenced = rows.map((row) => set(['choices', 'requirements', row], 'off'))
  return build([...common, ...silenced, ...(events ? [] : [set(['events'], '[]')])])
}

function set(path: string[], text: string): Override {
  return { path, text, origin: path.join('.') }
}
