import { Command } from 'commander'
import { vi } from 'vitest'
import { main } from '../../../src/cli/main.js'

/** The commands as main.ts puts them together, without reading any command line. */
export async function programOf(): Promise<Command> {
  const reading = vi.spyOn(Command.prototype, 'parseAsync').mockReturnThis()
  try {
    await main([])
    return reading.mock.contexts[0] as Command
  } finally {
    reading.mockRestore()
  }
}
