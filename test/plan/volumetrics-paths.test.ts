import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadDeployment } from '../../src/deployment/load.js'
import { pathsOf } from '../../src/plan/volumetrics-paths.js'
import { pathsCsv, pathsText } from '../../src/plan/volumetrics-paths-text.js'
import { catalogue } from '../deployment/fixture.js'

const FILE = fileURLToPath(new URL('../../scenarios/quickstart.yaml', import.meta.url))
const deployment = loadDeployment(FILE, catalogue)
const COMMAND = '4.15.4.1/SW_opr_cmd/1'

test('the ways of a command from CIS to the meter are the six of SRS 4.19, each once', () => {
  const { paths } = pathsOf(FILE, deployment, [], COMMAND, undefined)
  expect(paths.map((one) => one.profile).sort()).toEqual(['ACdIIW', 'ACdIW', 'ACdW', 'ACvIIW', 'ACvIW', 'ACvW'])
  const ways = paths.map((one) => one.legs.map((leg) => leg.flow).join(' + '))
  expect(new Set(ways).size).toBe(6)
  // Option 5 as SRS 4.19 spells it out.
  expect(ways[paths.findIndex((one) => one.profile === 'ACvIW')]).toBe('1Aa + 1B + 1Cba + 1Cc + 1D')
})

test('each leg carries all of it: 1-50 per 1000 meters a day at the middle, 25 bytes', () => {
  const { paths } = pathsOf(FILE, deployment, [], COMMAND, 'ACvW,ACdW')
  for (const { legs } of paths)
    for (const leg of legs) {
      expect(leg.eventsPerDay).toBeCloseTo(0.0255 * 10_000, 6)
      expect(leg.bytesApplicationPerDay).toBeCloseTo(0.0255 * 10_000 * 25, 6)
    }
})

test('a profile that lacks what the way needs says so', () => {
  const asked = pathsOf(FILE, deployment, [], COMMAND, 'ACvW,DCSIRsF')
  expect(asked.paths[1]!.missing).toBeDefined()
  for (const line of pathsText(asked).split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  expect(pathsCsv(asked).trim().split('\n')).toHaveLength(1 + 4 + 1)
})

test('what is no requirement or profile is refused with the nearest', () => {
  expect(() => pathsOf(FILE, deployment, [], '4.15.4.1/SW_opr_cmd/11', undefined)).toThrow(/did you mean "4.15.4.1/)
  expect(() => pathsOf(FILE, deployment, [], COMMAND, 'ACvW,ACvX')).toThrow(/--profiles ACvW,ACvX: expected a profile/)
})
