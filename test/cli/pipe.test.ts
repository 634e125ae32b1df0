import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { command, folderOf, PROGRAM, SMALL } from './sgsim.js'

describe('a pipe that closes', () => {
  // `head` may end before or after the program has written; `true` has ended long before.
  test.each(['head -c 10', 'true'])('after `%s` is no failure of the run, and nothing is complained of', (reader) => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const line = `"${process.execPath}" "${PROGRAM}" run town.yaml --json | ${reader}; echo " \${PIPESTATUS[0]}"`
    const { stdout, stderr } = command(folder, 'bash', ['-c', line])
    expect(stderr).toBe('')
    expect(stdout.split(' ').at(-1)).toBe('0\n')
  })

  test('leaves a whole report of eleven files', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const line = `"${process.execPath}" "${PROGRAM}" run town.yaml | true; ls reports/small | wc -l`
    expect(command(folder, 'bash', ['-c', line]).stdout.trim()).toBe('11')
  })
})

// Linux's /dev/full takes nothing, as a full disk does.
test.skipIf(!existsSync('/dev/full'))('an output that cannot be written is no failed requirement: status 3', () => {
  const folder = folderOf({ 'town.yaml': SMALL })
  const line = `"${process.execPath}" "${PROGRAM}" run town.yaml > /dev/full; echo " $?"`
  const { stdout, stderr } = command(folder, 'bash', ['-c', line])
  expect(stdout.trim()).toBe('3')
  expect(stderr).toBe('sgsim: the output could not be written (ENOSPC)\n')
})
