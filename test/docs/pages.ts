import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDERS = ['docs', 'scenarios', 'payloads', 'scaling', 'examples', 'templates']

/** Every page of the documentation, from the folder of the project. What is written into docs/api by typedoc is no page of ours. */
export function pages(): string[] {
  const inFolders = FOLDERS.flatMap((folder) => markdownIn(join(ROOT, folder)))
  return ['README.md', 'DEVELOPMENT.md', 'CHANGELOG.md', 'reports/README.md', ...inFolders]
}

function markdownIn(folder: string): string[] {
  let entries
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'api' ? [] : markdownIn(path)
    return entry.name.endsWith('.md') ? [relative(ROOT, path)] : []
  }).sort() // prettier-ignore
}
