import { describe, expect, test } from 'vitest'
import { roundedTo, sizedValueOf } from '../../src/plan/size-value.js'
import { deploymentOf } from '../deployment/fixture.js'

const town = deploymentOf(`name: town
quantities: { meters: { electric: { residential: 1000 } }, endpoints-per-dap: 250 }
networks: { wan: { rate: 2 Mbps }, nan: { medium: mesh } }
`)

describe('what can be sized', () => {
  test.each([
    ['wan.rate', 'networks.wan.rate', 2e6, '2 Mbps'],
    ['networks.wan.rate', 'networks.wan.rate', 2e6, '2 Mbps'],
    // A default, which nobody has written.
    ['fan.queue', 'networks.fan.queue', 256e3, '256 kB'],
    ['wan.delay', 'networks.wan.delay', 30e3, '30 ms'],
    ['endpoints-per-dap', 'quantities.endpoints-per-dap', 250, '250'],
    ['meters.electric.residential', 'quantities.meters.electric.residential', 1000, '1000'],
    ['nodes.head-end.processing', 'nodes.head-end.processing', 5000, '5 ms'],
    ['assumptions.second-head', 'assumptions.second-head', 0.6, '60 %'],
    ['timing.jitter', 'timing.jitter', 60e6, '1 min'],
  ])('%s is %s', (name, path, now, text) => {
    const sized = sizedValueOf(town, name)
    expect([sized.path.join('.'), sized.now, sized.kind.print(sized.now)]).toEqual([path, now, text])
    expect(sized.kind.read(text)).toBe(now)
  })

  test.each([
    ['wan.rat', /--vary wan\.rat: a deployment has no "wan\.rat"\n {2}did you mean "wan\.rate"\?/],
    ['endpoint-per-dap', /did you mean "endpoints-per-dap"\?/],
    ['profile', /expected a rate, .* or a number; there is "ACvW" at profile/],
    ['networks.wan', /there is a group of keys at networks\.wan/],
    ['use-cases', /there is a list at use-cases/],
    // A value is what is searched: it is not given.
    [
      'wan.rate=5kbps',
      /^--vary wan\.rate=5kbps: expected a path alone, such as wan\.rate: .*\n {2}--from and --to .*; sgsim sweep --vary wan\.rate=5kbps runs just/,
    ],
    // What says how long or with which draws is looked at has no better side.
    ['seed', /there is no size of seed: seeds have no order\n {2}--set seed=… sets it/],
    ['start', /there is no size of start/],
    ['duration', /there is no size of duration/],
    ['name', /there is no size of name/],
    ['warm-up', /there is no size of warm-up/],
    ['prices.dap', /there is no size of prices\.dap: no verdict answers/],
    [
      'choices.ranges',
      /there is "mid" at choices\.ranges\n {2}a word has no size: sgsim sweep --vary choices\.ranges=… runs/,
    ],
    ['timing.scheduled-reads', /there is "spread" at timing\.scheduled-reads\n {2}a word has no size/],
    ['', /a deployment has no ""/],
  ])('refuses "%s"', (name, message) => {
    expect(() => sizedValueOf(town, name)).toThrow(message)
  })

  test('is rounded to what can be written, to the side asked for', () => {
    const rate = sizedValueOf(town, 'wan.rate')
    expect(roundedTo(rate, 2_345_678, 3)).toEqual({ value: 2_350_000, text: '2.35 Mbps' })
    expect(roundedTo(rate, 2_341_000, 3, 'up')).toEqual({ value: 2_350_000, text: '2.35 Mbps' })
    expect(roundedTo(rate, 2_349_000, 3, 'down')).toEqual({ value: 2_340_000, text: '2.34 Mbps' })
    // 0.3 / 0.1 is a little less than 3 in doubles.
    expect(roundedTo(rate, (0.3 / 0.1) * 1e6, 3, 'up').text).toBe('3 Mbps')
    expect(roundedTo(rate, 0.2, 3)).toEqual({ value: 1, text: '1 bps' })
    expect(roundedTo(sizedValueOf(town, 'endpoints-per-dap'), 0.4, 3)).toEqual({ value: 1, text: '1' })
    expect(roundedTo(sizedValueOf(town, 'endpoints-per-dap'), 12345.6, 3).text).toBe('12346')
    expect(roundedTo(sizedValueOf(town, 'wan.delay'), 76.1234e6, 3).text).toBe('76.1 s')
    expect(roundedTo(sizedValueOf(town, 'assumptions.second-head'), 1.4, 3)).toEqual({ value: 1, text: '100 %' })
  })
})
