import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadDeployment } from '../../../src/deployment/load.js'
import { outcomeOf } from '../../../src/run/outcome.js'
import { catalogue } from '../../deployment/fixture.js'
import { finished } from '../finished.js'

const FILE = fileURLToPath(new URL('../../../scenarios/whole-srs.yaml', import.meta.url))

test('whole-srs.yaml: each of the 204 payloads is sent, for every use case, and nothing fails', () => {
  const deployment = loadDeployment(FILE, catalogue)
  expect(deployment.useCases.useCases).toHaveLength(19)
  const model = finished(deployment)
  const sent = new Set(model.payloads.filter((_, i) => model.payloadCounts.sent[i]! > 0))
  expect([...catalogue.payloads.keys()].filter((name) => !sent.has(name))).toEqual([])
  expect(model.exercised).toBe(204)
  const failed = model.tallies.filter((tally) => tally.sent > 0 && outcomeOf(tally.requirement, tally.result()).verdict === 'fail')
  expect(failed.map((one) => one.requirement.id)).toEqual([])
}, 120_000)
