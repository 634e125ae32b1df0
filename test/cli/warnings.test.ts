import { describe, expect, test } from 'vitest'
import { folderOf, sgsim, SMALL } from './sgsim.js'

const OFF = `${SMALL}choices:
  requirements:
    4.15.4.3/SW_state_cmd: off
`
const line = OFF.split('\n').findIndex((text) => text.includes('SW_state_cmd')) + 1
const WARNING =
  `town.yaml:${line}:5: warning: choices.requirements.4.15.4.3/SW_state_cmd: ` +
  'with it goes what nothing else causes: 4.15.4.3/SW_state_cmd_resp-data\n' +
  '  switch that off too, if it is meant\n'

describe('what may not be meant', () => {
  test('is told on stderr, and the command goes on', () => {
    const folder = folderOf({ 'town.yaml': OFF })
    const { status, stdout, stderr } = sgsim(folder, 'run', 'town.yaml', '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: WARNING })
    expect(JSON.parse(stdout)).toMatchObject({ name: 'small' })
    expect(sgsim(folder, 'requirements', 'town.yaml').stderr).toBe(WARNING)
  })

  test('is not told to those who asked for nothing but errors', () => {
    const { status, stdout, stderr } = sgsim(folderOf({ 'town.yaml': OFF }), 'run', 'town.yaml', '--quiet')
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
