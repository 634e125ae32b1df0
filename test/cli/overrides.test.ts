import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refused } from './refused.js'
import { folderOf, sgsim, SMALL } from './sgsim.js'

describe('--set', () => {
  test('replaces a value, which the report lists as an assumption of the deployment', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    expect(sgsim(folder, 'run', 'town.yaml', '--set', 'wan.rate=50kbps').status).toBe(0)
    const assumptions = readFileSync(join(folder, 'reports', 'small', 'assumptions.csv'), 'utf8')
    expect(assumptions.split('\n').filter((line) => line.startsWith('networks.wan.rate,'))).toEqual([
      expect.stringMatching(/^networks\.wan\.rate,50kbps,deployment,/),
    ])
  })

  test('is taken several times, the last one wins', () => {
    const folder = folderOf({ 'town.yaml': SMALL })
    const set = ['seed=3', 'name=other', 'seed=4'].flatMap((text) => ['--set', text])
    const { stdout } = sgsim(folder, 'run', 'town.yaml', '--json', ...set)
    expect(JSON.parse(stdout)).toMatchObject({ seed: 4, name: 'other', reports: join('reports', 'other') })
  })

  test('without = is refused', () => {
    expect(refused(SMALL, '--set', 'wan.rate')).toBe(
      '--set wan.rate: expected a path and a value, such as nan.rate=50kbps\n',
    )
  })

  test('of a key that does not exist is refused with the nearest one', () => {
    const said = refused(SMALL, '--set', 'wan.rte=50kbps')
    expect(said).toMatch(/^--set wan\.rte=50kbps:.* "networks\.wan" has no key "rte"\n {2}did you mean "rate"\?\n$/)
  })

  test('of a value without its unit is refused', () => {
    const said = refused(SMALL, '--set', 'wan.rate=50')
    expect(said).toBe(
      '--set wan.rate=50: networks.wan.rate: expected a rate with its unit, such as "100 kbps", found 50\n' +
        '  write "50 bps" where it is bits a second\n',
    )
  })

  test('says all that is wrong with the file and with itself at once', () => {
    const said = refused(`${SMALL}efects: causal\n`, '--set', 'wan.rate=50', '--seed', 'x')
    expect(said).toContain('town.yaml:6:1: a deployment has no key "efects"')
    expect(said).toContain('--set wan.rate=50:')
    expect(said).toContain('--seed x:')
  })
})

describe('--seed', () => {
  test('replaces the seed of the file', () => {
    const folder = folderOf({ 'town.yaml': `${SMALL}seed: 5\n` })
    expect(JSON.parse(sgsim(folder, 'run', 'town.yaml', '--json', '--seed', '6').stdout)).toMatchObject({ seed: 6 })
  })

  test.each([
    ['a word', 'x', 'expected a whole number; found "x"'],
    ['a fraction', '1.5', 'expected a whole number; found 1.5'],
    ['a negative number', '-1', 'expected a number of at least 0; found -1'],
    ['nothing', '', 'expected a whole number; found nothing'],
  ])('is refused when it is %s', (_, seed, said) => {
    const words = refused(SMALL, '--seed', seed)
    expect(words.startsWith(`--seed ${seed}:`)).toBe(true)
    expect(words).toContain(`seed: ${said}\n`)
  })
})
