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
export function isolated(
  yaml: string,
  payloads: ReadonlySet<string>,
  off: readonly string[] = [],
  events = true,
): Deployment {
  const lines = BASE.filter((line) => !new RegExp(`^${line.split(':')[0]}:`, 'm').test(yaml))
  const file = parseYaml(`${lines.join('\n')}\n${yaml}`, 'small.yaml')
  const silent = catalogue.requirements.filter(
    ({ used, payload: { name } }) => used && (!payloads.has(name) || off.includes(name)),
  )
  const own = (file.data as { choices?: { requirements?: object } }).choices?.requirements
  const requirements = { ...own, ...Object.fromEntries(silent.map((one) => [one.row, 'off'])) }
  const overrides = [
    set(['choices', 'ranges'], 'low'),
    set(['choices', 'requirements'], JSON.stringify(requirements)),
    ...(events ? [] : [set(['events'], '[]')]),
  ]
  return checkDeployment(withOverrides(file, overrides), catalogue)
}

function set(path: string[], text: string): Override {
  return { path, text, origin: path.join('.') }
}
