import type { Command } from 'commander'
import { programOf as made } from '../../../src/cli/program.js'

/** The command line with all of its commands. */
export const programOf = (): Promise<Command> => made(() => true)
