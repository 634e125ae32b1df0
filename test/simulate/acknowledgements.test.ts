import { afterEach, describe, expect, test, vi } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { finished, overFlow } from './finished.js'
import { COMMAND, HEADER, losing, MINUTE, PROCESSING, receiptsOf, SECOND, switchTown, wayOf } from './switch-town.js'
import { BYTES_APPLICATION, BYTES_WIRE, DELIVERED, OFFERED } from '../../src/network/links.js'

const ACKNOWLEDGED = 'delivery: { payloads: { SW_opr_cmd: { acknowledged: true } } }'
const COMM_ERR = '4.15.4.4/SW_opr_cmd_comm-err'
/** A sender that tries again processes the message again. */
const AGAIN = MINUTE + PROCESSING.sender

afterEach(() => {
  vi.restoreAllMocks()
})

function tallyOf(model: Model, id = COMMAND) {
  return model.tallies.find((one) => one.requirement.id === id)!
}

function countsOf(model: Model, payload = 'SW_opr_cmd') {
  const { sent, delivered, resent, duplicates } = model.payloadCounts
  const i = model.payloads.indexOf(payload)
  return { sent: sent[i], delivered: delivered[i], resent: resent[i], duplicates: duplicates[i] }
}

describe('a message that is acknowledged', () => {
  test('takes as long as any other where nothing is lost, and its acknowledgement goes back over each link', () => {
    const receipts = receiptsOf(COMMAND)
    const model = finished(deploymentOf(switchTown(ACKNOWLEDGED)))
    expect(receipts).toHaveLength(16)
    for (const { sentAt, at } of receipts) expect(at - sentAt).toBe(PROCESSING.sender + wayOf(model, 1000))
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 16, resent: 0, duplicates: 0 })
    const { links } = model.network
    const { hops } = model.applied.find((one) => one.requirement.id === COMMAND)!
    for (const { flow } of hops) {
      // 20 bytes and a header each; no bytes of an application, and no message of the catalogue.
      expect(overFlow(model, flow, 'up', links.column(BYTES_WIRE))).toBe(16 * (20 + HEADER))
      expect(overFlow(model, flow, 'up', links.column(BYTES_APPLICATION))).toBe(0)
    }
    const up = model.load.lanes.flatMap(({ direction }, lane) =>
      direction === 'up' ? [...model.load.messages[lane]!] : [],
    )
    expect(up.every((one) => one === 0)).toBe(true)
    expect(model.flight.messages.inUse).toBe(0)
  })

  test.each([1, 2, 3])(
    'is sent again %i times where so many sendings are lost, and takes a time-out longer for each',
    (lost) => {
      losing('nan', 'down', (number) => number < lost)
      const receipts = receiptsOf(COMMAND)
      const model = finished(deploymentOf(switchTown(ACKNOWLEDGED)))
      expect(receipts).toHaveLength(16)
      const way = wayOf(model, 1000)
      const latencies = receipts.map(({ sentAt, at }) => at - sentAt)
      expect(latencies.shift()).toBe(PROCESSING.sender + lost * AGAIN + way)
      expect(new Set(latencies)).toEqual(new Set([PROCESSING.sender + way]))
      expect(countsOf(model)).toEqual({ sent: 16, delivered: 16, resent: lost, duplicates: 0 })
      expect(tallyOf(model).lost).toBe(0)
      expect(tallyOf(model, `${COMM_ERR}/1`).sent).toBe(0)
    },
  )

  test('is lost when its last sending is, at the place and for the reason of that; what failed is reported once, and then', () => {
    losing('nan', 'down', (number) => number < 4)
    const model = new Model(deploymentOf(switchTown(ACKNOWLEDGED)))
    const { start } = model.deployment
    const givenUp = start + PROCESSING.sender + MINUTE + 3 * AGAIN
    model.simulation.runUntil(givenUp - 1)
    expect([tallyOf(model).lost, tallyOf(model).open]).toEqual([0, 1])
    expect(tallyOf(model, `${COMM_ERR}/1`).sent).toBe(0)
    model.simulation.runUntil(givenUp)
    expect([...tallyOf(model).losses]).toEqual([['DAPjm → 2-Way Meter - Electr: noise', 1]])
    for (const n of [1, 2, 3, 4]) expect(tallyOf(model, `${COMM_ERR}/${n}`).sent).toBe(1)
    model.simulation.runUntil(model.deployment.end)
    expect(tallyOf(model).lost).toBe(1)
    expect(tallyOf(model, `${COMM_ERR}/1`).sent).toBe(1)
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 15, resent: 3, duplicates: 0 })
  })

  test('whose acknowledgement is lost comes a second time, which has no effect but another acknowledgement', () => {
    losing('wan', 'up', (number) => number === 0)
    const receipts = receiptsOf(COMMAND)
    const model = finished(deploymentOf(switchTown(ACKNOWLEDGED)))
    for (const { sentAt, at } of receipts) expect(at - sentAt).toBe(PROCESSING.sender + wayOf(model, 1000))
    expect(receipts).toHaveLength(16)
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 16, resent: 1, duplicates: 1 })
    expect(overFlow(model, '1D', 'up', model.network.links.column(DELIVERED))).toBe(17)
  })

  test('is there though all its acknowledgements are lost: nobody is told that it could not be delivered', () => {
    losing('wan', 'up', (number) => number < 4)
    const model = finished(deploymentOf(switchTown(ACKNOWLEDGED)))
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 16, resent: 3, duplicates: 3 })
    expect(tallyOf(model).lost).toBe(0)
    expect(tallyOf(model, `${COMM_ERR}/1`).sent).toBe(0)
  })

  test('is not sent again where its acknowledgement comes at the very end of the time-out', () => {
    const lossless = new Model(deploymentOf(switchTown(ACKNOWLEDGED)))
    const roundTrip = wayOf(lossless, 1000) + PROCESSING.meter + wayOf(lossless, 20, 'back')
    const set = (timeOut: number) => deploymentOf(switchTown(ACKNOWLEDGED), `delivery.time-out=${timeOut} us`)
    expect(countsOf(finished(set(roundTrip)))).toEqual({ sent: 16, delivered: 16, resent: 0, duplicates: 0 })
    // A microsecond less and each is under way again when its acknowledgement comes.
    expect(countsOf(finished(set(roundTrip - PROCESSING.sender - 1)))).toEqual({
      sent: 16, delivered: 16, resent: 16, duplicates: 16,
    }) // prettier-ignore
  })

  test('that its sender has yet to process again when the acknowledgement comes is not sent again', () => {
    const lossless = new Model(deploymentOf(switchTown(ACKNOWLEDGED)))
    const roundTrip = wayOf(lossless, 1000) + PROCESSING.meter + wayOf(lossless, 20, 'back')
    const late = deploymentOf(switchTown(ACKNOWLEDGED), `delivery.time-out=${roundTrip - PROCESSING.sender + 1} us`)
    const model = finished(late)
    expect(countsOf(model).duplicates).toBe(0)
    expect(overFlow(model, '1D', 'down', model.network.links.column(OFFERED))).toBe(16)
  })

  test('waits from its last part on: one that takes longer than a time-out is sent once', () => {
    // 40 kB in parts of 16 kB, over a NAN on which a part takes 32 s and more.
    const yaml = switchTown(ACKNOWLEDGED).replace('size: 1000 B', 'size: 40 kB')
    const receipts = receiptsOf(COMMAND)
    const model = finished(deploymentOf(yaml, 'nan.rate=4 kbps'))
    expect(receipts).toHaveLength(16)
    for (const { sentAt, at } of receipts) expect(at - sentAt).toBeGreaterThan(80 * SECOND)
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 16, resent: 0, duplicates: 0 })
  })

  test('and lost in its second part is sent again from its first', () => {
    const yaml = switchTown(ACKNOWLEDGED).replace('size: 1000 B', 'size: 40 kB')
    // Parts of 16 kB are 11 packets of 1460 bytes; the first packet of the second part is lost.
    losing('nan', 'down', (number) => number === 11)
    const receipts = receiptsOf(COMMAND)
    const model = finished(deploymentOf(yaml))
    expect(receipts).toHaveLength(16)
    expect(receipts.filter(({ sentAt, at }) => at - sentAt > MINUTE)).toHaveLength(1)
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 16, resent: 1, duplicates: 0 })
  })

  test('is not sent again where no resends are left to it, and lost a time-out after its sending', () => {
    losing('nan', 'down', (number) => number < 1)
    const model = finished(deploymentOf(switchTown(ACKNOWLEDGED), 'delivery.resends=0'))
    expect(countsOf(model)).toEqual({ sent: 16, delivered: 15, resent: 0, duplicates: 0 })
    expect(tallyOf(model).lost).toBe(1)
  })

  test('that is under way for longer than all time-outs is delivered late, and not lost', () => {
    // The way takes 5 minutes each way; after the time-outs of 4 the sender has given up.
    const receipts = receiptsOf(COMMAND)
    const model = finished(deploymentOf(switchTown(ACKNOWLEDGED, '12 per day'), 'wan.delay=5 min'))
    expect(receipts).toHaveLength(4)
    for (const { sentAt, at } of receipts) expect(at - sentAt).toBe(PROCESSING.sender + wayOf(model, 1000))
    expect(countsOf(model)).toEqual({ sent: 4, delivered: 4, resent: 12, duplicates: 12 })
    expect(tallyOf(model).lost).toBe(0)
    expect(model.flight.messages.inUse).toBe(0)
  })
})

describe('a message to two that acknowledge it', () => {
  const ANSWER = '4.15.4.1/SW_opr_cmd_ack'
  const answered = switchTown('delivery: { payloads: { SW_opr_cmd_ack: { acknowledged: true } } }').replace(
    `${ANSWER}: off`,
    `${ANSWER}: {}`,
  )

  test('is sent again to the one alone that has not', () => {
    // MDMS has it before CIS/Billing does, over a link of its own or on the way: the last link to CIS/Billing loses the first.
    const hops = new Model(deploymentOf(answered)).applied.map(
      ({ requirement, hops }) => [requirement.id, hops.length] as const,
    )
    const [cis, mdms] = [1, 2].map((n) => hops.find(([id]) => id === `${ANSWER}/${n}`)![1])
    expect([cis, mdms]).toEqual([4, 3])
    // Enterprise up: the copy to MDMS, and that from there to CIS/Billing, take turns.
    losing('enterprise', 'up', (number) => number === 1)
    const model = finished(deploymentOf(answered))
    const to = (n: number) => tallyOf(model, `${ANSWER}/${n}`)
    expect([to(1).sent, to(1).delivered, to(1).lost]).toEqual([16, 16, 0])
    expect([to(2).sent, to(2).delivered, to(2).lost]).toEqual([16, 16, 0])
    expect(countsOf(model, 'SW_opr_cmd_ack')).toEqual({ sent: 16, delivered: 16, resent: 1, duplicates: 0 })
    expect([to(1).latency.max > MINUTE, to(2).latency.max > MINUTE].sort()).toEqual([false, true])
  })

  test('is lost to one alone where all its sendings there are', () => {
    losing('enterprise', 'up', (number) => number === 1 || (number > 1 && number < 5))
    const model = finished(deploymentOf(answered, 'duration=20 min'))
    const to = (n: number) => tallyOf(model, `${ANSWER}/${n}`)
    expect([to(1).lost, to(2).lost].sort()).toEqual([0, 1])
    expect(to(1).delivered + to(2).delivered).toBe(3)
    expect(countsOf(model, 'SW_opr_cmd_ack')).toMatchObject({ sent: 2, delivered: 1, resent: 3 })
  })
})

describe('a scheduled read that is acknowledged', () => {
  const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
  const reads = `name: reads
use-cases: [Meter Reading]
duration: 12 h
quantities: { meters: { electric: { residential: 1 } } }
networks: { nan: { loss: 0%, retries: 0 } }
timing: { scheduled-reads: aligned, jitter: 0 s }
delivery: { payloads: { ${READ.split('/')[1]}: { acknowledged: true } } }
choices:
  requirements:
    ${READ}/7: { how-often: 6 per day, size: 10 B }
    4.10.4.4/Mtr-read_multi-interval-data_cmd: off
    4.10.4.1/on-demand_Mtr-read_cmd: off
    4.10.4.3/Mtr-read_data_resp-data: off
    4.10.4.5/bulk_Mtr-read_cmd: off
`

  test('gives its readings back when its last sending is lost, and not before', () => {
    losing('nan', 'up', (number) => number < 4)
    const model = finished(deploymentOf(reads))
    const tally = tallyOf(model, `${READ}/7`)
    expect([tally.sent, tally.delivered, tally.lost]).toEqual([3, 2, 1])
    // The second read carries two readings: 10 bytes in each of the four sendings of the first, 20 in the second, 10 in the third.
    expect(overFlow(model, '1D', 'up', model.network.links.column(OFFERED))).toBe(6)
    expect(overFlow(model, '1Ca', 'up', model.network.links.column(BYTES_APPLICATION))).toBe(30)
  })

  test('keeps them while it is sent again', () => {
    losing('nan', 'up', (number) => number < 3)
    const model = finished(deploymentOf(reads))
    expect([tallyOf(model, `${READ}/7`).delivered, tallyOf(model, `${READ}/7`).lost]).toEqual([3, 0])
    expect(overFlow(model, '1Ca', 'up', model.network.links.column(BYTES_APPLICATION))).toBe(30)
  })
})

describe('what is sent to all at once', () => {
  const BROADCAST = 'RTP_pricing-data_brdcst'
  const yaml = `name: a
profile: AHEMCvW
use-cases: [Price]
duration: 2 h
quantities: { meters: { electric: { residential: 20 } }, esi: { in-meter: 20 }, han: { ipd: 20 } }
exercise: all
networks: { nan: { loss: 30%, retries: 0 } }
`

  test('is acknowledged by nobody, though all else is', () => {
    const model = finished(deploymentOf(yaml, 'delivery.acknowledged=true'))
    const resent = (toAll: boolean) => {
      const names = new Set(
        model.emissions.filter((one) => one.toAll === toAll).map((one) => one.applied[0]!.requirement.payload.name),
      )
      return [...names].reduce((sum, name) => sum + countsOf(model, name).resent!, 0)
    }
    const losses = model.tallies.filter((one) => one.requirement.payload.name === BROADCAST).map((one) => one.lost)
    expect(Math.max(...losses)).toBeGreaterThan(0)
    expect([resent(true), resent(false) > 0]).toEqual([0, true])
  })

  test('and named by itself it is a mistake: at its place it is said why', () => {
    const wrong = deploymentOf(`${yaml}delivery: { payloads: { ${BROADCAST}: { acknowledged: true } } }`)
    expect(() => new Model(wrong)).toThrow(
      `test.yaml:8:${`delivery: { payloads: { ${BROADCAST}: { acknowledged: `.length + 1}: ${BROADCAST} is sent to all its receivers at once: nobody acknowledges it`,
    )
  })
})
