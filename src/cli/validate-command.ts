import { Command } from 'commander'
import { InputError, Problems } from '../input/problems.js'
import { validatedJson } from '../plan/validated-json.js'
import { validatedText } from '../plan/validated-text.js'
import { validated, type Validated } from '../plan/validated.js'
import { json } from '../report/folder.js'
import { readCatalogue } from './catalogue-option.js'
import { readDeployment, withDeploymentOptions, type DeploymentOptions } from './deployment-options.js'

interface ValidateOptions extends DeploymentOptions {
  json?: boolean
}

export function validateCommand(): Command {
  return withDeploymentOptions(
    new Command('validate').description(
      'Checks deployments without running them: what they would simulate, for how long.',
    ),
    '<deployment...>',
  )
    .option('--json', 'prints the result as JSON, a list of deployments')
    .option('--quiet', 'prints nothing but errors')
    .addHelpText('after', ABOUT)
    .addHelpText('after', '\nExample:\n  $ sgsim validate scenarios/quickstart.yaml')
    .addHelpText('after', '  $ sgsim validate scenarios/*.yaml --quiet')
    .action(act)
}

const ABOUT = `
All that a run would refuse before it starts is refused here, all problems of
all files at once; warnings are printed. Time, memory and numbers of messages
are estimates: arithmetic, no simulation.

Exit status:
  0    all of them can be run
  2    one of them cannot`

function act(files: string[], options: ValidateOptions): void {
  const catalogue = readCatalogue(options)
  const problems = new Problems()
  const found: Validated[] = []
  for (const file of files) {
    try {
      const before = process.cpuUsage()
      const deployment = readDeployment(file, options, catalogue)
      const { user, system } = process.cpuUsage(before)
      const one = validated(deployment, (user + system) / 1000)
      found.push(one)
      if (options.json !== true && options.quiet !== true)
        process.stdout.write(`${found.length > 1 ? '\n' : ''}${validatedText(one)}`)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    }
  }
  problems.throwIfAny()
  if (options.json) process.stdout.write(json({ deployments: found.map(validatedJson) }))
}
