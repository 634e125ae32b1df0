import type { Deployment } from '../deployment/deployment.js'
import { overridePath } from '../deployment/load.js'
import { InputError, Problems } from '../input/problems.js'
import type { YamlFile, YamlPath } from '../input/yaml.js'
import { sameValueKey } from './sweep-same-value.js'
import { gridOf, listOf, shownValue, type Sweep, type SweepValue } from './sweep.js'

/** The sweep that a deployment has of its own; undefined where it has none. What is wrong with a value of it is told where it stands. */
export function sweepInFile({ settings: { sweep }, source }: Deployment): Sweep | undefined {
  if (sweep === undefined) return undefined
  const problems = new Problems()
  if (sweep.grid !== undefined) {
    const { grid } = sweep
    refuseTwice(source, ['sweep', 'grid'], grid, problems)
    for (const [path, all] of Object.entries(grid)) refuseEqual(source, ['sweep', 'grid', path], all, problems)
    problems.throwIfAny()
    return gridOf(
      Object.entries(grid).map(([path, all]) => ({
        path,
        values: all.map((data, i) => valueAt(source, ['sweep', 'grid', path], path, data, i)),
      })),
    )
  }
  const points = sweep.points!
  points.forEach((point, i) => refuseTwice(source, ['sweep', 'points', i], point, problems))
  problems.throwIfAny()
  return listOf(
    points.map((point, i) =>
      Object.entries(point).map(([path, data]) => valueAt(source, ['sweep', 'points', i, path], path, data)),
    ),
  )
}

function valueAt(source: YamlFile, key: YamlPath, path: string, data: unknown, item?: number): SweepValue {
  const place = { key: source.keyPosition(key), value: source.position(item === undefined ? key : [...key, item]) }
  return { path, data, override: { path: overridePath(path), text: JSON.stringify(data), origin: 'sweep', place } }
}

/** `nan.rate` and `networks.nan.rate` are one value. */
function refuseTwice(source: YamlFile, at: YamlPath, group: object, problems: Problems): void {
  const seen = new Map<string, string>()
  for (const path of Object.keys(group)) {
    const whole = overridePath(path).join('.')
    const before = seen.get(whole)
    if (before !== undefined)
      problems.add(source.keyPosition([...at, path]), `"${path}" is the same as "${before}", which is varied already`)
    seen.set(whole, path)
  }
}

/** As `--vary` refuses them: two points would be one. */
function refuseEqual(source: YamlFile, at: YamlPath, values: readonly unknown[], problems: Problems): void {
  const seen = new Set<string>()
  for (const [i, data] of values.entries()) {
    const key = sameValueKey(data)
    if (seen.has(key)) problems.add(source.position([...at, i]), `expected each value once, found "${shownValue(data)}" again`)
    seen.add(key)
  }
} // prettier-ignore

/** A deployment without points has nothing to sweep. */
export function noSweep({ source }: Deployment): InputError {
  return InputError.of(
    source.position(['sweep']),
    'expected the points of the sweep: there is no sweep: in the file, and neither --vary nor --profiles',
    'for example --vary nan.rate=50kbps,100kbps',
  )
}
