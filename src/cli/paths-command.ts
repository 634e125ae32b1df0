import { Command, Option } from 'commander'
import { didYouMean } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import { json } from '../report/folder.js'
import { waysBetween, waysCsv, waysJson, waysText } from '../report/path-list.js'
import type { Catalogue } from '../srs/catalogue.js'
import { readCatalogue, withCatalogueOption, type CatalogueOption } from './catalogue-option.js'
import { profileNamed } from './profiles-command.js'

interface PathsOptions extends CatalogueOption {
  profile?: string
  json?: boolean
  csv?: boolean
}

export function pathsCommand(): Command {
  const command = new Command('paths')
    .description('The ways between two actors (SRS 4.19), and the one that a profile takes.')
    .argument('<from>', 'an actor')
    .argument('<to>', 'another actor')
    .option('--profile <code>', 'marks what this profile chooses')
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints one line a hop')
  return withCatalogueOption(command)
    .addHelpText('after', '\nExample:\n  $ sgsim paths "CIS/Billing - Utility" "2-Way Meter - Electr" --profile ACvIW')
    .action(act)
}

function act(from: string, to: string, options: PathsOptions): void {
  const catalogue = readCatalogue(options)
  const [one, other] = actorsNamed(catalogue, [from, to])
  const profile =
    options.profile === undefined ? undefined : profileNamed(options.profile, `--profile ${options.profile}`)
  const ways = waysBetween(catalogue, one!, other!, profile)
  if (ways === undefined) throw InputError.of('sgsim paths', `no path is given between ${one} and ${other}`)
  if (options.json) process.stdout.write(json(waysJson(ways)))
  else process.stdout.write(options.csv ? waysCsv(ways) : waysText(ways))
}

function actorsNamed(catalogue: Catalogue, names: readonly string[]): string[] {
  const problems = new Problems()
  const found = names.map((name) => {
    const actor = catalogue.actor(name)
    if (!actor)
      problems.add({ file: 'sgsim paths' }, `no actor is called "${name}"`, didYouMean(name, catalogue.actors.keys()))
    return actor?.name ?? name
  })
  problems.throwIfAny()
  return found
}
