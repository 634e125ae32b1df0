import { Command, CommanderError } from 'commander'
import { InputError } from '../input/problems.js'
import { inputAnnotations } from '../report/input-annotations.js'
import { version } from '../report/run-json.js'
import { onGithub } from '../report/workflow-command.js'
import { compareCommand } from './compare-command.js'
import { checkCommand } from './check-command.js'
import { completionCommand } from './completion-command.js'
import { EXIT } from './exit-status.js'
import { explainCommand } from './explain-command.js'
import { initCommand } from './init-command.js'
import { pathsCommand } from './paths-command.js'
import { payloadsCommand } from './payloads-command.js'
import { profilesCommand } from './profiles-command.js'
import { requirementsCommand } from './requirements-command.js'
import { runCommand } from './run-command.js'
import { mergeCommand } from './merge-command.js'
import { schemaCommand } from './schema-command.js'
import { sizeCommand } from './size-command.js'
import { sweepCommand } from './sweep-command.js'
import { traceCommand } from './trace-command.js'
import { validateCommand } from './validate-command.js'
import { volumetricsCommand } from './volumetrics-command.js'

const STATUSES = `
Exit status:
  0    no requirement failed (the last line says how many are undecided)
  1    a requirement failed (with --strict: or is not decided); of compare:
       something became worse
  2    the input is wrong; nothing was written
  3    sgsim itself failed
  130  interrupted; the earlier report is as it was
`

export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyWhenThePipeCloses()
  const program = new Command('sgsim')
    .description('Runs the OpenSG SG-Network requirements table on a modelled network.')
    .version(version())
    .addCommand(initCommand())
    .addCommand(validateCommand())
    .addCommand(runCommand())
    .addCommand(checkCommand())
    .addCommand(compareCommand())
    .addCommand(sizeCommand())
    .addCommand(sweepCommand())
    .addCommand(mergeCommand())
    .addCommand(requirementsCommand())
    .addCommand(volumetricsCommand())
    .addCommand(payloadsCommand())
    .addCommand(profilesCommand())
    .addCommand(pathsCommand())
    .addCommand(explainCommand())
    .addCommand(schemaCommand())
    .addCommand(traceCommand())
    .addCommand(completionCommand())
    .addHelpText('after', `${STATUSES}\nExample:\n  $ sgsim run scenarios/quickstart.yaml`)
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError('(add --help for what there is)')
  }
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = statusOf(error)
  }
}

function statusOf(error: unknown): number {
  // Commander has printed its own message; asking for help or the version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrongInput
  if (error instanceof InputError) {
    process.stderr.write(`${error.message}\n`)
    const { env } = process
    if (onGithub(env)) process.stderr.write(inputAnnotations(error.problems, env['GITHUB_WORKSPACE'] || undefined))
    return EXIT.wrongInput
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`sgsim failed; this is a fault of sgsim, not of your input:\n${text}\n`)
  return EXIT.sgsimFailed
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
