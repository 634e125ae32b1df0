import { describe, expect, it } from 'vitest'
import { polledSchema } from '../../src/network/polled-settings.js'

const schema = polledSchema()

describe('the settings of a polled channel', () => {
  it('are those of a SCADA radio of 9600 bps with DNP3 where nothing is said', () => {
    expect(schema.parse({ medium: 'polled' })).toEqual({
      medium: 'polled', rate: 9600, 'stations-per-channel': 50, poll: 24, answer: 17, 'report-by-exception': true, report: 50, 'packets-per-poll': 4,
      turnaround: 40_000, 'time-out': 500_000, retries: 2, visits: 3, commands: 'interrupt', loss: 0.01, mtu: 292, header: 43, queue: 64_000,
    }) // prettier-ignore
  })

  it.each([
    [{ rate: '0 bps' }, 'rate', 'a rate above zero'],
    [{ poll: '0 B' }, 'poll', 'at least one byte'],
    [{ 'stations-per-channel': 0 }, 'stations-per-channel', 'a whole number of stations from 1'],
    [{ 'packets-per-poll': 0 }, 'packets-per-poll', 'a whole number of packets from 1'],
    [{ retries: 21 }, 'retries', 'a whole number of retries from 0 to 20'],
    [{ visits: 0 }, 'visits', 'a whole number of visits from 1 to 10'],
    [{ commands: 'interupt' }, 'commands', 'did you mean "interrupt"'],
    [{ 'report-by-exception': 'yes' }, 'report-by-exception', 'expected true or false'],
    [{ turnaround: 40 }, 'turnaround', 'expected a duration with its unit'],
    [{ mtu: '43 B' }, 'mtu', 'an mtu above the header'],
    [{ queue: '291 B' }, 'queue', 'at least one packet of the mtu'],
    [{ loss: '100%' }, 'loss', 'below 100%'],
    [{ speed: '1 kbps' }, '', 'Unrecognized key: "speed"'],
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    const { error } = schema.safeParse({ medium: 'polled', ...written })
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([key])
    expect(error!.issues[0]!.message).toContain(says)
  })
})
