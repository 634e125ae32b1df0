import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { didYouMean, nearest } from '../input/nearest.js'
import { InputError, type Problems } from '../input/problems.js'
import { filesOf, isFolder, PARTS } from './folders.js'

/** A folder of a user's own must be there and hold something; what has another name than a part of the catalogue has was misspelt. */
export function checkOwnFolder(own: string, shipped: string, problems: Problems): void {
  if (!isFolder(own))
    throw InputError.of(own, existsSync(own) ? 'expected a folder, found a file' : 'no such folder', sibling(own))
  if (isFolder(shipped) && realpathSync(own) === realpathSync(shipped))
    throw InputError.of(
      own,
      'this is the catalogue that sgsim ships, which is read in any case',
      'name a folder of your own',
    )
  const found = namesIn(own)
  if (!found.some((name) => PARTS.includes(name)))
    problems.add({ file: own }, 'nothing of a catalogue is in this folder', `expected some of: ${PARTS.join(', ')}`)
  for (const name of found) {
    if (!PARTS.includes(name))
      problems.add({ file: join(own, name) }, 'no part of the catalogue has this name', didYouMean(name, PARTS))
  }
  if (found.includes('requirements'))
    checkRequirements(join(own, 'requirements'), filesOf(own, 'requirements'), problems)
}

function checkRequirements(folder: string, files: readonly string[], problems: Problems): void {
  if (files.length === 0) problems.add({ file: folder }, 'expected a folder with *.csv files')
  for (const name of isFolder(folder) ? namesIn(folder) : []) {
    if (name.endsWith('.csv')) continue
    const hint = extname(name) === '' ? undefined : `did you mean "${basename(name, extname(name))}.csv"?`
    problems.add({ file: join(folder, name) }, 'expected a *.csv file', hint)
  }
}

/** Without what an editor, a system or a version control keeps there unseen, and the user's own words on it. */
function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== 'README.md')
    .sort()
}

function sibling(path: string): string | undefined {
  const folder = dirname(path)
  if (existsSync(path)) return `did you mean "${folder}"?`
  const folders = isFolder(folder) ? readdirSync(folder).filter((name) => isFolder(join(folder, name))) : []
  const near = nearest(basename(path), folders.sort())
  return near === undefined ? undefined : `did you mean "${join(folder, near)}"?`
}
