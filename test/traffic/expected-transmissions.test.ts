import { expect, test } from 'vitest'
import { transmissionsOn } from '../../src/traffic/expected-transmissions.js'
import { deploymentOf } from '../deployment/fixture.js'

const nanOf = (nan: string) =>
  deploymentOf(`name: a\nquantities: { meters: { electric: { residential: 10 } } }\nnetworks: { nan: { ${nan} } }`)
    .settings.networks.nan

test('a packet is sent once more for each time that all before were lost', () => {
  // 1 + p + p^2, where two retries are made.
  const { without, with: sent } = transmissionsOn(nanOf('medium: wire, loss: 20%, retries: 2'))
  expect(without).toBe(1)
  expect(sent).toBeCloseTo(1 + 0.2 + 0.04, 12)
})

test('a mesh sends a packet on each hop that it gets to, and answers each frame', () => {
  const nan = nanOf('medium: mesh, loss: 10%, retries: 0, hops: [50%, 50%], ack: 10 B')
  const { without, with: sent, acknowledgement } = transmissionsOn(nan)
  expect(without).toBeCloseTo(0.5 * 1 + 0.5 * 2, 12)
  // Of those two hops away, one in ten is lost on the first.
  expect(sent).toBeCloseTo(0.5 * 1 + 0.5 * (1 + 0.9), 12)
  expect(acknowledgement).toBe(10)
})
