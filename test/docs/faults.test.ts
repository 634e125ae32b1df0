import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from '../simulate/finished.js'

const TEXT = readFileSync('docs/faults.md', 'utf8')

const examples = TEXT.split(/^## /m)
  .slice(1)
  .flatMap((chapter) => {
    const title = chapter.split('\n')[0]!
    return [...chapter.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml]) => ({
      title,
      yaml: `name: example\n${yaml}`,
    }))
  })

describe('docs/faults.md', () => {
  test('has an example of each kind', () => {
    expect(examples.map((one) => one.title)).toEqual(['Outages', 'Failures', 'Coming back', 'Campaigns'])
  })

  test.each(examples)('has an example that runs: $title', ({ yaml }) => {
    const model = finished(deploymentOf(yaml))
    expect(model.simulation.now).toBe(model.deployment.end)
    expect(model.payloadCounts.sent.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0)
  })

  test('names keys that exist', () => {
    const { settings } = deploymentOf(examples[1]!.yaml)
    expect(settings.assumptions['large-outage']).toBe(0.01)
    expect(Object.keys(settings.joining.nan)).toEqual(
      expect.arrayContaining(['spread', 'retry-at-most', 'notice', 'rehoming', 'time-out']),
    )
    expect(Object.keys(settings.timing)).toEqual(expect.arrayContaining(['clock-drift', 'clock-set', 'event-jitter']))
  })
})
