import { at as placeOf } from '../input/position.js'
import type { Problems } from '../input/problems.js'
import { printDuration } from '../input/units.js'
import type { YamlFile } from '../input/yaml.js'
import type { Deployment } from './deployment.js'
import type { ScriptedEvent } from './events.js'
import type { Parts } from './in-play.js'
import { NODE_NAMES } from './nodes.js'

/** A battery that the deployment sets and that outlasts the run is no mistake; but it may be meant to run out. */
export function checkBackup(
  source: YamlFile,
  { settings, end }: Parts & Pick<Deployment, 'end'>,
  scripted: readonly ScriptedEvent[],
  warnings: Problems,
): void {
  const first = scripted.find((one) => one.power === 'lost')
  if (first === undefined) return
  const written = (source.data as { nodes?: Record<string, { backup?: unknown } | undefined> }).nodes
  for (const node of NODE_NAMES) {
    const { backup } = settings.nodes[node]
    if (written?.[node]?.backup === undefined || backup === 'unlimited' || backup <= end - first.at) continue
    const rest = `the ${printDuration(end - first.at)} of the run that are left after the power is lost`
    const message = `nodes.${node}.backup: ${printDuration(backup)} is longer than ${rest} (${placeOf(first.position)})`
    warnings.add(source.position(['nodes', node, 'backup']), message, 'it never runs out in this run')
  }
}
