import { describe, expect, it } from 'vitest'
import { meshSchema, survivalOnMesh } from '../../src/network/mesh-settings.js'
import { mesh } from './mesh-bench.js'

const parse = (written: object) => meshSchema().safeParse({ medium: 'mesh', ...written })

describe('the settings of a mesh', () => {
  it('have a default each', () => {
    expect(parse({}).data).toMatchObject({
      medium: 'mesh', hops: [0.4, 0.3, 0.2, 0.1], rate: 150_000, mtu: 1500, header: 60, loss: 0.02, retries: 7, uncovered: 'error', hidden: 0.05,
      'link-budget': { frequency: 915e6, 'transmit-power': 30, sensitivity: -97, shadowing: 0 }, capture: 10, 'other-gateways': 'interfere',
      beacon: { bytes: 60, interval: 300e6 }, 're-route-after': 120e6, 're-home': true,
    }) // prettier-ignore
  })

  it('take a density in place of hops, and what is written in any unit', () => {
    const written = { hops: 'by density', density: '300/km²', 'link-budget': { frequency: '868 MHz' }, capture: 'none' }
    expect(parse(written).data).toMatchObject({
      hops: 'by density',
      density: 300,
      'link-budget': { frequency: 868e6 },
      capture: 'none',
    })
  })

  it('take hops at the end at which nobody is', () => {
    expect(parse({ hops: ['60%', '40%', '0%'] }).data).toMatchObject({ hops: [0.6, 0.4, 0] })
  })

  it.each([
    [{ hops: ['40%', '30%'] }, 'hops', 'expected shares that sum to 100%: these sum to 70 %'],
    [{ hops: ['60%', '60%'] }, 'hops', 'these sum to 120 %'],
    [{ hops: ['0%', '100%'] }, 'hops', 'to relay for those behind; found none at hop 1'],
    [{ hops: ['60%', '0%', '0%', '40%', '0%'] }, 'hops', 'found none at hop 2'],
    [{ hops: [] }, 'hops', 'expected the shares of the devices at hop 1, 2, …'],
    [{ hops: 3 }, 'hops', 'or by density; found 3'],
    [{ hops: 'dense' }, 'hops', 'or by density; found "dense"'],
    [{ hops: 'by density' }, 'density', 'expected a density, such as "300 per km2", since the hops are by density'],
    [{ density: '300 per km2' }, 'density', 'expected hops: by density beside it'],
    [{ hops: 'by density', density: 300 }, 'density', 'expected a density such as "300 per km2", found 300'],
    [{ hops: 'by density', density: '300 per ha' }, 'density', '"per km2"'],
    [{ hops: 'by density', density: '0 per km2' }, 'density', 'a density above zero'],
    [{ rate: '0 bps', acknowledged: false }, 'rate', 'a rate above zero'],
    [{ mtu: '60 B' }, 'mtu', 'an mtu above the header'],
    [{ uncovered: 'yes' }, 'uncovered', 'error or lost'],
    [{ 're-home': 'yes' }, 're-home', 'expected true or false'],
    [{ 're-route-after': 5 }, 're-route-after', 'expected a duration'],
    [{ 'sensing-range': 0.5 }, 'sensing-range', 'a multiple of the length of a hop from 1 to 10'],
    [{ capture: '10' }, 'capture', 'expected a ratio such as "10 dB", or none; found "10"'],
    [{ 'other-gateways': 'off' }, 'other-gateways', 'interfere or apart'],
    [{ beacon: { interval: '0 s' } }, 'beacon.interval', 'an interval above zero'],
    [{ 'link-budget': { 'transmit-power': '-60 dBm' } }, 'link-budget.fade-margin', 'it is 10.7 dB short'],
  ])('refuse %j at the key that is wrong', (written, key, says) => {
    const { error } = parse(written)
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([key])
    expect(messagesOf(error!.issues[0]!)).toContain(says)
  })

  it('say all that is wrong at once', () => {
    const { error } = parse({ retries: -1, hops: ['50%'], mtu: '10 B', density: '5 per km2' })
    const wrong = error!.issues.map(({ path }) => path.join('.')).sort()
    expect(wrong).toEqual(['density', 'hops', 'mtu', 'retries'])
  })
})

describe('the share of packets that get through a mesh', () => {
  it('is that of each hop to the power of the hops', () => {
    const settings = mesh({ hops: ['50%', '20%', '30%'], loss: '30%', retries: 1 })
    const each = 1 - 0.3 ** 2
    const through = (p: number) => 0.5 * p + 0.2 * p ** 2 + 0.3 * p ** 3
    expect(survivalOnMesh(settings)).toBeCloseTo(through(each), 12)
    expect(survivalOnMesh({ ...settings, acknowledged: false })).toBeCloseTo(through(0.7), 12)
  })
})

/** What an issue says, those of the alternatives of a union included. */
function messagesOf(issue: { message: string; errors?: { message: string }[][] }): string {
  return [issue.message, ...(issue.errors ?? []).flat().map(({ message }) => message)].join('\n')
}
