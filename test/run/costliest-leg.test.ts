import { describe, expect, test } from 'vitest'
import { DELIVERED, TIME, Links } from '../../src/network/links.js'
import { inBrief, type CostliestLeg } from '../../src/run/costliest-leg.js'
import type { Outcome } from '../../src/run/outcome.js'
import { run } from '../../src/run/run.js'
import { WorstLinks } from '../../src/run/worst-link.js'
import { deploymentOf } from '../deployment/fixture.js'

// Commands and what they bring about, often enough to tell; without a defect everything arrives within a second or two.
const town = (networks: string, more = '') => `name: town
use-cases: [Service Switch]
duration: 2 days
quantities: { meters: { electric: { residential: 400 } }, endpoints-per-dap: 200 }
networks: { nan: { rate: 100 kbps, loss: 0% }, wan: { rate: 2 Mbps, loss: 0% }, ${networks} }
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 3 per day }, 4.15.4.3/SW_state_cmd: { how-often: 3 per day } } }
${more}`

async function failedIn(yaml: string): Promise<(Outcome & { costliestLeg: CostliestLeg })[]> {
  const { outcomes } = (await run(deploymentOf(yaml)))!
  for (const one of outcomes) if (one.verdict !== 'fail') expect(one.costliestLeg).toBeUndefined()
  const failed = outcomes.filter((one) => one.verdict === 'fail')
  for (const one of failed) expect(one.reason.endsWith(`; ${one.costliestLeg?.text}`)).toBe(true)
  return failed as (Outcome & { costliestLeg: CostliestLeg })[]
}

/** In ACvW the head-end stands between 1Ca and 1B: what comes to it from below does so over the one, from above over the other. */
function flowInto(from: string, to: string): string {
  const upwards = /Meter|DAP/.test(from)
  return upwards || (from === HEAD_END && /Meter|DAP/.test(to)) ? '1Ca' : '1B'
}
const HEAD_END = 'AMI Head-End(j)'

describe('the leg to which a failure is owed', () => {
  test('is there only where something fails', async () => {
    expect(await failedIn(town(''))).toEqual([])
  })

  test('is that over the NAN where the NAN is slow, and over the WAN where that is', async () => {
    // 200 meters of a DAP bring 100 bytes and more 1200 times in half a day over each direction of its link: 40 bps lets none through in 15 s.
    for (const [slow, networks] of [
      ['nan', 'nan: { rate: 40 bps }'],
      ['wan', 'wan: { rate: 40 bps }'],
    ] as const) {
      const yaml = town('').replace(`${slow}: { rate: ${slow === 'nan' ? '100 kbps' : '2 Mbps'}, loss: 0% }`, `${networks.replace(' }', ', loss: 0% }')}`) // prettier-ignore
      const failed = await failedIn(yaml)
      expect(failed.length).toBeGreaterThan(3)
      for (const { costliestLeg: leg, requirement } of failed) {
        expect([requirement.id, leg.network]).toEqual([requirement.id, slow])
        expect(leg.flow).toBe(slow === 'nan' ? '1D' : '1Ca')
        expect(leg.share).toBeGreaterThan(0.9)
        // 100 bytes take 20 s to send; whatever waits does so for longer.
        expect(['queueing', 'transmission', 'under way']).toContain(leg.cause)
        expect(leg.text).toContain(`leg ${leg.leg} (${leg.flow}, ${slow}) `)
        const brief = inBrief(leg)
        expect(leg.text.startsWith(brief)).toBe(true)
        if (leg.cause !== 'under way') expect(brief).toMatch(/ \d+ % of their time: (queueing|transmission)$/)
      }
    }
  }, 60_000)

  test('has a transmission for its cause where nothing waits, and processing where an actor is slow', async () => {
    const rare = 'choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 0.1 per day } } }'
    const [line, actor] = await Promise.all([
      failedIn(town('').replace(/choices: .*/, rare).replace('rate: 100 kbps', 'rate: 30 bps').replace('2 days', '8 days')), // prettier-ignore
      failedIn(town('', 'nodes: { head-end: { processing: 100 s } }')),
    ])
    expect(line.map(({ costliestLeg: leg }) => [leg.network, leg.cause])).toContainEqual(['nan', 'transmission'])
    expect(actor.length).toBeGreaterThan(1)
    for (const { requirement, costliestLeg: leg } of actor) {
      // The leg at the far end of which it stands; the first, where it sends.
      const way = flowInto(requirement.from, requirement.to)
      expect([requirement.id, leg.cause, leg.flow]).toEqual([requirement.id, 'processing', way])
    }
  }, 60_000)

  test('is the one that loses most where messages are lost, with the reason and how many', async () => {
    const failed = await failedIn(town('').replace('rate: 100 kbps, loss: 0%', 'loss: 30%, retries: 0'))
    expect(failed.length).toBeGreaterThan(3)
    for (const { costliestLeg: leg, lost, losses, reason } of failed) {
      expect([leg.network, leg.share]).toEqual(['nan', 1])
      expect(reason).toContain(`${lost} lost at ${losses[0]!.place}`)
      expect(losses[0]!.place.endsWith(`: ${leg.cause}`)).toBe(true)
      expect(leg.text).toBe(`leg ${leg.leg} (1D, nan) loses most: ${lost} of ${lost}, ${leg.cause}`)
    }
  })

  test('is the one before whose links everything still stands where next to nothing arrives', async () => {
    const failed = await failedIn(town('').replace('rate: 100 kbps, loss: 0%', 'rate: 1 bps, loss: 0%, queue: 1 GB'))
    const stuck = failed.filter((one) => one.delivered < one.sent / 2)
    expect(stuck.length).toBeGreaterThan(0)
    for (const { costliestLeg: leg } of stuck) {
      expect([leg.network, leg.cause]).toEqual(['nan', 'under way'])
      expect(leg.text).toMatch(
        /^leg \d \(1D, nan\) holds most of what is under way: \d+ packets stand before its links/,
      )
    }
  })

  test('is told in the territory where it is', async () => {
    const yaml = town('internet: { rate: 40 bps, loss: 0% }').replace(
      'name: town',
      'name: town\nterritories: { city: { profile: ACvW, share: 50% }, country: { profile: ACvIIW, share: 50% } }',
    )
    const failed = await failedIn(yaml)
    const late = failed.filter((one) => one.costliestLeg.network === 'internet')
    expect(late.length).toBeGreaterThan(0)
    // Only the way of the country goes over the internet.
    for (const { costliestLeg: leg } of late) {
      expect(leg.territory).toBe('country')
      expect(leg.text).toContain(', internet, in country) ')
    }
  }, 60_000)
})

describe('the worst link of a family', () => {
  function family(times: readonly [packets: number, time: number][]): { links: Links; group: Links['groups'][number] } {
    const links = new Links()
    const like = { flow: '1D', network: 'nan', direction: 'up', from: 'a', to: 'b', each: 1, number: 1, processing: 0 } as const // prettier-ignore
    links.addGroup({ ...like, flow: '1B', count: 3 }, 0)
    const group = links.addGroup({ ...like, count: times.length }, 0)
    times.forEach(([packets, time], i) => {
      links.set(group.first + i, DELIVERED, packets)
      links.set(group.first + i, TIME, packets * time)
    })
    return { links, group }
  }
  const worstOf = (...times: [number, number][]) => {
    const { links, group } = family(times)
    return new WorstLinks(links).of(group)
  }

  test('is that with the longest mean of those with packets enough', () => {
    expect(worstOf([100, 5], [100, 9], [100, 7], [29, 90])).toEqual({ name: '1D 2', standsOut: false })
  })

  test('stands out when it takes at least twice as long as all together', () => {
    // 1000 packets of 10, and 100 of 30: 11.8 in the mean.
    expect(worstOf([1000, 10], [100, 30])).toEqual({ name: '1D 2', standsOut: true })
    expect(worstOf([1000, 10], [100, 21])).toEqual({ name: '1D 2', standsOut: false })
  })

  test('is the only one, whatever went over it; and none of several of which none has packets enough', () => {
    expect(worstOf([0, 0])).toEqual({ name: '1D', standsOut: false })
    expect(worstOf([29, 5], [0, 0])).toEqual({ name: '1D', standsOut: false })
  })
})
