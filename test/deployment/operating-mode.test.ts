import { describe, expect, test } from 'vitest'
import { catalogue, deploymentOf, problemsOf } from './fixture.js'

const modesAssumed = (yaml: string) =>
  deploymentOf(yaml).assumptions.filter((one) => one.name.startsWith('operating-mode.'))

describe('operating-mode', () => {
  test('is normal unless it is set, which changes nothing', () => {
    const { settings, assumptions } = deploymentOf('name: a')
    expect(settings['operating-mode']).toBe('normal')
    const mode = assumptions.filter((one) => one.name.startsWith('operating-mode'))
    expect(mode).toMatchObject([{ name: 'operating-mode', value: 'normal', source: 'SRS 4.21 step 6' }])
    for (const one of catalogue.requirements) expect(catalogue.operatingModes.factor('normal', one)).toBe(1)
  })

  // Every figure that takes the place of one of the SRS is documented (4.21 step 6).
  test('lists each factor that it uses, with its source', () => {
    const yaml = 'name: a\nuse-cases: [Service Switch]\noperating-mode: high'
    const found = modesAssumed(yaml)
    const used = catalogue.operatingModes.scalings.filter(({ ids }) =>
      ids.some((id) => catalogue.requirement(id)!.useCase === 'Service Switch'),
    )
    expect(used.length).toBeGreaterThan(0)
    expect(found.map(({ name, value, source }) => [name, value, source])).toEqual(
      used.map(({ row, high, source }) => [`operating-mode.high.${row}`, `${high} times`, source]),
    )
    expect(found.every((one) => one.setBy === 'default' && one.source !== '' && one.source !== 'none')).toBe(true)
    expect(modesAssumed(yaml.replace('high', 'normal'))).toEqual([])
  })

  test('is refused where it is none of the three', () => {
    expect(problemsOf('name: a\noperating-mode: storm')).toEqual([
      'test.yaml:2:17: operating-mode: expected one of normal, medium, high; found "storm"',
    ])
  })
})
