import { checkDeployment, overridePath } from '../deployment/load.js'
import { profilesInWords } from '../deployment/territories.js'
import { withOverrides, type Override } from '../input/overrides.js'
import { parseYaml, readYaml, type YamlFile } from '../input/yaml.js'
import { loadCatalogue as read, type Catalogue } from '../srs/catalogue.js'
import type { Deployment, LoadOptions, Value, Values } from './deployment-types.js'
import { keepLoaded } from './inner.js'
import { refuseUnknown } from './known-options.js'

/**
 * Reads a deployment from a file, and checks it.
 *
 * @param file - a YAML file
 * @throws {@link InputError} with all that is wrong with it
 */
export function load(file: string, options: LoadOptions = {}): Deployment {
  return deploymentOf(() => readYaml(file), file, known('load', options))
}

/**
 * Reads a deployment from a text, and checks it.
 *
 * @param text - what would stand in the file, in YAML
 * @param name - what errors call it; files that the text names are looked for beside it
 * @throws {@link InputError} with all that is wrong with it
 */
export function parse(text: string, name = 'deployment.yaml', options: LoadOptions = {}): Deployment {
  return deploymentOf(() => parseYaml(text, name), undefined, known('parse', options))
}

function known(name: string, options: LoadOptions): LoadOptions {
  refuseUnknown(name, options, { set: true, seed: true, payloads: true })
  return options
}

/** `file`: where threads can read it again. */
function deploymentOf(source: () => YamlFile, file: string | undefined, options: LoadOptions): Deployment {
  const started = performance.now()
  const { payloads, seed, set = {} } = options
  const catalogue = catalogueOf(payloads)
  const overrides = overridesOf(set, 'set')
  if (seed !== undefined) overrides.push({ path: ['seed'], text: String(seed), origin: `seed ${seed}` })
  const yaml = source()
  return made({ yaml, file, payloads, catalogue }, overrides, started)
}

interface Source {
  yaml: YamlFile
  file: string | undefined
  payloads: string | undefined
  catalogue: Catalogue
}

function made(source: Source, overrides: readonly Override[], started: number): Deployment {
  const { yaml, file, payloads, catalogue } = source
  const withMore = (more: readonly Override[]) =>
    checkDeployment(withOverrides(yaml, [...overrides, ...more]), catalogue)
  const inner = withMore([])
  const { settings, layout, territories, useCases, hash, assumptions, warnings } = inner
  const deployment: Deployment = {
    file: inner.file,
    name: settings.name,
    profile: profilesInWords(territories),
    useCases: [...useCases.useCases],
    seed: settings.seed,
    start: settings.start.text,
    durationS: settings.duration / 1e6,
    devices: layout.endpoints,
    meters: layout.meters,
    daps: layout.daps,
    hash,
    assumptions: assumptions.map((one) => ({ ...one })),
    warnings,
    with: (values) => made(source, [...overrides, ...overridesOf(values, 'with')], performance.now()),
  }
  const loadMs = performance.now() - started
  return keepLoaded(deployment, { inner, catalogue, file, payloads, overrides, loadMs, withMore })
}

/** `from`: what errors name. */
function overridesOf(values: Values, from: string): Override[] {
  return Object.entries(values).map(([path, value]) => ({
    path: overridePath(path.trim()),
    text: textOf(value),
    origin: `${from} ${path}=${textOf(value)}`,
  }))
}

/** As YAML has it; what is a text may be `2 Mbps` or `{ rate: 2 Mbps }`. */
function textOf(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

let shipped: Catalogue | undefined

/** The one that ships does not change; one's own may between two calls. */
function catalogueOf(payloads: string | undefined): Catalogue {
  return payloads === undefined ? (shipped ??= read()) : read(undefined, payloads)
}
