import { Help } from 'commander'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.js'
import { programOf } from '../../src/cli/program.js'

test.each(COMMANDS)('$name is listed as it says of itself', async ({ name, usage, summary, load }) => {
  const command = await load()
  const term = new Help().subcommandTerm(command)
  expect([command.name(), command.description(), term]).toEqual([name, summary, `${name} ${usage}`])
})

test('the help is the same, whichever commands are loaded', async () => {
  const all = (await programOf(() => true)).helpInformation()
  expect((await programOf(() => false)).helpInformation()).toBe(all)
  expect((await programOf((name) => name === 'sweep')).helpInformation()).toBe(all)
})
