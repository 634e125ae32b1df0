import { checkDeployment, overrideOf } from '../../src/deployment/load.js'
import type { Deployment } from '../../src/deployment/deployment.js'
import { InputError } from '../../src/input/problems.js'
import { withOverrides } from '../../src/input/overrides.js'
import { parseYaml } from '../../src/input/yaml.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'

export const catalogue = loadCatalogue()

/** The deployment that a text in YAML describes, with values set as `--set path=value` sets them. */
export function deploymentOf(yaml: string, ...set: string[]): Deployment {
  // Most tests speak of the two use cases of SRS 4.21, and say so only where they speak of others.
  const two = /^use-cases:/m.test(yaml) || !/^name:/m.test(yaml) ? [] : ['use-cases=[Meter Reading, Service Switch]']
  const overrides = [...two, ...set].map((text) => overrideOf(text)!)
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
