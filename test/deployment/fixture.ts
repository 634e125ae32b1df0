import { checkDeployment, overrideOf } from '../../src/deployment/load.js'
import type { Deployment } from '../../src/deployment/deployment.js'
import { InputError } from '../../src/input/problems.js'
import { withOverrides } from '../../src/input/overrides.js'
import { parseYaml } from '../../src/input/yaml.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'

export const catalogue = loadCatalogue()

/** The deployment that a text in YAML describes, with values set as `--set path=value` sets them. */
export function deploymentOf(yaml: string, ...set: string[]): Deployment {
  const overrides = set.map((text) => overrideOf(text)!)
  return checkDeployment(withOverrides(parseYaml(yaml, 'test.yaml'), overrides), catalogue)
}

/** What is wrong with a text, one problem a string: `test.yaml:3:5: … | the hint`. */
export function problemsOf(yaml: string, ...set: string[]): string[] {
  try {
    deploymentOf(yaml, ...set)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.replaceAll('\n  ', ' | ').split('\n')
  }
  return []
}
