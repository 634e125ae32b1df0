import { Command, Option } from 'commander'
import type { Deployment } from '../deployment/deployment.js'
import { didYouMean } from '../input/nearest.js'
import { Problems, InputError } from '../input/problems.js'
import { volumetricsAt } from '../plan/volumetrics.js'
import { volumetricsCsv, volumetricsJson, volumetricsText } from '../plan/volumetrics-text.js'
import { json } from '../report/folder.js'
import { readDeployment, withDeploymentOptions, type DeploymentOptions } from './deployment-options.js'

interface VolumetricsOptions extends DeploymentOptions {
  interface?: string
  effects?: string
  json?: boolean
  csv?: boolean
}

export function volumetricsCommand(): Command {
  return withDeploymentOptions(
    new Command('volumetrics').description('How many events and bytes cross an interface (SRS 4.21).'),
  )
    .option('--interface <a:b>', 'two neighbouring actors (default: volumetrics.interface of the file)')
    .addOption(new Option('--effects <mode>', 'instead of that of the file').choices(['stated', 'causal']))
    .addOption(new Option('--json', 'prints JSON').conflicts('csv'))
    .option('--csv', 'prints the rows as CSV')
    .addHelpText(
      'after',
      '\nExample:\n  $ sgsim volumetrics scenarios/srs-4.21.yaml --interface DAPjm:"2-Way Meter - Electr"',
    )
    .action(act)
}

function act(file: string, options: VolumetricsOptions): void {
  const effects = options.effects === undefined ? [] : [`effects=${options.effects}`]
  const deployment = readDeployment(file, { ...options, set: [...(options.set ?? []), ...effects] })
  const [one, other] = interfaceOf(deployment, options.interface)
  const asked = options.interface === undefined ? undefined : { file: `--interface ${options.interface}` }
  const result = volumetricsAt(deployment, one, other, asked)
  if (options.json) process.stdout.write(json(volumetricsJson(result)))
  else process.stdout.write(options.csv ? volumetricsCsv(result) : volumetricsText(result))
}

function interfaceOf(deployment: Deployment, given: string | undefined): [string, string] {
  const origin = given === undefined ? deployment.file : `--interface ${given}`
  const pair = given === undefined ? deployment.settings.volumetrics?.interface : given.split(':')
  if (pair === undefined || pair.length !== 2) {
    const message = 'expected two actors, such as DAPjm:"2-Way Meter - Electr"'
    const hint = 'give --interface, or volumetrics: {interface: [DAPjm, 2-Way Meter - Electr]} in the deployment'
    throw InputError.of(origin, message, hint)
  }
  const problems = new Problems()
  const { catalogue } = deployment
  const actors = pair.map((name) => {
    const actor = catalogue.actor(name.trim())
    if (!actor)
      problems.add({ file: origin }, `no actor is called "${name}"`, didYouMean(name, catalogue.actors.keys()))
    return actor?.name ?? name
  })
  problems.throwIfAny()
  return actors as [string, string]
}
