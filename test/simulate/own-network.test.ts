import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import type { DeviceClass, Layout } from '../../src/deployment/layout.js'
import { treesUnder } from '../../src/deployment/device-class.js'
import { Places, type Place } from '../../src/network/routes.js'
import { nodesOf, ownClassOf } from '../../src/simulate/place-of.js'
import { relatedDevice } from '../../src/simulate/related-device.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import type { Emission } from '../../src/traffic/emission.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { deploymentOf } from '../deployment/fixture.js'
import { DAPS, nodesOf as listsAt } from '../deployment/listed.js'
import { drawnLists, layoutOf, PROFILE, REST, yamlOf } from '../deployment/random-lists.js'
import { finished, outcomesOf } from './finished.js'
import { DELIVERED, OFFERED } from '../../src/network/links.js'

const ALL = `name: a\nuse-cases: [Meter Reading, Service Switch, PrePay, DR-DLC, ORM, Price, Firmware / Program Update]\nprofile: ${PROFILE}\n`

/** Where a place lies for a device on its tree. */
function at(place: Place, tree: number, device: number): number {
  const places = new Places()
  places.add(place)
  return places.at(0, tree, device)
}

/** The devices that a message about a device passes, or that are about the same: the class of each, and the device. */
function passed(deployment: Deployment, emission: Emission, device: number): { of: DeviceClass; node: number }[] {
  const { catalogue, layout } = deployment
  const actors = new Set(emission.applied.flatMap(({ hops }) => hops.flatMap((hop) => [hop.from, hop.to])))
  return [...actors]
    .filter((actor) => catalogue.actor(actor)!.kind === 'device')
    .map((actor) => at(nodesOf(deployment, emission, actor).place, layout.treeOf(device), device))
    .map((node) => ({ of: layout.classOf(node), node }))
}

/** Whether another device is where it should be: on the tree, where both hang on the same trees and that has any. */
function isOnTree(layout: Layout, from: DeviceClass, device: number, of: DeviceClass, other: number): boolean {
  const tree = layout.treeOf(device)
  if (other < of.first || other >= of.first + of.count) return false
  return !sharesTree(layout, from, tree, of) || layout.treeOf(other) === tree
}

function sharesTree(layout: Layout, from: DeviceClass, tree: number, of: DeviceClass): boolean {
  return treesUnder(of) === treesUnder(from) && layout.membersOn(tree, of).count > 0
}

describe('a message of an own network', () => {
  test('stays on the tree of its device, whatever other devices it passes', () => {
    let checked = 0
    fc.assert(
      fc.property(drawnLists, (drawn) => {
        const deployment = deploymentOf(ALL + REST + yamlOf(drawn))
        const { layout } = deployment
        const wrong: unknown[] = []
        const seen = new Set<string>()
        for (const emission of emissionsOf(deployment, appliedRequirements(deployment).applied)) {
          const own = ownClassOf(emission)
          if (own === undefined) continue
          const known = [own.name, ...emission.applied[0]!.hops.map((hop) => hop.flow)].join()
          if (seen.has(known)) continue
          seen.add(known)
          for (let device = own.first; device < own.first + own.count; device++)
            for (const { of, node } of passed(deployment, emission, device)) {
              if (of === own) continue
              if (!isOnTree(layout, own, device, of, node)) wrong.push([emission.id, own.name, device, of.name, node])
              if (sharesTree(layout, own, layout.treeOf(device), of)) checked++
            }
        }
        expect(wrong).toEqual([])
      }),
      { numRuns: 5, seed: 6 },
    )
    expect(checked).toBeGreaterThan(100)
  }, 60_000)

  test('sets off messages about devices of its tree, or of its feeder where these hang on others', () => {
    let [onTree, onFeeder] = [0, 0]
    fc.assert(
      fc.property(drawnLists, (drawn) => {
        const layout = layoutOf(drawn)
        const full = layout.classes.filter((one) => one.count > 0)
        const wrong: unknown[] = []
        for (const from of full)
          for (const of of full.filter((one) => one !== from))
            for (let device = from.first; device < from.first + from.count; device++) {
              const related = relatedDevice(layout, { classes: [of] } as unknown as Emission, device, 0)
              if (!isOnTree(layout, from, device, of, related)) wrong.push([from.name, device, of.name, related])
              if (sharesTree(layout, from, layout.treeOf(device), of)) onTree++
              const feeder = layout.feederOfDevice(device)
              const isFar = from.name.startsWith('feeder.') && of.name.startsWith('electric.') && layout.namesFeeders
              if (!isFar || feeder < 0) continue
              if (layout.membersAt({ key: 'feeder', name: '', numbers: [feeder] }, of).length === 0) continue
              if (layout.feederOfDevice(related) !== feeder) wrong.push([from.name, device, of.name, related, feeder])
              onFeeder++
            }
        expect(wrong).toEqual([])
      }),
      { numRuns: 25, seed: 7 },
    )
    expect(onTree).toBeGreaterThan(1000)
    expect(onFeeder).toBeGreaterThan(100)
  }, 60_000)

  test('crosses the network of a home where the home is: the interface of its tree, and its meter', () => {
    const text = [DAPS, 'A,NA,NA,0,1,NA,NA,NA', 'B,NA,NA,9,0,NA,NA,NA', 'C,NA,NA,2,97,NA,NA,NA'].join('\n')
    const quantities = 'quantities: { esi: { in-meter: 50 }, han: { ipd: 30 } }\n'
    const { layout } = deploymentOf(`name: a\nprofile: AHEMCvW\n${quantities}${listsAt({ daps: text })}`)
    const on = (name: string) => {
      const of = layout.classes.find((one) => one.name === name)!
      return [0, 1, 2].map((i) => layout.membersOn(layout.treesIn(0, 'dap').first + i, of).count)
    }
    // In proportion to 1 and 97 homes, the first of each beside the first meter: 50/98 and 30/98 are rounded up.
    expect(on('esi.in-meter')).toEqual([1, 0, 49])
    expect(on('han.ipd')).toEqual([1, 0, 29])
  })
})

describe('a run of an own network', () => {
  test('delivers, loses or still has every message, over every link', () => {
    fc.assert(
      fc.property(drawnLists, fc.constantFrom('1 kbps', '100 kbps'), (drawn, rate) => {
        const rest = `duration: 4 h\nnetworks: { nan: { rate: ${rate} } }\ncollection: poll\n`
        const model = finished(deploymentOf(ALL + rest + REST + yamlOf(drawn)))
        const { links } = model.network
        for (const tally of model.tallies)
          expect([tally.requirement.id, tally.sent]).toEqual([
            tally.requirement.id,
            tally.delivered + tally.lost + tally.open,
          ])
        for (const group of links.groups) {
          // A DAP without meters has nothing to send, and takes in nothing.
          if (group.flow !== '1D') continue
          expect(group.names).toEqual(drawn.daps.map((one) => one.name))
          drawn.daps.forEach((dap, i) => {
            const link = group.first + i
            // What the list does not count stands in proportion to what it does.
            if (dap.commercial + dap.residential === 0) expect(links.get(link, OFFERED)).toBe(0)
            expect(links.get(link, DELIVERED) + links.lostOn(link)).toBeLessThanOrEqual(links.get(link, OFFERED))
          })
        }
      }),
      { numRuns: 5, seed: 8 },
    )
  }, 60_000)

  test('with the same meters on each DAP is that of the even split', () => {
    const lines = Array.from({ length: 8 }, (_, i) => `D${i},F${i >> 1},NA,3,17,NA,NA,NA`)
    const head = `name: a
profile: AHEMCvW
duration: 6 h
use-cases: [Meter Reading, Service Switch, ORM, Price]
events: [{ at: 03:00, what: power-lost, share: 30% }]
`
    const others = 'esi: { in-meter: 64 }, han: { ipd: 40, pct: 16 }'
    const listed = deploymentOf(`${head}quantities: { ${others} }\n${listsAt({ daps: [DAPS, ...lines].join('\n') })}`)
    const electric = 'meters: { electric: { residential: 136, commercial: 24 } }, endpoints-per-dap: 20'
    const even = deploymentOf(`${head}quantities: { ${electric}, ${others} }\n`)
    expect(even.layout.daps).toBe(8)
    const [one, other] = [finished(listed), finished(even)]
    expect(other.simulation.events).toBeGreaterThan(1000)
    expect(one.simulation.events).toBe(other.simulation.events)
    expect(outcomesOf(one)).toEqual(outcomesOf(other))
  })
})
