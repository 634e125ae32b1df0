import { accessSync, constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * What a bench was asked for on its command line; an error says what there is. A file that could not be written (`--json`) is told before
 * an hour has gone into it.
 */
export function optionsOf(words, options) {
  const { values } = parsed(words, options)
  const { json } = values
  if (json === undefined) return values
  try {
    accessSync(dirname(resolve(json)), constants.W_OK)
  } catch {
    throw new Error(`--json: expected a file in a folder that can be written to; found ${json}`)
  }
  return values
}

function parsed(words, options) {
  try {
    return parseArgs({ args: words, options })
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`)
    throw new Error(`${error.message.split('. ')[0]} (there are ${known.join(', ')})`)
  }
}
