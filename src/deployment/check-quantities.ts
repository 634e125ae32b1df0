import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { Settings } from './schema.js'
import type { Territory } from './territories.js'

/** Devices of homes hang on the interfaces of those homes: without any they would hang on nothing. */
export function checkQuantities(
  source: YamlFile,
  { quantities }: Settings,
  territories: readonly Territory[],
  problems: Problems,
): void {
  const { han, esi, meters } = quantities
  const devices = Object.values(han).reduce((sum, one) => sum + one, 0)
  const kinds = [
    ['in-meter', 'M'],
    ['utility', 'U'],
    ['third-party', '3'],
  ] as const
  for (const { profile } of devices > 0 ? territories : []) {
    for (const [kind, letter] of kinds) {
      if (!profile.ami?.esi?.includes(letter) || esi[kind] > 0) continue
      const message = `expected at least one home with quantities.esi.${kind}: profile ${profile.code} reaches the devices of homes by it`
      problems.add(source.keyPosition(['quantities', 'esi', kind]), message)
    }
  }
  const { residential, commercial, other } = meters.electric
  const electric = residential + commercial + other
  if (esi['in-meter'] > electric) {
    const message = `expected at most ${electric} interfaces in meters, as many as electric meters; found ${esi['in-meter']}`
    problems.add(source.position(['quantities', 'esi', 'in-meter']), message)
  }
}
