import { describe, expect, it } from 'vitest'
import { lineage } from '../../src/srs/actor.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { alternatives, printPath, readPath } from '../../src/srs/path.js'
import { walk } from '../../src/srs/walk.js'

const catalogue = loadCatalogue()

describe('the table of paths', () => {
  it('has a way for every used requirement, there or back, of the actors or of the wider ones', () => {
    const pairs = new Set(catalogue.paths.flatMap(({ from, to }) => [`${from} → ${to}`, `${to} → ${from}`]))
    const without = catalogue.requirements.filter(({ used, from, to }) => {
      if (!used) return false
      const [ends, others] = [lineage(catalogue.actors, from), lineage(catalogue.actors, to)]
      return !ends.some((a) => others.some((b) => pairs.has(`${a} → ${b}`)))
    })
    expect(without.map((one) => one.id)).toEqual([])
  })

  it('leads from end to end by each alternative, over lines that no way passes twice but that to the gateway', () => {
    for (const { from, to, expression } of catalogue.paths) {
      for (const way of alternatives(expression)) {
        expect(walk(way, from, catalogue.flows)).toMatchObject({ end: to })
        // A retail provider comes in by the gateway to the head-end, which may go out by it again (SRS 4.14.1.2).
        const twice = way.filter((flow, i) => way.indexOf(flow) < i)
        expect(twice.filter((flow) => flow !== '1Cba')).toEqual([])
      }
    }
  })

  it('uses every data flow', () => {
    const used = new Set(catalogue.paths.flatMap((path) => alternatives(path.expression).flat()))
    expect([...catalogue.flows.keys()].filter((flow) => !used.has(flow))).toEqual([])
  })

  it('prints its expressions as they are read', () => {
    for (const { expression } of catalogue.paths) {
      const again = readPath(printPath(expression))
      expect(again).toEqual({ value: expression })
    }
  })

  it('has one line between two neighbours in a network, so that it has one name', () => {
    const lines = [...catalogue.flows.values()].map(({ from, to, network }) => [[from, to].sort(), network].join())
    expect(new Set(lines).size).toBe(lines.length)
  })
})
