import { found } from '../input/quantity.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Layout } from './layout.js'
import { membersOf } from './populations.js'
import type { Settings } from './schema.js'

/** Members of a population are devices: a population set above the number of its devices counts some that are not there. */
export function checkPopulations(
  source: YamlFile,
  catalogue: Catalogue,
  layout: Layout,
  settings: Settings,
  problems: Problems,
): void {
  for (const [name, count] of Object.entries(settings.populations)) {
    const population = catalogue.populations.get(name)
    // An unknown name is checkNames' affair; of the utility there is no device to count.
    if (population === undefined || population.counts === 'one') continue
    const { devices } = membersOf(population, layout, settings)
    if (count <= devices) continue
    const message = `populations.${name}: expected at most ${devices}, the devices that it counts; found ${found(count)}`
    problems.add(source.position(['populations', name]), message, 'quantities says how many there are')
  }
}
