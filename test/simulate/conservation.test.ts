import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, outcomesOf } from './finished.js'
import { randomDeployment } from './random-deployment.js'
import {
  BYTES_APPLICATION,
  BYTES_SECURITY,
  BYTES_WIRE,
  DELIVERED,
  HEAD,
  LOST_HEAD,
  OFFERED,
  TRANSMISSIONS,
} from '../../src/network/links.js'

const RUNS = { numRuns: 25, seed: 4 }

/** Counts the addressees that messages under way have yet to reach, from the messages themselves. */
function openByRequirement(model: Model): Map<string, number> {
  const { messages } = model.flight
  const open = new Map<string, number>()
  messages.forEach((message) => {
    const { applied } = model.emissions[messages.emission[message]!]!
    // Its sender still processes it: no copy is under way yet, and no addressee has a part of it.
    const departed = messages.copies[message]! > 0
    applied.forEach(({ requirement: { id } }, addressee) => {
      if (messages.lost[message]! & (1 << addressee)) return
      if (departed && messages.missing[message * messages.stride + addressee] === 0) return
      open.set(id, (open.get(id) ?? 0) + 1)
    })
  })
  return open
}

/** Packets that stand in a line of a link. */
function inLine(model: Model, head: number, link: number): number {
  let count = 0
  for (let packet = model.network.links.end(link, head); packet >= 0; packet = model.network.packets.next[packet]!)
    count++
  return count
}

const sum = (column: Float64Array) => column.reduce((all, one) => all + one, 0)

describe('a simulation of any deployment', () => {
  test('delivers each message once to each addressee, loses it for a reason, or still has it at the end', () => {
    let lost = 0
    let stillOpen = 0
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        const model = finished(deploymentOf(yaml))
        const open = openByRequirement(model)
        for (const tally of model.tallies) {
          const { id } = tally.requirement
          const under = open.get(id) ?? 0
          expect([id, tally.sent]).toEqual([id, tally.delivered + tally.lost + under])
          expect(tally.latency.count).toBe(tally.delivered)
          expect([...tally.losses.values()].reduce((all, one) => all + one, 0)).toBe(tally.lost)
          lost += tally.lost
          stillOpen += under
        }
      }),
      RUNS,
    )
    // The property is about something: there were losses, and messages cut off by the end.
    expect(lost).toBeGreaterThan(1000)
    expect(stillOpen).toBeGreaterThan(100)
  })

  test('takes as many packets out of each link as it put in, drops them, gives them up, or still has them', () => {
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        const model = finished(deploymentOf(yaml))
        const { links, packets } = model.network
        let inside = 0
        for (let link = 0; link < links.count; link++) {
          const out = links.get(link, DELIVERED) + links.lostOn(link)
          const lines = inLine(model, HEAD, link) + inLine(model, LOST_HEAD, link)
          expect(links.get(link, OFFERED)).toBe(out + lines)
          inside += lines
        }
        expect(packets.inUse).toBe(inside)
      }),
      RUNS,
    )
  })

  test('finds the same bytes by link as by payload and by hour: those that it started to send', () => {
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        const deployment = deploymentOf(yaml)
        const model = finished(deployment)
        const { links } = model.network
        expect(sum(model.bytesByPayload)).toBe(sum(links.column(BYTES_WIRE)))
        // The default header, and the larger mtu that is drawn.
        const [header, mtu] = [60, 1500]
        for (let link = 0; link < links.count; link++) {
          const overhead = links.get(link, TRANSMISSIONS) * header
          expect(links.get(link, BYTES_WIRE)).toBeGreaterThanOrEqual(links.get(link, BYTES_APPLICATION) + overhead)
          expect(links.get(link, BYTES_WIRE)).toBeLessThanOrEqual(links.get(link, TRANSMISSIONS) * mtu)
        }
        for (const [lane, { network, direction }] of model.load.lanes.entries()) {
          const all = { wire: 0, application: 0, security: 0 }
          for (const group of links.groups) {
            if (group.network !== network || group.direction !== direction) continue
            for (let link = group.first; link < group.first + group.count; link++) {
              all.wire += links.get(link, BYTES_WIRE)
              all.application += links.get(link, BYTES_APPLICATION)
              all.security += links.get(link, BYTES_SECURITY)
            }
          }
          expect(sum(model.load.bytesWire[lane]!)).toBe(all.wire)
          expect(sum(model.load.bytesApplication[lane]!)).toBe(all.application)
          expect(sum(model.load.bytesSecurity[lane]!)).toBe(all.security)
        }
      }),
      RUNS,
    )
  })

  test('adds the header to each transmission, and nothing else where nothing is lost', () => {
    const yaml = `name: a
duration: 6 h
quantities: { meters: { electric: { residential: 40, commercial: 4 } }, endpoints-per-dap: 20 }
networks: { nan: { loss: 0%, header: 33 B, mtu: 200 B }, wan: { header: 21 B } }`
    const { links } = finished(deploymentOf(yaml)).network
    const header: Record<string, number> = { nan: 33, wan: 21, enterprise: 60 }
    let packets = 0
    for (const group of links.groups) {
      for (let link = group.first; link < group.first + group.count; link++) {
        const overhead = header[group.network]! * links.get(link, TRANSMISSIONS)
        expect(links.get(link, BYTES_WIRE)).toBe(links.get(link, BYTES_APPLICATION) + overhead)
        expect(links.get(link, TRANSMISSIONS)).toBe(links.get(link, OFFERED))
        packets += links.get(link, TRANSMISSIONS)
      }
    }
    expect(packets).toBeGreaterThan(1000)
  })

  test('is the same in slices as in one go, and what the clock sends does not know when the run will end', () => {
    fc.assert(
      fc.property(randomDeployment, fc.integer({ min: 1, max: 9 }), (yaml, tenths) => {
        const deployment = deploymentOf(yaml)
        const whole = finished(deployment)
        const sliced = new Model(deployment)
        // A moment that has passed: the kernel looks at it every thousand events, and gives up.
        while (!sliced.runSlice(0)) continue
        sliced.flight.close()
        expect(outcomesOf(sliced)).toEqual(outcomesOf(whole))

        const seconds = Math.round((deployment.settings.duration / 1e6) * (tenths / 10))
        const part = finished(deploymentOf(yaml, `duration=${seconds} s`))
        for (const [i, tally] of part.tallies.entries()) expect(tally.sent).toBeLessThanOrEqual(whole.tallies[i]!.sent)
      }),
      { numRuns: 8, seed: 5 },
    )
  })
})
