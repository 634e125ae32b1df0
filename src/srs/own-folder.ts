import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { didYouMean, nearest } from '../input/nearest.js'
import { InputError, type Problems } from '../input/problems.js'
import { isFolder, PARTS } from './folders.js'

/** A folder of a user's own must be there and hold something; what has another name than a part of the catalogue has was misspelt. */
export function checkOwnFolder(own: string, shipped: string, problems: Problems): void {
  if (!isFolder(own)) throw noFolder(own)
  if (isFolder(shipped) && realpathSync(own) === realpathSync(shipped)) {
    const message = 'this is the catalogue that sgsim ships, which is read in any case'
    throw InputError.of(own, message, 'name a folder of your own')
  }
  const names = namesIn(own)
  if (!names.some((name) => PARTS.includes(name)))
    problems.add({ file: own }, 'nothing of a catalogue is in this folder', `expected some of: ${PARTS.join(', ')}`)
  for (const name of names) {
    if (!PARTS.includes(name))
      problems.add({ file: join(own, name) }, 'no part of the catalogue has this name', didYouMean(name, PARTS))
  }
  if (names.includes('requirements')) checkRequirements(join(own, 'requirements'), problems)
}

function checkRequirements(folder: string, problems: Problems): void {
  const names = isFolder(folder) ? namesIn(folder) : []
  if (!names.some((name) => name.endsWith('.csv'))) problems.add({ file: folder }, 'expected a folder with *.csv files')
  for (const name of names) {
    if (name.endsWith('.csv')) continue
    const hint = extname(name) === '' ? undefined : `did you mean "${basename(name, extname(name))}.csv"?`
    problems.add({ file: join(folder, name) }, 'expected a *.csv file', hint)
  }
}

/** Without what an editor, a system or a version control keeps there unseen, and the user's own words on it. */
function namesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder)
    return names.filter((name) => !name.startsWith('.') && name !== 'README.md').sort()
  } catch (error) {
    throw InputError.of(folder, `cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function noFolder(path: string): InputError {
  const around = dirname(path)
  if (existsSync(path)) return InputError.of(path, 'expected a folder, found a file', `did you mean "${around}"?`)
  const folders = isFolder(around) ? namesIn(around).filter((name) => isFolder(join(around, name))) : []
  const near = nearest(basename(path), folders)
  return InputError.of(path, 'no such folder', near === undefined ? undefined : `did you mean "${join(around, near)}"?`)
}
