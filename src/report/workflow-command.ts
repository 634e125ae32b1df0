import { isAbsolute, relative, resolve, sep } from 'node:path'

/** Where GitHub shows a message: beside a line, in the head of a file, or, of no file, on the page of the run alone. */
export interface Annotation {
  kind: 'error' | 'warning' | 'notice'
  title: string
  message: string
  place?: { file: string; line?: number; column?: number }
}

/**
 * A workflow command of GitHub Actions, a line of its own. `workspace`: the folder of the repository, from which GitHub counts paths.
 */
export function workflowCommand({ kind, title, message, place }: Annotation, workspace?: string): string {
  const file = place && inRepository(place.file, workspace)
  const properties = Object.entries({ file, line: place?.line, col: place?.column, title })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${property(String(value))}`)
  return `::${kind} ${properties.join(',')}::${data(message)}\n`
}

/** Whether a job of GitHub Actions runs this. */
export function onGithub(env: NodeJS.ProcessEnv): boolean {
  return !['', 'false', undefined].includes(env['GITHUB_ACTIONS'])
}

/** As GitHub writes paths: from the top of the repository, with slashes. What lies outside is named as it was given. */
function inRepository(file: string, workspace: string | undefined): string {
  const path = workspace ? relative(workspace, resolve(file)) : file
  const outside = path.split(sep)[0] === '..' || (workspace !== undefined && isAbsolute(path))
  return (outside ? file : path).split(sep).join('/')
}

/** A message ends with its line; nothing else ends it. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** A property ends with a comma, and all of them with two colons. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
