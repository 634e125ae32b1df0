import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, outcomesOf, overFlow } from './finished.js'
import { randomDeployment } from './random-deployment.js'
import { BACKLOG_MAX, BUSY, BYTES_WIRE, DELIVERED, OFFERED } from '../../src/network/links.js'

const TOWN = `name: town
quantities: { meters: { electric: { residential: 200, commercial: 20 } }, endpoints-per-dap: 50 }
networks: { nan: { loss: 10%, retries: 1 } }
`

describe('a simulation', () => {
  test('gives the same outcomes, link by link and hour by hour, for the same deployment and seed', () => {
    fc.assert(
      fc.property(randomDeployment, (yaml) => {
        const [one, two] = [finished(deploymentOf(yaml)), finished(deploymentOf(yaml))]
        expect(outcomesOf(two)).toEqual(outcomesOf(one))
        for (const column of [DELIVERED, BYTES_WIRE, BUSY, BACKLOG_MAX]) {
          expect(two.network.links.column(column)).toEqual(one.network.links.column(column))
        }
        expect(two.load.messages).toEqual(one.load.messages)
        expect(two.simulation.events).toBe(one.simulation.events)
      }),
      { numRuns: 15, seed: 6 },
    )
  })

  test('gives others for another seed', () => {
    const [one, two] = [1, 2].map((seed) => outcomesOf(finished(deploymentOf(TOWN, `seed=${seed}`))))
    const id = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'
    expect(two!.get(id)!.latencyS).not.toEqual(one!.get(id)!.latencyS)
    expect(two!.get('4.10.4.1/on-demand_Mtr-read_cmd/1')).not.toEqual(one!.get('4.10.4.1/on-demand_Mtr-read_cmd/1'))
  })

  test('does not change where something is added that shares no link, node or event with the rest', () => {
    // Where CIS reaches the head-end directly (1Ab), nothing but its bulk transfer goes over its line to the MDMS (1Aa).
    const reading = `${TOWN}profile: ACdW\nuse-cases: [Meter Reading]\n`
    const without = finished(deploymentOf(`${reading}choices: { requirements: { 4.10.4.5/bulk_Mtr-read_cmd: off } }`))
    const more = 'choices: { requirements: { 4.10.4.5/bulk_Mtr-read_cmd/4: off } }\nassumptions: { x-batches: 40 }'
    const beside = finished(deploymentOf(reading + more))

    expect(beside.tallies.length).toBe(without.tallies.length + 2)
    expect(outcomesOf(beside).get('4.10.4.5/bulk_Mtr-read_resp-data/1')!.delivered).toBeGreaterThan(10)
    const kept = outcomesOf(beside)
    for (const [id, outcome] of outcomesOf(without)) expect([id, kept.get(id)]).toEqual([id, outcome])

    expect(overFlow(without, '1Aa', 'up', without.network.links.column(BYTES_WIRE))).toBe(0)
    expect(overFlow(beside, '1Aa', 'up', beside.network.links.column(BYTES_WIRE))).toBeGreaterThan(0)
    for (const { flow, direction } of without.network.links.groups) {
      for (const column of [OFFERED, BYTES_WIRE, BUSY, BACKLOG_MAX]) {
        const [before, after] = [without, beside].map((model) =>
          overFlow(model, flow, direction, model.network.links.column(column)),
        )
        expect([flow, direction, column, after]).toEqual([flow, direction, column, before])
      }
    }
  })

  test('does not depend on whether processing that nobody waits for is served or a mere delay', () => {
    // So many servers that nobody ever waits, also where a repaired packet and those behind it come at once.
    const yaml = `name: idle
quantities: { meters: { electric: { residential: 3 } } }
networks: { nan: { loss: 20%, retries: 1 } }
assumptions: { x-mb: 1 kB }
`
    const one = ['meter', 'dap', 'head-end', 'mdms', 'cis'].map((node) => `nodes.${node}.servers=100`)
    const [delay, served] = [finished(deploymentOf(yaml)), finished(deploymentOf(yaml, ...one))]
    expect(served.network.stations.length).toBe(5)
    expect(delay.network.stations.length).toBe(0)
    expect(outcomesOf(served)).toEqual(outcomesOf(delay))
    expect(delay.payloadCounts.delivered.reduce((all, some) => all + some, 0)).toBeGreaterThan(10)
  })
})
