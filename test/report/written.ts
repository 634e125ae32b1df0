import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { join } from 'node:path'
import type { Deployment } from '../../src/deployment/deployment.js'
import { FolderWriter } from '../../src/input/write-aside.js'
import { MARKER, writeReport } from '../../src/report/folder.js'
import { run, type Run } from '../../src/run/run.js'
import { folder } from '../input/files.js'

/** The report of a deployment, written to a folder that is gone after the test: the run, and each file's text. */
export async function written(deployment: Deployment): Promise<{ result: Run; files: Map<string, string> }> {
  const result = (await run(deployment))!
  const path = join(folder(), 'report')
  const writer = new FolderWriter(path, MARKER)
  await writeReport(writer, result, { load: 1 }, { html: false })
  const files = new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]))
  return { result, files }
}

/** The rows of a CSV by the names of its columns. */
export function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true }) as Record<string, string>[]
}
