import { setImmediate } from 'node:timers/promises'
import { Command } from 'commander'
import { InputError, Problems, problemText } from '../input/problems.js'
import { validatedJson } from '../plan/validated-json.js'
import { validatedText } from '../plan/validated-text.js'
import { validated, type Validated } from '../plan/validated.js'
import { json } from '../report/folder.js'
import { readCatalogue } from './catalogue-option.js'
import { readDeployment, withDeploymentOptions, type DeploymentOptions } from './deployment-options.js'
import { EXIT } from './exit-status.js'
import { listenForInterrupt } from './interrupt.js'

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
  2    one of them cannot
  130  interrupted; the others were not looked at`

async function act(files: string[], options: ValidateOptions): Promise<void> {
  const catalogue = readCatalogue(options)
  const problems = new Problems()
  const found: Validated[] = []
  const interrupt = listenForInterrupt()
  for (const [done, file] of files.entries()) {
    // A signal is heard between two files.
    await setImmediate()
    if (interrupt.happened()) return interrupted(done, files.length, problems)
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
  interrupt.stop()
  problems.throwIfAny()
  if (options.json) process.stdout.write(json({ deployments: found.map(validatedJson) }))
}

/** What was wrong so far is said all the same. */
function interrupted(done: number, of: number, problems: Problems): void {
  for (const one of problems.list) process.stderr.write(`${problemText(one)}\n`)
  process.stderr.write(`interrupted after ${done} of ${of} deployments; the others were not looked at\n`)
  process.exitCode = EXIT.interrupted
}
