import { CommanderError } from 'commander'
import { InputError } from '../input/problems.js'
import { EXIT } from './exit-status.js'
import { programOf } from './program.js'

export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyWhenThePipeCloses()
  const wanted = wantedOf(argv.slice(2))
  // The script for a shell names the options of all.
  const program = await programOf((name) => name === wanted || wanted === 'completion')
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = await statusOf(error)
  }
}

/** The command that is named: to load all of them takes longer than to answer most. */
function wantedOf(words: readonly string[]): string | undefined {
  const [first, second] = words.filter((word) => word !== '--')
  return first === 'help' ? second : first
}

async function statusOf(error: unknown): Promise<number> {
  // Commander has printed its own message; asking for help or the version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput
  if (error instanceof InputError) {
    process.stderr.write(`${error.message}\n`)
    await annotate(error)
    return EXIT.wrongInput
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`sgsim failed; this is a fault of sgsim, not of your input:\n${text}\n`)
  return EXIT.sgsimFailed
}

async function annotate({ problems }: InputError): Promise<void> {
  const { env } = process
  const { onGithub } = await import('../report/workflow-command.js')
  if (!onGithub(env)) return
  const { inputAnnotations } = await import('../report/input-annotations.js')
  process.stderr.write(inputAnnotations(problems, env['GITHUB_WORKSPACE'] || undefined))
}

/**
 * `sgsim … | head` closes the pipe: what was asked for was seen, so nothing is wrong. A full disk is: the status says so,
 * whatever the command itself had found.
 */
function endQuietlyWhenThePipeCloses(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return
      if (stream === process.stdout) process.stderr.write(`sgsim: the output could not be written (${error.code})\n`)
      process.once('exit', () => {
        process.exitCode = EXIT.sgsimFailed
      })
    })
  }
}
