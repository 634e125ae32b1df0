import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder } from '../input/files.js'
import { deploymentOf, problemsOf } from './fixture.js'
import { bare, DAPS, GATEWAYS, nodesOf } from './listed.js'

const TOWN = 'name: a\nprofile: ACvW\nquantities: { meters: { electric: { residential: 300 } } }\n'
const nan = (keys: string) => problemsOf(`${TOWN}networks:\n  nan: { ${keys} }\n`)

describe('a backhaul', () => {
  const listed = (technology: string, rate: string) =>
    bare(problemsOf(`name: a\n${nodesOf({ daps: `${DAPS}\nA,NA,NA,1,9,NA,${technology},${rate}\n` })}`))

  test('that a list says to be a mesh is an error at its cell: nobody is behind it', () => {
    const [problem, ...more] = listed('sun-mesh-150k', 'NA')
    expect(problem).toMatch(
      /^daps\.csv:2:16: technology: .*found "sun-mesh-150k": a mesh needs devices behind its gateway/,
    )
    expect(more).toEqual([])
  })

  // IEEE 802.15.4, 2450 MHz: the acknowledgement comes after 192 us and has a preamble of 192 us; its 5 bytes take 13.33 ms at 3 kbps.
  test('with a rate at which its technology cannot work is an error at its cell', () => {
    const [problem, ...more] = listed('zigbee-han', '3 kbps')
    expect(problem).toMatch(
      /^daps\.csv:2:27: rate: too low for zigbee-han: ack-time-out: .* of at least 13\.8 ms; found 864 us/,
    )
    expect(more).toEqual([])
  })

  test('of a technology that nobody knows is one error: the lines that share it have none for that', () => {
    const lists = {
      daps: `${DAPS}\nA,NA,NA,1,9,Hall,fibr,NA\n`,
      'fan-gateways': `${GATEWAYS}\nG,NA,NA,NA,Hall,fibre,NA\n`,
    }
    const problems = problemsOf(`name: a\nprofile: ACvW + DCSIfF\n${nodesOf(lists)}`)
    expect(bare(problems)).toEqual([expect.stringMatching(/^daps\.csv:2:\d+: technology: .*found "fibr".*"fibre"/)])
  })
})

describe('what is wrong with figures of a technology that ships stands', () => {
  test('at its name, where nothing overrides it', () => {
    const [problem] = problemsOf(`${TOWN}networks:\n  wan: { technology: sun-mesh-150k }\n`)
    expect(problem).toMatch(/^test\.yaml:5:22: networks\.wan: a mesh needs gateways/)
  })

  // 1 ms after the frame, 427 us of preamble, and 5 bytes in 4 ms at 10 kbps.
  test('at the key that does not go with them, with the least value that would', () => {
    const problems = nan('technology: sun-mesh-150k, rate: 10 kbps')
    expect(problems).toEqual([
      expect.stringMatching(/^test\.yaml:5:43: networks\.nan\.ack-time-out: .* of at least 5\.43 ms; found 5 ms/),
    ])
    expect(nan('technology: sun-mesh-150k, rate: 10 kbps, ack-time-out: 5.43 ms')).toEqual([])
    expect(nan('technology: sun-mesh-150k, rate: 10 kbps, ack-time-out: 5.42 ms')).toHaveLength(1)
  })

  test('as theirs', () => {
    const [problem] = nan('technology: lte-m, mtu: 100 kB')
    expect(problem).toMatch(/^test\.yaml:5:34: networks\.nan\.queue: .*found "64 kB" \(as lte-m has it\)/)
  })
})

test('what is out of range is said alone, whatever the classes of coverage of a technology', () => {
  expect(nan('technology: lte-m, out-of-range: 5%')).toEqual([])
})

describe('a key without effect is an error where the deployment writes it', () => {
  test.each([
    ['medium: sector, access: granted, random-access: { attempts: 3 }', 'random-access', 'where access is granted'],
    ['weights: [8, 4, 2, 1]', 'weights', 'with order: fifo'],
    ['medium: mesh, hops: [100%], uncovered: lost', 'uncovered', 'where the hops are given'],
    [
      'technology: sun-mesh-150k, link-budget: { shadowing: 4 dB }',
      'link-budget.shadowing',
      'where the hops are given',
    ],
    ['medium: plc, acknowledged: false, retries: 7', 'retries', 'without acknowledgements'],
  ])('%s', (keys, key, why) => {
    expect(nan(keys)).toEqual([expect.stringContaining(`: networks.nan.${key}: has no effect ${why}`)])
  })

  test.each([
    'technology: sun-mesh-150k, hops: [60%, 40%]',
    'technology: zigbee-han, acknowledged: false',
    // By the exponent near frames win over far ones, wherever the hops come from.
    'medium: mesh, link-budget: { path-loss-exponent: 4 }',
    'medium: plc, acknowledged: false, retries: 0',
  ])('and none where it has one, or a technology brings it: %s', (keys) => {
    expect(nan(keys)).toEqual([])
  })
})

describe('a key of another medium', () => {
  test.each([
    [
      'technology: sun-mesh-150k, delay: 3 ms',
      'delay',
      'a wire, a sector, a lan; this network is a mesh (technology sun-mesh-150k)',
    ],
    ['medium: mesh, order: strict', 'order', 'a wire; this network is a mesh'],
    ['hops: [100%]', 'hops', 'a mesh; this network is a wire'],
  ])('says of which, and what this network is, with the keys that it has: %s', (keys, key, whose) => {
    const [problem, ...more] = nan(keys)
    expect(problem).toMatch(/^test\.yaml:5:\d+: "networks\.nan" has no key .* \| one of: medium, technology, /)
    expect(problem).toContain(`has no key "${key}": it is a key of ${whose} | `)
    expect(more).toEqual([])
  })

  test('is no key that no medium has', () => {
    expect(nan('medium: mesh, delai: 3 ms')).toEqual([expect.not.stringContaining('it is a key of')])
  })
})

test('of an unknown technology nothing else is said', () => {
  expect(nan('technology: sun-mesh-151k, hops: by density, nonsense: 1')).toEqual([
    expect.stringMatching(/networks\.nan\.technology: .*found "sun-mesh-151k"/),
  ])
})

test("a source of no figure in a technology of one's own is an error with the nearest figure", () => {
  const at = folder()
  writeFileSync(join(at, 'mine.yaml'), 'medium: wire\nrate: 1 Mbps\nsources:\n  rat: a friend\n')
  const [problem, ...more] = nan(`technology: ${join(at, 'mine.yaml')}`)
  expect(problem).toMatch(/mine\.yaml:4:3: sources\.rat: the file has no figure "rat" \| did you mean "rate"\?$/)
  expect(more).toEqual([])
})

test('a packet that is nearly all header is a warning', () => {
  const { warnings } = deploymentOf(`${TOWN}networks: { nan: { medium: plc, mtu: 36 B } }`)
  expect(warnings.map((one) => one.message)).toEqual([
    'networks.nan: a packet of 36 B has room for 3 B of a message beside its header of 33 B',
  ])
  expect(deploymentOf(`${TOWN}networks: { nan: { medium: plc, mtu: 37 B } }`).warnings).toEqual([])
})

test('a mesh of more devices than the machine can hold is refused before anybody looks where they stand', () => {
  const began = performance.now()
  const [problem] = problemsOf(
    `${TOWN}networks: { nan: { medium: mesh } }`,
    'quantities.meters.electric.residential=1e12',
  )
  expect(problem).toMatch(/1000000000000 meters need about \d+ GB of memory/)
  expect(performance.now() - began).toBeLessThan(2000)
})
