import type { Command } from 'commander'

export interface SensitivityOption {
  sensitivity?: boolean
  quiet?: boolean
}

export function withSensitivityOption(command: Command): Command {
  return command.option(
    '--sensitivity',
    'also runs it with each assumption low and high:\non which do the verdicts hang?',
  )
}
