import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { FileAside } from '../input/file-aside.js'
import { InputError } from '../input/problems.js'
import { schemaFor } from '../plan/schema-line.js'
import { allTemplates, filledIn, nameIn, shellWord, templateOf } from '../plan/templates.js'
import { wrapped } from '../report/wrapped.js'
import { STDOUT } from './standard-output.js'

interface InitOptions {
  template: string
  force?: boolean
  list?: boolean
}

export function act(file: string, { template: name, force = false, list = false }: InitOptions): void {
  if (list) {
    process.stdout.write(listText())
    return
  }
  const template = templateOf(name, `--template ${name}`)
  if (file === STDOUT) {
    process.stdout.write(filledIn(template, schemaFor('deployment.yaml'), 'deployment.yaml'))
    return
  }
  refuse(file, force)
  const aside = new FileAside(file, () => undefined)
  const text = filledIn(template, schemaFor(file), file)
  try {
    aside.write(text)
    aside.commit()
  } finally {
    aside.abandon()
  }
  process.stdout.write(writtenText(file, name, nameIn(text)))
}

/** What is there may be somebody's work; and a folder that is misspelt is not made. */
function refuse(file: string, force: boolean): void {
  const folder = dirname(file)
  if (file !== '' && !existsSync(folder))
    throw InputError.of(file, `the folder ${folder} does not exist`, `make it first: mkdir -p ${shellWord(folder)}`)
  if (!force && existsSync(file) && statSync(file).isFile())
    throw InputError.of(
      file,
      'is there already, and was left as it is',
      'name another file, or replace it with --force',
    )
}

function listText(): string {
  const margin = ' '.repeat(14)
  const lines = allTemplates().flatMap(({ name, question }) =>
    wrapped(question, margin).map((line, i) => (i === 0 ? name.padEnd(margin.length) + line.trim() : line)),
  )
  return [...lines, ''].join('\n')
}

function writtenText(file: string, template: string, name: string): string {
  const word = shellWord(file)
  return `wrote ${file}, from the template ${template}

  sgsim validate ${word}
      what it would simulate, and how long that takes
  sgsim run ${word}
      simulates it; the report is in reports/${name}
`
}
