import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { load, loadCatalogue, parse, requirements, run, version } from '../../src/index.js'
import { newFolder, problemsIn, SMALL } from './fixture.js'

describe('a deployment', () => {
  test('is the same of a file and of its text', () => {
    const file = join(newFolder(), 'town.yaml')
    writeFileSync(file, SMALL)
    const [one, other] = [load(file), parse(SMALL, 'town.yaml')]
    expect(one).toMatchObject({ file, name: 'small', profile: 'ACvW', meters: 100, durationS: 6 * 3600 })
    expect(one.useCases).toEqual(['Meter Reading', 'Service Switch'])
    expect(other.file).toBe('town.yaml')
    expect(other.hash).toBe(one.hash)
  })

  test('takes values as the file would, by the paths of --set', () => {
    const written = parse(`${SMALL}networks: { wan: { rate: 2 Mbps } }\nseed: 7\n`)
    const set = parse(SMALL, 'x.yaml', { set: { 'wan.rate': '2 Mbps' }, seed: 7 })
    expect(set.seed).toBe(7)
    expect(set.hash).toBe(written.hash)
    const groups = parse(SMALL)
      .with({ networks: { wan: { rate: '2 Mbps' } } })
      .with({ seed: 7 })
    expect(groups.hash).toBe(written.hash)
    expect(set.assumptions.find(({ name }) => name === 'networks.wan.rate')).toMatchObject({
      value: '2 Mbps',
      setBy: 'deployment',
    })
  })

  test('is left as it is by with', () => {
    const town = parse(SMALL)
    const { hash } = town
    expect(town.with({ 'wan.rate': '3 kbps' }).hash).not.toBe(hash)
    expect(town.hash).toBe(hash)
    expect(town.with({}).hash).toBe(hash)
  })

  test('is refused with the place of all that is wrong', async () => {
    const wrong = SMALL.replace('profile', 'profil').replace('6 h', '6 hurs')
    const problems = await problemsIn(() => parse(wrong, 'town.yaml'))
    expect(problems).toHaveLength(2)
    expect(problems[0]).toMatch(/^town\.yaml:2:1: .*"profil" \| did you mean "profile"\?$/)
    expect(problems[1]).toMatch(/^town\.yaml:4:11: duration: /)
    expect(await problemsIn(() => parse(SMALL).with({ 'wan.rat': '2 Mbps' }))).toEqual([
      expect.stringMatching(/^with wan\.rat=2 Mbps: .*"rat" \| did you mean "rate"\?$/),
    ])
    const missing = await problemsIn(() => load(join(newFolder(), 'none.yaml')))
    expect(missing).toEqual([expect.stringMatching(/none\.yaml: no such file/)])
  })

  test('is wanted itself: what a copy would lack is not guessed', async () => {
    await expect(run({ ...parse(SMALL) })).rejects.toThrow(/expected a deployment that load or parse gave/)
  })
})

describe('the catalogue', () => {
  test('has the 204 payloads of the SRS, and the requirement that a deployment applies as it stands there', () => {
    const catalogue = loadCatalogue()
    expect(catalogue.payloads).toHaveLength(204)
    const all = new Map(catalogue.requirements.map((one) => [one.id, one]))
    expect(all.size).toBe(catalogue.requirements.length)
    const applied = requirements(parse(SMALL))
    expect(applied.length).toBeGreaterThan(0)
    for (const one of applied) expect(all.get(one.id)).toEqual(one)
    expect(new Set(applied.map(({ useCase }) => useCase))).toEqual(new Set(['Meter Reading', 'Service Switch']))
  })

  test('of a folder that is none is refused', async () => {
    expect(await problemsIn(() => loadCatalogue(join(newFolder(), 'none')))).not.toEqual([])
  })
})

test('the version is that of the package', () => {
  expect(version()).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version)
})
