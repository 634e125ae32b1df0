import { describe, expect, test } from 'vitest'
import type { Model } from '../../../src/simulate/model.js'
import { finished } from '../finished.js'
import { isolated } from './isolated.js'
import { poissonInterval } from './poisson-interval.js'
import { readTable, type PayloadCase } from './table.js'

/** The tests of the payloads of one table, each counted in the deployment that its line names. */
export function testPayloads(
  table: string,
  deployments: Readonly<Record<string, string>>,
): void {
  const rows = readTable(table)
  test('every payload of the table has its deployment, and every deployment a payload', () => {
    expect(new Set(rows.map((row) => row.deployment))).toEqual(new Set(Object.keys(deployments)))
  })
  describe.each(Object.entries(deployments))('%s', (name, yaml) => {
    const cases = rows.filter((row) => row.deployment === name)
    const runs = new Runs(yaml, cases, rows)
    for (const row of cases) {
      const { payload, from, to, perOccurrence, cause } = row
      const title = `${payload}: ${from} → ${to}, ${perOccurrence} by ${cause}`
      test(title, () => expectEmitted(runs, row), 60_000)
    }
  })
}

function expectEmitted(runs: Runs, row: PayloadCase): void {
  const whole = runs.whole()
  const occurrences = occurrencesOf(whole, row)
  expect(occurrences, `occurrences of ${row.cause}`).toBeGreaterThan(0)
  const sent = sentBetween(whole, row)
  const expected = row.perOccurrence * occurrences
  if (row.random) {
    const [low, high] = poissonInterval(expected)
    // A mean for which none at all would be nothing unusual tests nothing.
    expect(low, `${expected} expected`).toBeGreaterThan(0)
    expect(sent, `${expected} expected`).toBeGreaterThanOrEqual(low)
    expect(sent, `${expected} expected`).toBeLessThanOrEqual(high)
  } else expect(sent, `${occurrences} of ${row.cause}`).toBe(expected)
  expect(sentOf(runs.without(row), row.payload), 'without its cause').toBe(0)
}

/** The runs of one deployment: as it stands, and without the cause of a payload. */
class Runs {
  private readonly known = new Map<string, Model>()
  private readonly payloads: ReadonlySet<string>

  constructor(
    private readonly yaml: string,
    private readonly cases: readonly PayloadCase[],
    private readonly table: readonly PayloadCase[],
  ) {
    // A payload may be counted in another deployment than that which it causes.
    this.payloads = new Set(cases.flatMap((row) => [row.payload, row.cause.split(' ')[0]!]))
  }

  whole(): Model {
    return this.run('', [])
  }

  /** What the clock sends is switched off itself; for an event there is none; of what answers, that which it answers is off. */
  without({ cause }: PayloadCase): Model {
    if (cause === 'clock') {
      const timed = this.cases.filter((row) => row.cause === 'clock')
      return this.run('clock', timed.map((row) => row.payload)) // prettier-ignore
    }
    if (isEvent(cause)) return this.run('events', [], false)
    const [payload] = cause.split(' ') as [string]
    // An event for which nothing waits any more is an error of the deployment.
    const byEvent = this.table.some((row) => row.payload === payload && isEvent(row.cause))
    return this.run(payload, [payload], !byEvent)
  }

  private run(key: string, off: readonly string[], events = true): Model {
    const known = this.known.get(key)
    if (known !== undefined) return known
    const model = finished(isolated(this.yaml, this.payloads, off, events))
    this.known.set(key, model)
    return model
  }
}

function isEvent(cause: string): boolean {
  return cause.startsWith('event ')
}

/** How often the cause of a payload occurred, as the sender of the payload came to know of it. */
function occurrencesOf(model: Model, row: PayloadCase): number {
  if (row.cause === 'clock') return 1
  const [word, ...words] = row.cause.split(' ') as [string, ...string[]]
  if (isEvent(row.cause)) {
    const [what, ...narrower] = words
    const is = (kind: object) => narrower.every((one) => Object.values(kind).includes(one))
    return model.deployment.scripted.filter(({ kinds }) => kinds.some((kind) => kind.what === what && is(kind))).length
  }
  const causes = model.tallies.filter(({ requirement }) => requirement.payload.name === word)
  const asker = pairsOf(model, row)[0]?.requirement.answers
  const answered = causes.filter(({ requirement }) => asker === undefined || asker === requirement.from)
  if (words[0] === 'undeliverable') return answered.reduce((sum, tally) => sum + tally.lost, 0)
  const heard = answered.filter(({ requirement }) => requirement.to === row.from)
  return heard.reduce((sum, tally) => sum + tally.delivered, 0)
}

function pairsOf(model: Model, { payload, from, to }: PayloadCase) {
  return model.tallies.filter(
    ({ requirement }) => requirement.payload.name === payload && requirement.from === from && requirement.to === to,
  )
}

function sentBetween(model: Model, row: PayloadCase): number {
  return pairsOf(model, row).reduce((sum, tally) => sum + tally.sent, 0)
}

function sentOf(model: Model, payload: string): number {
  const of = model.payloads.indexOf(payload)
  return of < 0 ? 0 : model.payloadCounts.sent[of]!
}
