import { expect, test, vi } from 'vitest'
import { Foresight } from '../../src/simulate/foresight.js'
import { deploymentOf } from '../deployment/fixture.js'
import { countedWhole } from './side-by-side.js'

test('what is counted is the same whether anyone looked at it before', () => {
  const counted = () =>
    countedWhole(deploymentOf('name: a\nduration: 2 h\nquantities: { meters: { electric: { residential: 24000 } } }\n'))
  const looked = vi.spyOn(Foresight.prototype, 'look')
  const withForesight = counted()
  expect(looked.mock.calls.length).toBeGreaterThan(1000)
  looked.mockImplementation(() => undefined)
  expect(counted()).toEqual(withForesight)
  looked.mockRestore()
})
