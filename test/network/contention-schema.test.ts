import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { lanSchema } from '../../src/network/lan.js'
import { plcSchema } from '../../src/network/plc.js'
import { radioLanSchema } from '../../src/network/radio-lan.js'

const SCHEMAS: Record<string, z.ZodType> = { plc: plcSchema(), lan: lanSchema(), 'radio-lan': radioLanSchema() }

describe('the settings of plc, lan and radio-lan', () => {
  it.each(Object.keys(SCHEMAS))('have a default each: %s', (medium) => {
    expect(SCHEMAS[medium]!.safeParse({ medium }).error).toBeUndefined()
  })

  // IEEE Std 802.15.4-2020: macMinBe, macMaxBe, macMaxCsmaBackoffs, macMaxFrameRetries, aUnitBackoffPeriod (20 symbols of 16 µs), CCA (8 symbols),
  // aTurnaroundTime (12 symbols), the wait for an acknowledgement (54 symbols), LIFS (40 symbols), aMaxPhyPacketSize.
  it('are those of the standard for a radio-lan', () => {
    expect(SCHEMAS['radio-lan']!.parse({ medium: 'radio-lan' })).toMatchObject({
      'min-exponent': 3, 'max-exponent': 5, 'max-back-offs': 4, retries: 3, 'back-off-unit': 20 * 16, sensing: 8 * 16, turnaround: 12 * 16,
      'ack-after': 12 * 16, 'ack-time-out': 54 * 16, gap: 40 * 16, rate: 250e3, mtu: 127, preamble: 6 * 32,
    }) // prettier-ignore
  })

  // Texas Instruments' design guide for G3-PLC (TIDU237) has 5.592 kbps for the robust mode with 36 carriers: 133 bytes a frame.
  it('carry on a plc what the robust mode is said to', () => {
    const { rate, preamble, mtu } = plcSchema().parse({ medium: 'plc' })
    const perSecond = (mtu * 8e6) / (preamble + (mtu * 8e6) / rate)
    expect(Math.abs(perSecond / 5592 - 1)).toBeLessThan(0.001)
  })

  it.each([
    ['plc', { rate: '0 bps' }, 'rate', 'expected a rate above zero'],
    ['lan', { rate: '0 bps' }, 'rate', 'expected a rate above zero'],
    ['lan', { backbone: '0 bps' }, 'backbone', 'expected a rate above zero'],
    ['radio-lan', { rate: '0 bps' }, 'rate', 'expected a rate above zero'],
    ['plc', { mtu: '33 B' }, 'mtu', 'an mtu above the header'],
    ['lan', { mtu: '60 B' }, 'mtu', 'an mtu above the header'],
    ['radio-lan', { header: '127 B' }, 'mtu', 'an mtu above the header'],
    ['radio-lan', { queue: '126 B' }, 'queue', 'at least one frame of the mtu'],
    ['lan', { queue: '1499 B' }, 'queue', 'at least one packet of the mtu'],
    ['radio-lan', { 'min-exponent': 6 }, 'max-exponent', 'not below min-exponent'],
    ['radio-lan', { 'max-back-offs': 2.5 }, 'max-back-offs', 'a whole number of back-offs from 0 to 200'],
    // A frame of 127 bytes takes 192 + 127 × 32 = 4256 µs.
    ['radio-lan', { access: 'slotted-aloha', slot: '4255 us' }, 'slot', 'a slot in which a frame of the mtu fits'],
    // An acknowledgement is over 192 + 192 + 5 × 32 = 544 µs after the frame.
    ['radio-lan', { 'ack-time-out': '543 us' }, 'ack-time-out', 'in which an acknowledgement can come'],
    ['radio-lan', { access: 'csmaa' }, 'access', 'did you mean "csma"?'],
    ['plc', { 'after-busy': 'wat' }, 'after-busy', 'did you mean "wait"?'],
    ['plc', { acknowledged: 'yes' }, 'acknowledged', 'expected true or false'],
    ['plc', { repeaters: ['60%', '30%'] }, 'repeaters', 'sum to 100%; these sum to 90'],
    ['plc', { repeaters: [] }, 'repeaters', 'such as [60%, 30%, 10%]'],
    ['plc', { repeaters: '60%' }, 'repeaters', 'such as [60%, 30%, 10%]'],
    ['plc', { repeaters: ['160%'] }, 'repeaters.0', 'at most 100 %'],
    ['lan', { loss: '100%' }, 'loss', 'below 100%'],
    ['lan', { retries: 101 }, 'retries', 'from 0 to 100'],
  ])('refuse of a %s %j at the key that is wrong', (medium, written, key, says) => {
    const { success, error } = SCHEMAS[medium]!.safeParse({ medium, ...written })
    expect(success).toBe(false)
    expect(error!.issues.map(({ path }) => path.join('.'))).toEqual([key])
    expect(error!.issues[0]!.message).toContain(says)
  })

  it('take what just fits', () => {
    const fits = [
      { access: 'slotted-aloha', slot: '4256 us' },
      { 'ack-time-out': '544 us' },
      { mtu: '46 B', queue: '46 B' },
    ]
    for (const one of fits) expect(SCHEMAS['radio-lan']!.safeParse({ medium: 'radio-lan', ...one }).success).toBe(true)
    // What is not acknowledged waits for nothing, and without slots their length is of no matter.
    const unused = { acknowledged: false, 'ack-time-out': '0 s', slot: '0 s' }
    expect(SCHEMAS['radio-lan']!.safeParse({ medium: 'radio-lan', ...unused }).success).toBe(true)
  })

  it('are all complained of in one go', () => {
    const wrong = { medium: 'plc', rate: '0 bps', mtu: '20 B', retries: -1, repeaters: ['50%'] }
    const keys = SCHEMAS['plc']!.safeParse(wrong).error!.issues.map(({ path }) => path[0])
    expect(new Set(keys)).toEqual(new Set(['rate', 'mtu', 'retries', 'repeaters']))
  })
})
