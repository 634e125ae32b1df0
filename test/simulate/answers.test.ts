import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'

const ROW = '4.10.4.4/Mtr-read_multi-interval-data'
const TOWN = `name: a
use-cases: [Meter Reading]
quantities: { meters: { electric: { residential: 60, commercial: 20, other: 20 } } }
networks: { nan: { loss: 0% } }
choices: { requirements: { ${ROW}_cmd/1: { how-often: 20 per day } } }
`

describe('the answer to a command for intervals', () => {
  const model = finished(deploymentOf(TOWN))
  const of = (id: string) => model.tallies.find((one) => one.requirement.id === id)!
  const commands = of(`${ROW}_cmd/1`)
  const [commercial, residential] = [of(`${ROW}_resp-data/6`), of(`${ROW}_resp-data/8`)]

  test('is sent by the meter that is asked, under the pair of its class', () => {
    // A fifth of the 2000 commands go to commercial meters, three fifths to residential ones; the rest have no intervals.
    const within = (count: number, share: number) =>
      Math.abs(count - commands.delivered * share) < 3.29 * Math.sqrt(commands.delivered * share * (1 - share))
    expect(commands.delivered).toBeGreaterThan(1800)
    expect(within(commercial.sent, 0.2)).toBe(true)
    expect(within(residential.sent, 0.6)).toBe(true)
  })

  test('is owed from the moment it is sent: what was sent less than 2 days before the end is not exercised', () => {
    expect(commercial.delivered).toBe(commercial.sent)
    expect(commercial.verdict()).toMatchObject({ verdict: 'not exercised', counted: 0 })
  })
})
