import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../input/nearest.js'
import { InputError } from '../input/problems.js'

/** A deployment to begin with: `templates/<name>.yaml`, which asks a question in its head. */
export interface Template {
  name: string
  question: string
  text: string
}

const FOLDER = fileURLToPath(new URL('../../templates', import.meta.url))

/** In the order in which somebody new would look at them. */
export const TEMPLATE_NAMES = ['ami', 'distribution', 'storm', 'firmware', 'planner'] as const

/** `origin`: where the name was given. */
export function templateOf(name: string, origin: string): Template {
  if (!(TEMPLATE_NAMES as readonly string[]).includes(name))
    throw InputError.of(origin, `there is no template "${name}"`, didYouMean(name, TEMPLATE_NAMES))
  const text = readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')
  const head = /^# Question: (.*(?:\n# {4,}.*)*)/m.exec(text)![1]!
  return { name, question: head.replaceAll(/\s*\n#\s*/g, ' '), text }
}

export function allTemplates(): Template[] {
  return TEMPLATE_NAMES.map((name) => templateOf(name, name))
}

/**
 * The text of a template for a file of such a name: its first line names the schema as an editor finds it, its commands name the file, and so does its
 * name, where that can be one. `file`: as the user names it.
 */
export function filledIn({ name, text }: Template, schema: string, file: string): string {
  const own = /(?:^|[/\\])([a-z0-9-]+)\.ya?ml$/.exec(file)?.[1]
  const named = own === undefined || own === 'deployment' ? name : own
  return text
    .replace(/^# yaml-language-server: \$schema=.*/, () => `# yaml-language-server: $schema=${schema}`)
    .replaceAll(/\bFILE\b/g, () => shellWord(file))
    .replace(/^name: .*$/m, (line) => line.replaceAll(name, () => named))
}

/** The name that a deployment gives itself. */
export function nameIn(text: string): string {
  return /^name: (\S+)/m.exec(text)![1]!
}

/** As it is typed in a shell. */
export function shellWord(text: string): string {
  return /^[\w./@:+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
