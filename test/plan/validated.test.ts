import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadDeployment } from '../../src/deployment/load.js'
import { validated } from '../../src/plan/validated.js'
import { simulated } from '../../src/run/simulated.js'
import { catalogue } from '../deployment/fixture.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describe('what is expected of a run before it', () => {
  // Arithmetic against the simulation. What is sent at random has a deviation of its root, here below 1 % (of 9000 messages); who is in the dark
  // does not read, and an image that goes to 2000 devices in blocks is one message in the one and blocks in the other.
  test.each([
    ['scenarios/quickstart.yaml', 'by the clock, at random and spread'],
    ['scenarios/peak-dsdr.yaml', 'in periods of the year, with what they cause'],
    ['scenarios/firmware-broadcast.yaml', 'a campaign, and reads'],
    ['templates/storm.yaml', 'by events that the file scripts'],
    ['scenarios/scada-radio.yaml', 'polls'],
  ])('%s: %s', async (file) => {
    const deployment = loadDeployment(ROOT + file, catalogue)
    const { messages, cost, requirements } = validated(deployment, 0)
    const model = (await simulated(deployment))!
    const sent = model.payloadCounts.sent.reduce((sum, one) => sum + one, 0)
    expect(requirements).toBe(model.tallies.length)
    expect(Math.abs(messages.inRun / sent - 1), `${messages.inRun} expected, ${sent} sent`).toBeLessThan(0.05)
    // What a run costs is said to be an estimate: half to double.
    expect(cost.events / model.simulation.events).toBeGreaterThan(0.5)
    expect(cost.events / model.simulation.events).toBeLessThan(2)
  })

  test('a mean day is a day of a run that has several', () => {
    const { messages } = validated(loadDeployment(`${ROOT}scenarios/quickstart.yaml`, catalogue), 0)
    expect(messages.inRun / messages.perDay).toBeCloseTo(4, 6)
  })

  // What waits for an outage, in a run that lets none happen.
  test('tells what has less than one message to expect, and why not in this run', () => {
    const quiet = loadDeployment(`${ROOT}templates/storm.yaml`, catalogue, [
      { path: ['events'], text: '[]', origin: 'test' },
    ])
    const stormy = loadDeployment(`${ROOT}templates/storm.yaml`, catalogue)
    const notices = ['4.12.4.1/otg_ntf_evnt_data/1', '4.12.4.3/svc_rst_ntf_evnt_data/1']
    expect(validated(quiet, 0).rare).toEqual(expect.arrayContaining(notices))
    for (const one of notices) expect(validated(stormy, 0).rare).not.toContain(one)
  })
})
