import { Command } from 'commander'
import { version } from '../report/version.js'
import { COMMANDS, type Listed } from './commands.js'

const STATUSES = `
Exit status:
  0    no requirement failed (the last line says how many are undecided)
  1    a requirement failed (with --strict: or is not decided); of compare:
       something became worse
  2    the input is wrong; nothing was written
  3    sgsim itself failed
  130  interrupted; the earlier report is as it was
`

/** The command line with these of its commands; the others are there by their names, for the help and for words that are near to one. */
export async function programOf(isWanted: (name: string) => boolean): Promise<Command> {
  const program = new Command('sgsim')
    .description('Runs the OpenSG SG-Network requirements table on a modelled network.')
    .version(version())
    .addHelpText('after', `${STATUSES}\nExample:\n  $ sgsim run scenarios/quickstart.yaml`)
  const commands = COMMANDS.map((one) => (isWanted(one.name) ? one.load() : standIn(one)))
  for (const command of await Promise.all(commands)) program.addCommand(command)
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError('(add --help for what there is)')
  }
  return program
}

/** Looks in the list of all commands as the command itself does. */
function standIn({ name, usage, summary }: Listed): Command {
  const command = new Command(name).description(summary)
  for (const word of usage.split(' ')) {
    if (word === '[options]') command.option('--any')
    else command.argument(word)
  }
  return command
}
