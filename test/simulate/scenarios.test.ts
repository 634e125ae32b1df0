import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import { Model } from '../../src/simulate/model.js'
import { catalogue } from '../deployment/fixture.js'
import { DELIVERED, OFFERED } from '../../src/network/links.js'

const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const scenarios = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))

/** Cities are run in small: what is asked here does not depend on their size. */
const SMALLER: Record<string, string[]> = {
  'city-1m.yaml': ['quantities.meters.electric.residential=4500', 'quantities.meters.electric.commercial=500'],
  'city-1m-mesh.yaml': ['quantities.meters.electric.residential=4500', 'quantities.meters.electric.commercial=500'],
  'city-1m-ami.yaml': [
    'quantities.meters.electric.residential=4500',
    'quantities.meters.electric.commercial=500',
    'quantities.esi.in-meter=1500',
    'quantities.han={ ipd: 1000, ems: 150, pct: 500, phev: 100, appliance: 250, load-control: 250 }',
  ],
}

describe.each(scenarios)('%s', (name) => {
  const set = (SMALLER[name] ?? []).map((text) => overrideOf(text)!)
  const deployment = loadDeployment(FOLDER + name, catalogue, set)
  const model = new Model(deployment)
  const { messages } = model.flight

  // Little's law on the path that was taken: the messages inside, summed over time, are the times that each was inside.
  let [area, changedAt, spent] = [0, deployment.start, 0]
  const taken = new Map<number, number>()
  const change = () => {
    const now = Math.max(model.simulation.now, deployment.start)
    area += messages.inUse * (now - changedAt)
    changedAt = now
    return now
  }
  const [take, release] = [messages.take.bind(messages), messages.release.bind(messages)]
  messages.take = () => {
    const now = change()
    const message = take()
    taken.set(message, now)
    return message
  }
  messages.release = (message) => {
    spent += change() - taken.get(message)!
    taken.delete(message)
    release(message)
  }
  while (!model.runSlice(Infinity));
  change()
  model.flight.close()

  test('delivers, loses or still has every message, for every requirement', () => {
    for (const one of model.tallies) {
      expect(one.open, one.requirement.id).toBeGreaterThanOrEqual(0)
      expect(one.delivered + one.lost + one.open, one.requirement.id).toBe(one.sent)
      expect(one.latency.count, one.requirement.id).toBe(one.delivered)
    }
    expect(model.tallies.reduce((sum, one) => sum + one.sent, 0)).toBeGreaterThan(0)
  })

  test('lets out, drops or still holds every packet, on every link', () => {
    const { links } = model.network
    let inside = 0
    for (let link = 0; link < links.count; link++) {
      const out = links.get(link, DELIVERED) + links.lostOn(link)
      expect(out).toBeLessThanOrEqual(links.get(link, OFFERED))
      inside += links.get(link, OFFERED) - out
    }
    // No station of these scenarios holds packets: those in the pool are on a link.
    expect(inside).toBe(model.network.packets.inUse)
  })

  test("obeys Little's law", () => {
    for (const since of taken.values()) spent += deployment.end - since
    expect(taken.size).toBe(messages.inUse)
    expect(area).toBeGreaterThan(0)
    expect(Math.abs(area - spent)).toBeLessThan(1e-9 * area)
  })
})
