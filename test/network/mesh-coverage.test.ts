import { describe, expect, it } from 'vitest'
import { meshCoverage, meshFault } from '../../src/network/mesh-coverage.js'
import { gateways, mesh } from './mesh-bench.js'

const sparse = mesh({ hops: 'by density', density: '30 per km2' })
const nobody = { nodes: 5, membersOf: () => undefined }

describe('what is wrong with a mesh', () => {
  it('is that it has no gateways', () => {
    const fault = { key: 'medium', message: expect.stringContaining('a mesh needs gateways') as string }
    expect(meshFault(mesh(), 1, nobody)).toMatchObject(fault)
  })

  it('is how many devices are out of range, with the dB that reach them all', () => {
    const membership = gateways(4, 60)
    const { uncovered } = meshCoverage(sparse, 1, membership)
    const fault = meshFault(sparse, 1, membership)!
    expect(fault.key).toBe('density')
    expect(fault.message).toContain(`${uncovered} of 240 devices`)
    const more = Number(/with (\d+) dB more reaches all/.exec(fault.hint)![1])
    const better = (decibels: number) => mesh({ ...written, 'link-budget': { 'antenna-gains': `${decibels} dB` } })
    const written = { hops: 'by density', density: '30 per km2' }
    expect(meshCoverage(better(more), 1, membership).uncovered).toBe(0)
    expect(meshCoverage(better(more - 1), 1, membership).uncovered).toBeGreaterThan(0)
  })

  it('is nothing where the deployment allows it, or all are reached', () => {
    expect(meshFault({ ...sparse, uncovered: 'lost' }, 1, gateways(4, 60))).toBeUndefined()
    expect(meshFault(mesh(), 1, gateways(4, 60))).toBeUndefined()
  })
})
