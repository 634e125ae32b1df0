import { afterEach, describe, expect, test, vi } from 'vitest'
import { Model } from '../../src/simulate/model.js'
import { deploymentOf } from '../deployment/fixture.js'
import { rowsOf, written } from '../report/written.js'
import { finished, overFlow } from './finished.js'
import { COMMAND, HEADER, PROCESSING, receiptsOf, switchTown, wayOf } from './switch-town.js'
import { BYTES_APPLICATION, BYTES_SECURITY, BYTES_WIRE, TRANSMISSIONS } from '../../src/network/links.js'

// SW_opr_cmd is of confidentiality M, integrity H, availability M (SRS 4.15.3).
const SECURITY = `security:
  message: { confidentiality: { M: 16 B, H: 1 kB }, integrity: { L: 8 B, H: 64 B } }
  packet: { nan: { integrity: { M: 4 B, H: 9 B }, availability: { M: 2 B } }, wan: { confidentiality: { L: 99 B } } }
`

const PARTS = ['links.csv', 'hourly.csv', 'payloads.csv'] as const

afterEach(() => {
  vi.restoreAllMocks()
})

describe('security', () => {
  test('adds its bytes to each message and, on the networks that it names, to each packet', () => {
    const model = finished(deploymentOf(switchTown(SECURITY)))
    const { links } = model.network
    const { hops } = model.applied.find((one) => one.requirement.id === COMMAND)!
    for (const { flow, network } of hops) {
      const ofPackets = network === 'nan' ? 9 + 2 : 0
      expect(overFlow(model, flow, 'down', links.column(BYTES_APPLICATION))).toBe(16 * 1000)
      expect(overFlow(model, flow, 'down', links.column(BYTES_SECURITY))).toBe(16 * (16 + 64 + ofPackets))
      expect(overFlow(model, flow, 'down', links.column(BYTES_WIRE))).toBe(16 * (1000 + 16 + 64 + ofPackets + HEADER))
    }
  })

  test('takes its part of a packet: a message that just fitted is two, and its trailer stands at the end', () => {
    // An mtu that holds the 1000 bytes and the header, and then 11 bytes less of them.
    const model = finished(deploymentOf(switchTown(SECURITY), `nan.mtu=${1000 + HEADER} B`))
    const { links } = model.network
    const { hops } = model.applied.find((one) => one.requirement.id === COMMAND)!
    expect(hops.length).toBe(4)
    for (const { flow, network } of hops) {
      expect(overFlow(model, flow, 'down', links.column(TRANSMISSIONS))).toBe(16 * 2)
      expect(overFlow(model, flow, 'down', links.column(BYTES_APPLICATION))).toBe(16 * 1000)
      expect(overFlow(model, flow, 'down', links.column(BYTES_SECURITY))).toBe(
        16 * (16 + 64 + (network === 'nan' ? 22 : 0)),
      )
    }
    const unprotected = finished(deploymentOf(switchTown(), `nan.mtu=${1000 + HEADER} B`))
    expect(overFlow(unprotected, '1D', 'down', unprotected.network.links.column(TRANSMISSIONS))).toBe(16)
  })

  test('is sent again with what it protects: by a link each time, and none of it counts as application data', () => {
    const model = finished(deploymentOf(switchTown(SECURITY), 'nan.loss=50%', 'nan.retries=50', 'nan.retry-after=0 s'))
    const { links } = model.network
    const sent = overFlow(model, '1D', 'down', links.column(TRANSMISSIONS))
    expect(sent).toBeGreaterThan(16)
    expect(overFlow(model, '1D', 'down', links.column(BYTES_SECURITY))).toBe(sent * (16 + 64 + 11))
    expect(overFlow(model, '1D', 'down', links.column(BYTES_APPLICATION))).toBe(16 * 1000)
  })

  test('takes its time at the sender, at the receiver and on the links of a network', () => {
    const time = `security:
  processing:
    sender: { integrity: { H: 30 ms }, confidentiality: { M: 4 ms, H: 1 s } }
    receiver: { integrity: { H: 50 ms } }
    packet: { nan: { integrity: { H: 600 us }, availability: { M: 1 us } }, wan: { integrity: { L: 1 s } } }
`
    const receipts = receiptsOf(COMMAND)
    const model = finished(deploymentOf(switchTown(time)))
    expect(receipts).toHaveLength(16)
    const added = 30_000 + 4_000 + 50_000 + 600 + 1
    for (const { sentAt, at } of receipts) expect(at - sentAt).toBe(PROCESSING.sender + wayOf(model, 1000) + added)
    expect(model.network.packets.inUse).toBe(0)
  })

  test('delays the acknowledgement of what is to be checked first', () => {
    const yaml = switchTown(
      'security: { processing: { receiver: { integrity: { H: 50 ms } } } }\ndelivery: { payloads: { SW_opr_cmd: { acknowledged: true } } }\n',
    )
    const resent = (timeOut: number) =>
      finished(deploymentOf(yaml, `delivery.time-out=${timeOut} us`)).payloadCounts.resent.reduce((a, b) => a + b, 0)
    const bare = new Model(deploymentOf(switchTown()))
    const roundTrip = wayOf(bare, 1000) + 50_000 + PROCESSING.meter + wayOf(bare, 20, 'back')
    expect(resent(roundTrip)).toBe(0)
    expect(resent(roundTrip - PROCESSING.sender - 1)).toBe(16)
  })

  test('adds nothing where nothing is said of it: not to what the levels of a payload do not name either', async () => {
    const plain = await written(deploymentOf(switchTown()))
    const other = await written(
      deploymentOf(switchTown('security: { message: { integrity: { L: 8 B }, availability: { not-stated: 9 B } } }')),
    )
    for (const name of PARTS) expect(other.files.get(name)).toBe(plain.files.get(name))
    expect(rowsOf(plain.files.get('links.csv')!).map((row) => row['bytes_security'])).toContain('0')
  })

  test('is the same by link, by hour and by payload', async () => {
    const sessions =
      'sessions: { s: { between: [CIS/Billing - Utility, 2-Way Meter - Electr], round-trips: 1, bytes: [70 B, 30 B], idle: 1 h } }'
    const { files } = await written(deploymentOf(switchTown(`${SECURITY}${sessions}`), 'nan.loss=20%', 'nan.retries=3'))
    const [links, hours, payloads] = PARTS.map((name) =>
      rowsOf(files.get(name)!).reduce((sum, row) => sum + Number(row['bytes_security']), 0),
    )
    expect(links).toBeGreaterThan(0)
    expect([hours, payloads]).toEqual([links, links])
  })
})
