import { describe, expect, test } from 'vitest'
import { problemText } from '../../src/input/problems.js'
import { meshCoverage } from '../../src/network/mesh-coverage.js'
import { membershipOf } from '../../src/deployment/on-network.js'
import { deploymentOf } from './fixture.js'

const town = (nan: string, perDap: number) => `name: a
quantities: { meters: { electric: { residential: 60 } }, endpoints-per-dap: ${perDap} }
networks:
  nan: ${nan}
`
const warned = (yaml: string, ...set: string[]) => deploymentOf(yaml, ...set).warnings.map(problemText)

describe('hops for which a gateway has too few devices', () => {
  test('are said to be others, with the shares that the run has', () => {
    const yaml = town('{ medium: mesh, hops: [10%, 20%, 30%, 40%] }', 3)
    expect(warned(yaml)).toEqual([
      'test.yaml:4:30: networks.nan.hops: 20 of 20 gateways have too few devices for one at every hop, so some are moved nearer to theirs\n' +
        '  the run has [33 %, 33 %, 33 %, 0 %]',
    ])
    // Those, before the run and in it.
    const { settings, layout } = deploymentOf(yaml)
    const { nan } = settings.networks
    if (nan.medium !== 'mesh') throw new Error('the nan is no mesh')
    expect(meshCoverage(nan, settings.seed, membershipOf(layout, 'nan')).byHop).toEqual([20, 20, 20])
  })

  test('are said where they come from: --set, or the medium whose default they are', () => {
    expect(warned(town('{ medium: mesh }', 3), 'nan.hops=[1%, 99%]')[0]).toMatch(
      /^--set nan\.hops=.*: networks\.nan\.hops: 20 of 20 /,
    )
    expect(warned(town('{ medium: mesh }', 2))[0]).toMatch(/^test\.yaml:4:18: networks\.nan\.hops: /)
  })

  test('are not spoken of where there are enough, or where they follow from the density', () => {
    expect(warned(town('{ medium: mesh, hops: [10%, 20%, 30%, 40%] }', 10))).toEqual([])
    expect(warned(town('{ medium: mesh, hops: by density, density: 900 per km2 }', 3))).toEqual([])
  })

  test('are an error where nobody is at one of them', () => {
    expect(() => deploymentOf(town('{ medium: mesh, hops: [0%, 100%] }', 30))).toThrow(
      /test\.yaml:4:30: networks\.nan\.hops: expected devices at each hop before the last, to relay for those behind; found none at hop 1$/,
    )
  })
})
