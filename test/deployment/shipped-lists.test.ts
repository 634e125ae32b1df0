import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import { catalogue } from './fixture.js'

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url))
const read = (name: string) => readFileSync(`${SCENARIOS}lists/${name}`, 'utf8')

test.each(['daps.csv', 'fan-gateways.csv', 'feeder-devices.csv'])(
  'the README of the lists tells of every column of %s',
  (name) => {
    const section = read('README.md').split(`## ${name}`)[1]!.split('\n## ')[0]!
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    const told = rows.flatMap((line) => line.split('|')[1]!.match(/[a-z_]+/g)!)
    expect(told.sort()).toEqual(read(name).split('\n')[0]!.split(',').sort())
  },
)

test('the lists that ship are one town: feeders, substations and shared backhauls are those of both networks', () => {
  const set = [
    'profile=ACvW + DCSIfF',
    'nodes.fan-gateways=lists/fan-gateways.csv',
    'nodes.feeder-devices=lists/feeder-devices.csv',
  ]
  const { layout, warnings } = loadDeployment(
    `${SCENARIOS}own-network.yaml`,
    catalogue,
    set.map((text) => overrideOf(text)!),
  )
  expect(warnings).toEqual([])
  expect(layout.feeders.map((one) => `${one.name} ${layout.areas[one.area]}`)).toEqual([
    'F-11 Town',
    'F-12 Town',
    'F-13 Town',
    'F-21 North',
    'F-22 North',
    'F-31 Farms',
  ])
  const trees = (key: 'dap' | 'gateway') =>
    layout.namesOf(key).map((name) => [name, layout.placeNamed(key, name)!.numbers[0]!] as const)
  const backhauls = new Map(
    [...trees('dap'), ...trees('gateway')].map(([name, tree]) => [
      name,
      layout.backhauls[layout.backhaulOfTree(tree)]!,
    ]),
  )
  expect(backhauls.get('G-11')).toBe(backhauls.get('Church-Hill'))
  expect(backhauls.get('G-11')).toEqual({ name: 'Town-Hall', technology: 'fibre', rate: undefined })
  expect(backhauls.get('G-31')).toEqual({ name: 'Water-Tower', technology: undefined, rate: 256_000 })
  expect(backhauls.get('Elm-Street')).toEqual({ name: 'Elm-Street', technology: undefined, rate: 1_000_000 })
})
