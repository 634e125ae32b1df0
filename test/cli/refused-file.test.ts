import { describe, expect, test } from 'vitest'
import { refused, refusedIn } from './refused.js'
import { folderOf, SMALL } from './sgsim.js'

describe('a file that is no deployment is refused:', () => {
  test('one that is missing, with the nearest name of its folder', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(refusedIn(folder, 'run', 'towm.yaml')).toBe('towm.yaml: no such file\n  did you mean "town.yaml"?\n')
  })

  test('one in a folder that is missing', () => {
    const said = refusedIn(folderOf(), 'run', 'east/town.yaml')
    expect(said).toBe('east/town.yaml: no such file: there is no folder "east"\n')
  })

  test('a folder', () => {
    const folder = folderOf({ 'east/town.yaml': SMALL })
    expect(refusedIn(folder, 'run', 'east')).toBe('east: expected a file, found a folder\n')
  })

  test('an empty file', () => {
    expect(refused('')).toBe('town.yaml:1:1: the file is empty\n')
  })

  test('a file of comments', () => {
    expect(refused('# to be done\n')).toBe('town.yaml:1:1: the file is empty\n')
  })

  test('a binary file', () => {
    const said = refused(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff))
    expect(said).toBe('town.yaml:1:5: expected a text file, found a binary one\n  save it as UTF-8 text\n')
  })

  test('a file in another encoding, with the place of the first character that is wrong', () => {
    expect(refused(Buffer.from('name: a\n# Zürich\n', 'latin1'))).toMatch(/^town\.yaml:2:4: not UTF-8\n/)
  })

  test('a list', () => {
    expect(refused('- name: a\n')).toBe('town.yaml:1:1: expected a group of keys; found a list\n')
  })

  test('YAML with an error in its syntax, with its place', () => {
    expect(refused('name: a\nprofile: ACvW\nuse-cases: [Meter Reading\nseed: 1\n')).toBe(
      'town.yaml:3:12: this [ is not closed\n  a ] is missing\n',
    )
  })

  test('YAML with a key that is there twice', () => {
    expect(refused('name: a\nseed: 1\nname: b\n')).toBe('town.yaml:3:1: the key "name" is there twice\n')
  })
})
