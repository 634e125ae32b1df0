import type { Deployment } from '../deployment/deployment.js'
import { loadDeployment, overrideOf } from '../deployment/load.js'
import type { Override } from '../input/overrides.js'
import { problemText, Problems } from '../input/problems.js'
import { readCatalogue } from './read-catalogue.js'
import type { DeploymentOptions } from './deployment-options.js'

export function readDeployment(
  file: string,
  options: DeploymentOptions,
  catalogue = readCatalogue(options),
): Deployment {
  const deployment = loadDeployment(file, catalogue, readOverrides(options))
  if (options.quiet !== true) warn(deployment)
  return deployment
}

/** The values that take the place of those of the file. */
export function readOverrides(options: DeploymentOptions): Override[] {
  const problems = new Problems()
  const overrides: Override[] = []
  for (const text of options.set ?? []) {
    const override = overrideOf(text)
    if (override) overrides.push(override)
    else problems.add({ file: `--set ${text}` }, 'expected a path and a value, such as nan.rate=50kbps')
  }
  problems.throwIfAny()
  if (options.seed !== undefined)
    overrides.push({ path: ['seed'], text: options.seed, origin: `--seed ${options.seed}` })
  return overrides
}

function warn({ warnings }: Deployment): void {
  for (const one of warnings) process.stderr.write(`${problemText({ ...one, message: `warning: ${one.message}` })}\n`)
}
