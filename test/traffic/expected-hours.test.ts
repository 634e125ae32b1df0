import { expect, test } from 'vitest'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { emissionsOf } from '../../src/traffic/emissions.js'
import { ExpectedHours } from '../../src/traffic/expected-hours.js'
import { Expected } from '../../src/traffic/expected.js'
import { deploymentOf } from '../deployment/fixture.js'

const TOWN = `name: a
quantities: { meters: { electric: { residential: 1000 } } }
networks: { nan: { loss: 0% } }
`

function daysIn(...set: string[]) {
  const deployment = deploymentOf(TOWN, ...set)
  const emissions = emissionsOf(deployment, appliedRequirements(deployment).applied)
  const expected = new Expected(deployment, emissions)
  const hours = new ExpectedHours(deployment, expected)
  const find = (id: string) => emissions.find((one) => one.id === id)!
  return { emissions, expected, hours, of: (id: string) => hours.of(find(id)) }
}

const OPERATION = '4.15.4.1/SW_opr_cmd/1'
const READ = '4.10.4.4/Mtr-read_multi-interval-data_resp-data/7'

test('the hours of a day come to the day, of every emission', () => {
  const { emissions, expected, hours } = daysIn()
  for (const emission of emissions) expect(hours.of(emission).perDay).toBeCloseTo(expected.perDay(emission), 6)
})

test('a window is applied by its real length: 8AM - 8PM is twelve hours', () => {
  const { hours, perDay } = daysIn().of(OPERATION)
  const each = [...hours]
  each.forEach((one, hour) => expect(one).toBeCloseTo(hour >= 8 && hour < 20 ? perDay / 12 : 0, 9))
})

test('what a window leaves out comes in the other hours, by the share that the deployment says', () => {
  const { hours, perDay } = daysIn('assumptions.share-in-when=90%').of(OPERATION)
  expect(hours[12]).toBeCloseTo((perDay * 0.9) / 12, 9)
  expect(hours[3]).toBeCloseTo((perDay * 0.1) / 12, 9)
})

test('an answer comes in the hours of what it answers', () => {
  const { of } = daysIn()
  const [command, answer] = [of(OPERATION), of('4.15.4.1/SW_opr_cmd_ack/1')]
  answer.hours.forEach((one, hour) => expect(one).toBeCloseTo(command.hours[hour]!, 9))
})

test('aligned reads come at the beginning of their periods, all meters at once', () => {
  const { hours, bursts, atRandom, perDay } = daysIn('timing.scheduled-reads=aligned').of(READ)
  const often = perDay / 1000
  expect(Number.isInteger(often)).toBe(true)
  expect(bursts.size).toBe(often)
  expect([...bursts.values()]).toEqual(Array<number>(often).fill(1000))
  expect(bursts.get('AT 0')).toBe(1000)
  expect(hours[0]).toBeCloseTo(1000, 9)
  expect(Math.max(...atRandom)).toBe(0)
})

test('events that the deployment leaves out are not expected', () => {
  const set = ['use-cases=[Price]']
  const total = (one: ReturnType<typeof daysIn>) => one.emissions.reduce((sum, each) => sum + one.hours.of(each).perDay, 0) // prettier-ignore
  expect(total(daysIn(...set, 'spontaneous-events=false'))).toBeLessThan(total(daysIn(...set)))
})
