import { expect, test, vi } from 'vitest'
import { Links } from '../../src/network/links.js'
import { Foresight } from '../../src/simulate/foresight.js'
import { deploymentOf } from '../deployment/fixture.js'
import { countedWhole } from './side-by-side.js'

/** As many devices, and at four a DAP as many links, as do not fit into a cache. */
const TOWN =
  'name: a\nduration: 2 h\nquantities: { meters: { electric: { residential: 24000 } }, endpoints-per-dap: 4 }\n'

test('what is counted is the same whether anyone looked at it before', () => {
  const counted = () => countedWhole(deploymentOf(TOWN))
  const looked = vi.spyOn(Foresight.prototype, 'look')
  const withForesight = counted()
  expect(looked.mock.calls.length).toBeGreaterThan(1000)
  looked.mockImplementation(() => undefined)
  expect(counted()).toEqual(withForesight)
  looked.mockRestore()
})

test('the links that are looked at are those on which something happens', () => {
  const looked = vi.spyOn(Links.prototype, 'look')
  const { links } = countedWhole(deploymentOf(TOWN))
  const offered = links[0]!
  const seen = new Set(looked.mock.calls.map(([link]) => link))
  looked.mockRestore()
  expect(seen.size).toBeGreaterThan(1000)
  const used = [...offered.keys()].filter((link) => offered[link]! > 0)
  expect([...seen].every((link) => link >= 0 && link < offered.length)).toBe(true)
  // Others are of commands and answers that are sent now and then.
  expect(used.filter((link) => seen.has(link)).length / used.length).toBeGreaterThan(0.9)
})
