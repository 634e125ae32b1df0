import { accessSync, appendFileSync, closeSync, constants, existsSync, openSync, readSync, realpathSync, statSync, writeFileSync } from 'node:fs' // prettier-ignore
import { dirname, extname, isAbsolute, relative, sep } from 'node:path'
import { FileAside, realPath } from '../input/file-aside.js'
import { InputError } from '../input/problems.js'
import type { FolderWriter } from '../input/write-aside.js'
import type { HeldOrRun } from '../report/deployment-line.js'
import { githubAnnotations } from '../report/github.js'
import { junitXml } from '../report/junit.js'
import { stepSummary } from '../report/step-summary.js'
import { onGithub } from '../report/workflow-command.js'
import type { Held } from '../run/held.js'

export interface JobOptions {
  junit?: string
  strict?: boolean
}

/**
 * What a run or a check gives to the CI job around it, beside its report: a JUnit file and, on GitHub, annotations and a summary of the step.
 * What cannot be written is refused before the run.
 */
export class JobOutputs {
  private readonly strict: boolean
  private readonly junit: FileAside | undefined
  /** The JUnit file's name in the report folder, with which it is then written. */
  private readonly inReport: string | undefined

  constructor(
    options: JobOptions,
    private readonly reports: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.strict = options.strict === true
    if (options.junit !== undefined) {
      this.junit = new FileAside(options.junit, notOurs)
      this.inReport = placeInReport(options.junit, this.junit.path, realPath(reports))
    }
    if (this.summary !== undefined) refuseSummary(this.summary)
  }

  /** Before the report is put in its place: the JUnit file stands beside it, or among its files. */
  prepare(result: Held, folder: FolderWriter): void {
    if (this.junit === undefined) return
    const text = junitXml(result, this.strict)
    if (this.inReport === undefined) this.junit.write(text)
    else writeFileSync(folder.file(this.inReport), text)
  }

  /** After the report is in its place. */
  publish(result: HeldOrRun): void {
    if (this.inReport === undefined) this.junit?.commit()
    const { summary, env } = this
    if (summary !== undefined)
      // What another command of the step has written may lack the end of its line.
      appendFileSync(summary, `\n${stepSummary(result, this.reports, this.strict, artifactsOf(env))}`)
    // GitHub reads commands on both outputs; on this one they are in nobody's way who asks for JSON.
    if (onGithub(env))
      process.stderr.write(githubAnnotations(result, this.strict, env['GITHUB_WORKSPACE'] || undefined))
  }

  /** Leaves nothing half-written; does nothing to what is published. */
  abandon(): void {
    this.junit?.abandon()
  }

  private get summary(): string | undefined {
    return this.env['GITHUB_STEP_SUMMARY'] || undefined
  }
}

/** The list of what the job has uploaded, on the page of its run. */
function artifactsOf(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env
  return server && repository && id ? `${server}/${repository}/actions/runs/${id}#artifacts` : undefined
}

/** Only what a tool wrote before is replaced: a deployment that was named by mistake is not. */
function notOurs(path: string): string | undefined {
  const start = Buffer.alloc(64)
  const file = openSync(path, 'r')
  const length = readSync(file, start)
  closeSync(file)
  const text = start.toString('utf8', 0, length).trimStart()
  return text === '' || /^<(\?xml|testsuite)/.test(text) ? undefined : 'is no JUnit file: it would be overwritten'
}

/** The report is swapped as a whole: what is to be in its folder is written with it, under a name that is none of its own. */
function placeInReport(given: string, file: string, reports: string): string | undefined {
  const refused = (what: string) => InputError.of(given, what, 'name a file beside it')
  if (file === reports || isBelow(reports, file)) throw refused('the report folder is, or would be, there')
  if (!isBelow(file, reports)) return undefined
  if (extname(file) !== '.xml') throw refused('in the report folder expected a name that ends in .xml')
  return relative(reports, file)
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way.split(sep)[0] !== '..' && !isAbsolute(way)
}

function refuseSummary(file: string): void {
  const refused = (why: string) => InputError.of('GITHUB_STEP_SUMMARY', `"${file}" cannot be written (${why})`)
  if (existsSync(file) && statSync(file).isDirectory()) throw refused('it is a folder')
  try {
    accessSync(existsSync(file) ? file : realpathSync(dirname(file)), constants.W_OK)
  } catch (error) {
    throw refused((error as NodeJS.ErrnoException).code!)
  }
}
