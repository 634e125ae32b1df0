import { setImmediate } from 'node:timers/promises'
import { InputError, Problems, problemText } from '../input/problems.js'
import { validatedJson } from '../plan/validated-json.js'
import { validatedText } from '../plan/validated-text.js'
import { validated, type Validated } from '../plan/validated.js'
import { json } from '../report/json.js'
import { readCatalogue } from './read-catalogue.js'
import type { DeploymentOptions } from './deployment-options.js'
import { readDeployment } from './read-deployment.js'
import { EXIT } from './exit-status.js'
import { listenForInterrupt } from './interrupt.js'

interface ValidateOptions extends DeploymentOptions {
  json?: boolean
}

export async function act(files: string[], options: ValidateOptions): Promise<void> {
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
