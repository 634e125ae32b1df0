import type { Problems } from '../input/problems.js'
import { printShare } from '../input/share.js'
import type { YamlFile } from '../input/yaml.js'
import type { Settings } from './schema.js'
import { MOST_TERRITORIES } from './territories.js'

/** Territories divide the whole, and each has its own profile: a second one beside them would mean nothing. */
export function checkTerritories(source: YamlFile, { territories }: Settings, problems: Problems): void {
  if (territories === undefined) return
  if ((source.data as Record<string, unknown>)['profile'] !== undefined) {
    const message = 'expected profile or territories, found both'
    problems.add(source.keyPosition(['profile']), message, 'each territory has a profile of its own')
  }
  const all = Object.values(territories)
  if (all.length === 0) problems.add(source.position(['territories']), 'expected at least one territory, found none')
  if (all.length > MOST_TERRITORIES) {
    const message = `expected at most ${MOST_TERRITORIES} territories; found ${all.length}`
    problems.add(source.keyPosition(['territories']), message)
  }
  const sum = all.reduce((total, one) => total + one.share, 0)
  if (all.length > 0 && Math.abs(sum - 1) > 1e-9) {
    const message = `territories: expected shares that add up to 100 %; found ${printShare(sum, 6)}`
    problems.add(source.keyPosition(['territories']), message)
  }
}
