import { afterEach, describe, expect, test, vi } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { tableTrace } from '../trace/row-table.js'
import { alongWay, HEADER, losing, MS, SECOND, switchTown } from './switch-town.js'
import { TRANSMISSIONS } from '../../src/network/links.js'

afterEach(() => void vi.restoreAllMocks())

function traced(yaml: string, ...set: string[]) {
  const { messages, hops, recorder } = tableTrace()
  const model = new Model(deploymentOf(yaml, ...set), recorder)
  while (!model.runSlice(Infinity)) continue
  model.flight.close()
  return { model, messages: messages.rows, hops: hops.rows }
}

describe('the hops of a message', () => {
  test('begin when it comes before each link, and end when the far end has it, on a way computed by hand', () => {
    const { model, messages, hops } = traced(switchTown('', '2 per day'))
    const [first] = messages
    // A byte takes a microsecond; processing is no part of a hop, and lies between two.
    const along = [0, ...alongWay(model, 1000)]
    const delays = [1, 10, 5].map((one) => one * MS)
    const ways = hops.filter((one) => one.message === first!.message)
    const begin = (first!.sent_at as number) + 2 * MS
    const expected = ways.map((_, i) => begin + along[i]!)
    expect(ways.map((one) => one.hop)).toEqual([1, 2, 3, 4])
    expect(ways.map((one) => one.queued_s)).toEqual(expected)
    expect(ways.map((one) => one.sent_s)).toEqual(expected)
    const over = [delays[0], delays[0], delays[1], delays[2]].map((delay, i) => expected[i]! + 1000 + HEADER + delay!)
    expect(ways.map((one) => one.received_s)).toEqual(over)
    for (const one of ways)
      expect(one).toMatchObject({ outcome: 'delivered', attempt: 1, transmissions: 1, piece: 'message', packet: 0 })
    expect(ways.map((one) => one.link)).toEqual(['1Aa', '1B', '1Ca', '1D'])
    expect(ways.map((one) => one.to)).toEqual(['MDMS', 'AMI Head-End(j)', 'DAPjm', '2-Way Meter - Electr'])
    // What the meter takes to process it stands between the end of the last hop and the receipt.
    expect(first!.received_at).toBe(over[3]! + 7 * MS)
  })

  test('end where it is lost, with the reason', () => {
    losing('wan', 'down', (number) => number === 0)
    const { messages, hops } = traced(switchTown('', '2 per day'))
    const [first] = messages
    expect(first).toMatchObject({ outcome: 'lost', lost_at: 'AMI Head-End(j) → DAPjm: noise' })
    expect(first!.received_at).toBeUndefined()
    const ways = hops.filter((one) => one.message === first!.message)
    expect(ways.map(({ hop, outcome }) => [hop, outcome])).toEqual([
      [1, 'delivered'],
      [2, 'delivered'],
      [3, 'noise'],
    ])
    // It was lost before it was sent.
    expect(ways[2]).toMatchObject({ attempt: 0, transmissions: 0 })
    expect([ways[2]!.sent_s, ways[2]!.received_s]).toEqual([undefined, undefined])
  })

  test('have the number of the message, whatever is sent on its behalf', () => {
    losing('nan', 'down', (number) => number === 0)
    const { messages, hops } = traced(
      switchTown('delivery: { acknowledged: true, time-out: 30 s, resends: 2 }\n', '2 per day'),
    )
    const [first] = messages
    expect(first).toMatchObject({ outcome: 'delivered' })
    const ways = hops.filter((one) => one.message === first!.message)
    const pieces = [...new Set(ways.map((one) => one.piece))]
    expect(pieces).toEqual(['sending 1', 'sending 2', 'acknowledgement 3'])
    const of = (piece: string) => ways.filter((one) => one.piece === piece).map(({ hop, to }) => [hop, to])
    expect(of('acknowledgement 3')).toEqual([[1, 'DAPjm'], [2, 'AMI Head-End(j)'], [3, 'MDMS'], [4, 'CIS/Billing - Utility']]) // prettier-ignore
    expect(ways.filter((one) => one.outcome !== 'delivered')).toHaveLength(1)
    expect((first!.received_at as number) - (first!.sent_at as number)).toBeGreaterThan(30 * SECOND)
  })
})

describe('the attempts of a hop', () => {
  const LOSSY = { loss: '40%', retries: 20 }

  test('are counted, and it is sent when the last of them begins: on a wire', () => {
    const wire = `{ medium: wire, rate: 8 Mbps, delay: 5 ms, header: ${HEADER} B, loss: ${LOSSY.loss}, retries: ${LOSSY.retries}, retry-after: 100 ms }`
    const { model, hops } = traced(switchTown(), `networks.nan=${wire}`)
    const { links } = model.network
    const last = hops.filter((one) => one.hop === 4 && one.outcome === 'delivered')
    expect(last.length).toBeGreaterThan(5)
    expect(Math.max(...last.map((one) => one.attempt as number))).toBeGreaterThan(1)
    for (const { attempt, queued_s, sent_s } of last) {
      // Each attempt before takes the time of its bytes, and that until it is sent again.
      const each = 1000 + HEADER + 100 * MS
      expect((sent_s as number) - (queued_s as number)).toBeCloseTo(((attempt as number) - 1) * each, 3)
    }
    expect(hops.reduce((sum, one) => sum + (one.transmissions as number), 0)).toBe(
      links.column(TRANSMISSIONS).reduce((sum, one) => sum + one, 0),
    )
  })

  test.each(['mesh', 'sector'])(
    'are those of the node that it leaves, all transmissions beside them: on a %s',
    (medium) => {
      const yaml = `name: air
profile: ACvW
use-cases: [Service Switch]
start: 2026-06-01 08:00
duration: 6 h
quantities: { meters: { electric: { residential: 60 } } }
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 20 per day } } }
networks: { nan: { medium: ${medium} } }
`
      const { model, hops } = traced(yaml)
      const { links } = model.network
      const onAir = hops.filter((one) => String(one.link).startsWith('1D'))
      expect(onAir.length).toBeGreaterThan(20)
      for (const { attempt, transmissions, queued_s, sent_s, received_s } of onAir) {
        expect(transmissions).toBeGreaterThanOrEqual(attempt as number)
        if (received_s === undefined) continue
        expect(attempt).toBeGreaterThanOrEqual(1)
        expect(sent_s).toBeGreaterThanOrEqual((queued_s as number) - 1)
        expect(received_s).toBeGreaterThan(sent_s as number)
      }
      // All that was on the air was of a packet, and nothing is under way at the end.
      expect(model.network.packets.inUse).toBe(0)
      expect(hops.reduce((sum, one) => sum + (one.transmissions as number), 0)).toBe(
        links.column(TRANSMISSIONS).reduce((sum, one) => sum + one, 0),
      )
      // Relays send on a mesh, and nowhere else.
      const relayed = onAir.some((one) => (one.transmissions as number) > (one.attempt as number))
      expect(relayed).toBe(medium === 'mesh')
    },
  )
})
