import { appendFileSync } from 'node:fs'
import { InputError } from '../input/problems.js'
import { compareAnnotations } from '../plan/compare-annotations.js'
import { compareJson } from '../plan/compare-json.js'
import { compareMarkdown } from '../plan/compare-markdown.js'
import { compareText } from '../plan/compare-text.js'
import { compareReports } from '../plan/compare.js'
import { json } from '../report/json.js'
import { onGithub } from '../report/workflow-command.js'
import { CompareFile } from './compare-file.js'
import { EXIT } from './exit-status.js'
import { openReport } from './open-report.js'

interface CompareOptions {
  json?: boolean
  markdown?: boolean
  quiet?: boolean
  html?: string
  open?: boolean
}

export async function act(base: string, next: string, options: CompareOptions): Promise<void> {
  if (options.open && options.html === undefined)
    throw InputError.of(
      '--open',
      'expected a page to open, found no --html',
      'name its file: --html compare.html --open',
    )
  const file = options.html === undefined ? undefined : new CompareFile(options.html)
  const comparison = compareReports(base, next)
  await file?.write(comparison)
  const { env } = process
  summarise(env['GITHUB_STEP_SUMMARY'], () => compareMarkdown(comparison))
  if (onGithub(env)) process.stderr.write(compareAnnotations(comparison))
  if (options.json) process.stdout.write(json(compareJson(comparison)))
  else if (options.markdown) process.stdout.write(compareMarkdown(comparison))
  else if (!options.quiet) process.stdout.write(compareText(comparison))
  if (options.open && file) await openReport(file.path)
  process.exitCode = comparison.regressions > 0 ? EXIT.requirementFailed : EXIT.ok
}

/** What another command of the step has written may lack the end of its line. */
function summarise(file: string | undefined, text: () => string): void {
  if (!file) return
  try {
    appendFileSync(file, `\n${text()}`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw InputError.of('GITHUB_STEP_SUMMARY', `"${file}" cannot be written (${code})`)
  }
}
