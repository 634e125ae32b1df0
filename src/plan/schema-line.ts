import { realpathSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { realPath } from '../input/file-aside.js'

/** The schema that ships, from src/plan as from dist/plan. */
export const SCHEMA_FILE = fileURLToPath(new URL('../../scenarios/deployment.schema.json', import.meta.url))

/**
 * The schema as the first line of a deployment names it. Where sgsim lies in the project that the file is in (a clone, or its
 * node_modules), by the way from the file, which holds for all who have the project. Where it is installed for all projects there is no such way: then
 * by the place itself. `file`: the deployment.
 */
export function schemaFor(file: string, schema = realpathSync(SCHEMA_FILE)): string {
  const folder = dirname(realPath(resolve(file)))
  const way = relative(folder, schema).split(sep).join('/')
  if (!isBelow(folder, projectOf(schema)) || /\s/.test(way)) return pathOf(schema)
  return way.startsWith('.') ? way : `./${way}`
}

/** A path with blanks would end there: as an address it has none. */
function pathOf(schema: string): string {
  return /\s/.test(schema) || sep !== '/' ? pathToFileURL(schema).href : schema
}

/** The folder whose node_modules sgsim is in; or the clone. */
function projectOf(schema: string): string {
  const modules = schema.indexOf(`${sep}node_modules${sep}`)
  return modules < 0 ? dirname(dirname(schema)) : schema.slice(0, modules)
}

function isBelow(folder: string, project: string): boolean {
  return folder === project || folder.startsWith(project.endsWith(sep) ? project : project + sep)
}
