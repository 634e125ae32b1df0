import { describe, expect, it } from 'vitest'
import { MeshBackground } from '../../src/network/mesh-background.js'
import { MeshLayout } from '../../src/network/mesh-layout.js'
import { bare, gateways } from './mesh-bench.js'

const beacon = { bytes: '500 B', interval: '1 s' }

/** A thousand devices on a disc of three ranges around the one gateway. */
function crowd(written: object) {
  const devices = 1000
  const settings = bare({ density: '1037 per km2', beacon, ...written })
  const layout = new MeshLayout(settings, 1, gateways(1, devices))
  layout.layOut(devices)
  const nodes = Array.from({ length: devices + 1 }, (_, node) => node)
  const background = new MeshBackground(settings, layout, devices + 1)
  background.layOut(nodes)
  const within = (node: number, range: number) =>
    nodes.filter((other) => other !== node && Math.hypot(layout.x[node]! - layout.x[other]!, layout.y[node]! - layout.y[other]!) <= range).length // prettier-ignore
  return { background, nodes, within }
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

describe('the standing traffic of a mesh', () => {
  it('is 500 µs in a second of each node', () => {
    const { background } = crowd({})
    expect(background.airtimeEach).toBeCloseTo(500 / 1e6, 12)
    expect(background.bytesEach).toBeCloseTo(500 / 1e6, 12)
  })

  it('keeps the channel busy by those who are heard, as many as there are within the sensing range', () => {
    const { background, nodes, within } = crowd({ 'sensing-range': 1.5 })
    // Counted by cells, an eighth of the range wide: near for each node, and right on the mean.
    const heard = nodes.map((node) => -Math.log(1 - background.busy(node)) / (500 / 1e6))
    const exact = nodes.map((node) => within(node, 1.5))
    nodes.forEach((_, i) => expect(Math.abs(heard[i]! / exact[i]! - 1)).toBeLessThan(0.35))
    expect(Math.abs(mean(heard) / mean(exact) - 1)).toBeLessThan(0.05)
  })

  it('is spread over the channels', () => {
    const [one, four] = [crowd({}), crowd({ channels: 4 })].map(({ background }) => Math.log(1 - background.busy(3)))
    expect(four! * 4).toBeCloseTo(one!, 9)
  })

  it.each([
    // Two discs of radius 1 whose middles are 1 apart share 2/3 - √3 / 2π of each (the lens of two circles).
    { sensing: 1, hidden: 0, unheard: 1 - (2 / 3 - Math.sqrt(3) / (2 * Math.PI)) },
    { sensing: 1, hidden: 0.5, unheard: 1 - 0.5 * (2 / 3 - Math.sqrt(3) / (2 * Math.PI)) },
    // A sender that hears two ranges far hears all who disturb within one range of its receiver.
    { sensing: 2, hidden: 0, unheard: 0 },
    { sensing: 2, hidden: 0.1, unheard: 0.1 },
  ])('spoils by those whom the sender does not hear: $unheard of them', ({ sensing, hidden, unheard }) => {
    const { background } = crowd({ 'sensing-range': sensing, hidden: `${100 * hidden}%` })
    const { background: heard } = crowd({ 'sensing-range': 1, 'interference-range': 1 })
    for (const node of [0, 17, 1000]) {
      const disturbing = -Math.log(1 - heard.busy(node)) / (500 / 1e6)
      // A frame of 1,500 µs meets what begins in 2,000 µs.
      const met = -Math.log(1 - background.spoils(node, 1500)) / (2000 / 1e6)
      expect(met).toBeCloseTo(disturbing * unheard, 6)
    }
  })
})
