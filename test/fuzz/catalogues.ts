import fc from 'fast-check'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadDeployment } from '../../src/deployment/load.js'
import { run } from '../../src/run/run.js'
import { loadCatalogue, PAYLOADS_FOLDER, type Catalogue } from '../../src/srs/catalogue.js'
import { PARTS } from '../../src/srs/folders.js'
import { edited, type Case, type Drawn } from './case.js'
import { csvEdit } from './csv-edits.js'

const REQUIREMENTS = readdirSync(join(PAYLOADS_FOLDER, 'requirements')).map((name) => `requirements/${name}`)
const FILES = [...PARTS.filter((part) => part.endsWith('.csv')), ...REQUIREMENTS]

/** The shipped files. */
const SHIPPED: Case = new Map(FILES.map((name) => [name, readFileSync(join(PAYLOADS_FOLDER, name))]))

const changed = fc.record({
  // A file that is not one of many says more: as often as all of those.
  name: fc.oneof(fc.constantFrom(...REQUIREMENTS), fc.constantFrom(...FILES)),
  edits: fc.array(csvEdit, { minLength: 1, maxLength: 2 }),
  as: fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom(...FILES, 'payload.csv', 'requirements/x.txt', 'requirements/new.csv') },
  ),
})
const several = fc.uniqueArray(changed, { selector: ({ name }) => name, minLength: 1, maxLength: 2 })

/** Folders for `--payloads`: some of the shipped files, changed, some under other names. */
export const ownFolders: fc.Arbitrary<Drawn> = several.map(
  (some): Drawn =>
    () =>
      new Map(some.map(({ name, edits, as }) => [as === '' ? name : as, edited(SHIPPED.get(name)!, edits)])),
)

/** All files of the catalogue, some of them changed, renamed or missing. */
export const wholeFolders: fc.Arbitrary<Drawn> = several.map((some): Drawn => () => {
  const files = new Map(SHIPPED)
  for (const { name, edits, as } of some) {
    if (as !== '') files.delete(name)
    files.set(as === '' ? name : as, edited(SHIPPED.get(name)!, edits))
  }
  return files
})

/** A deployment that has a little of everything. */
const EVERYTHING = `name: everything
duration: 1 h
quantities: { meters: { electric: { residential: 40, commercial: 5 }, gas: { residential: 3 } }, endpoints-per-dap: 10, han: { ipd: 5, load-control: 5 } }
`

/** Reads it over the shipped catalogue, as `--payloads` does, and begins a run with what is taken. */
export async function readOwnFolder(folder: string): Promise<string> {
  return begun(loadCatalogue(undefined, folder), folder)
}

/** Reads it in place of the shipped one, as after a change in payloads/. */
export async function readWholeFolder(folder: string): Promise<string> {
  return begun(loadCatalogue(folder), folder)
}

async function begun(catalogue: Catalogue, folder: string): Promise<string> {
  const file = join(folder, '.everything.yaml')
  writeFileSync(file, EVERYTHING)
  await run(loadDeployment(file, catalogue), { interrupted: () => true })
  return 'taken'
}
