import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/input/problems.js'
import type { Requirement } from '../../src/srs/catalogue.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import type { Cell } from '../../src/srs/cell.js'
import { printHowOften, readHowOften } from '../../src/srs/how-often.js'
import { printLatency, readLatency } from '../../src/srs/latency.js'
import { printReliability, readReliability } from '../../src/srs/reliability.js'
import { printSize, readSize } from '../../src/srs/size.js'
import { printWhen, readWhen } from '../../src/srs/when.js'
import { problemsOf, shippedCopy } from './payload-folders.js'
import { rowsOf } from './rows-of.js'

const catalogue = loadCatalogue()
const rows = rowsOf(catalogue.requirements)

describe('the catalogue', () => {
  it('holds the payloads of SRS 4.10.3 (9) and 4.15.3 (16)', () => {
    const of = (section: string) => [...catalogue.payloads.values()].filter((payload) => payload.section === section)
    expect(of('4.10.3')).toHaveLength(9)
    expect(of('4.15.3')).toHaveLength(16)
  })

  it('lets every payload take part in at least one requirement', () => {
    const used = new Set(catalogue.requirements.filter((r) => r.used).map((r) => r.payload.name))
    expect([...catalogue.payloads.keys()].filter((name) => !used.has(name))).toEqual([])
  })

  it('numbers the pairs of a row without a gap over the whole from × to product', () => {
    for (const [row, pairs] of rows) {
      const froms = [...new Set(pairs.map((pair) => pair.from))]
      const tos = [...new Set(pairs.map((pair) => pair.to))]
      const product = froms.flatMap((from) => tos.map((to) => `${from} → ${to}`))
      expect(new Set(pairs.map((pair) => `${pair.from} → ${pair.to}`)), row).toEqual(new Set(product))
      expect(
        pairs.map((pair) => pair.n),
        row,
      ).toEqual(pairs.map((_, i) => i + 1))
    }
  })

  it('has two modes of each dual row, of two use cases (4.4.1.4.1.5: 8 rows, 4.4.1.5: 20 rows)', () => {
    const dual = [...rows].filter(([, pairs]) => pairs.some((pair) => pair.mode === 'DSDR'))
    const modes = dual.map(([row, pairs]) => [row.startsWith('4.4.1.4.'), pairs.map((pair) => pair.mode).join()])
    expect(modes.filter(([maintenance]) => maintenance)).toEqual(Array(8).fill([true, 'DA Maint,DSDR']))
    expect(modes.filter(([maintenance]) => !maintenance)).toEqual(Array(20).fill([false, 'VVC,DSDR']))
    for (const [row, pairs] of dual) {
      const own = row.startsWith('4.4.1.4.') ? 'Field DA Maint' : 'Volt/VAR'
      expect(
        pairs.map((pair) => pair.useCase),
        row,
      ).toEqual([`${own} - Centralized Control`, 'DSDR - Centralized Control'])
    }
  })

  it('lets each of the three controllers of FCIR have a mode of its own (SRS 4.20.2 names three use cases)', () => {
    const fcir = catalogue.requirements.filter((one) => one.section.startsWith('4.4.1.7.') && one.used)
    expect(new Set(fcir.map((one) => one.useCase))).toEqual(
      new Set(['FCIR - DMS', 'FCIR - Distr DAC', 'FCIR - Regnl Distr DAC']),
    )
  })

  it('finds a requirement by its id, and an actor by its name or any spelling', () => {
    expect(catalogue.requirement('4.15.4.1/SW_opr_cmd/1')).toMatchObject({ row: '4.15.4.1/SW_opr_cmd', used: true })
    expect(catalogue.requirement('4.15.4.1/SW_opr_cmd/2')).toBeUndefined()
    expect(catalogue.actor('CIS')?.name).toBe('CIS/Billing - Utility')
    expect(catalogue.actor('2-Way Meter – Elec')?.name).toBe('2-Way Meter - Electr')
    expect(catalogue.actor('MDMS')?.name).toBe('MDMS')
    expect(catalogue.actor('Meter')).toBeUndefined()
  })

  it('says of every actor its domain and a network, which a data flow of it crosses if it has any', () => {
    for (const { name, domain, network } of catalogue.actors.values()) {
      expect(domain, name).not.toBe('')
      const own = [...catalogue.flows.values()].filter(({ from, to }) => from === name || to === name)
      if (own.length > 0)
        expect(
          own.map((flow) => flow.network),
          name,
        ).toContain(network)
    }
    // Drawn outside the utility: nobody's network but the customer's, the public ones and the provider's own.
    const outside = [...catalogue.actors.values()].filter(({ domain }) => domain === 'Customer')
    expect(outside.filter(({ network }) => network === 'enterprise')).toEqual([])
  })

  it('prints every cell as it stands in the file', () => {
    for (const { id, cells } of catalogue.requirements) {
      expect(again(cells.howOften, readHowOften, printHowOften), id).toBe(cells.howOften)
      expect(again(cells.when, readWhen, printWhen), id).toBe(cells.when)
      expect(again(cells.latency, readLatency, printLatency), id).toBe(cells.latency)
      expect(again(cells.reliability, readReliability, printReliability), id).toBe(cells.reliability)
      expect(again(cells.size, readSize, printSize), id).toBe(cells.size)
    }
  })

  it('keeps the electric rows under valve titles, unused, beside inferred valve rows (errata, 4.15.4.7 and 4.15.4.10)', () => {
    const state = (row: string) => rows.get(row)?.map((pair) => pair.used)
    expect(state('4.15.4.7/SW_opr_cancel_cmd')).toEqual([false])
    expect(state('4.15.4.7/SW_opr_cmd_ack')).toEqual([false, false])
    expect(state('4.15.4.10/SW_post-oper-info_resp-data')).toEqual([false, false])
    for (const row of [
      '4.15.4.7/valve_opr_cancel_cmd',
      '4.15.4.7/valve_opr_cmd_ack',
      '4.15.4.10/valve_post-oper-info_resp-data',
    ]) {
      for (const pair of rows.get(row) ?? []) expect(erratum(pair).uses).toMatch(/^inferred/)
      expect(state(row)?.every((used) => used)).toBe(true)
    }
  })

  it('says of every pair that is not used why it is not', () => {
    const unused = catalogue.requirements.filter((requirement) => !requirement.used)
    expect(unused.length).toBeGreaterThan(0)
    for (const pair of unused) expect(erratum(pair).uses, pair.id).toMatch(/\bnot\b/)
  })

  it('ties the size of scheduled gas reads, and of no answer, to their how often', () => {
    const kinds = rows.get('4.10.4.4/Mtr-read_multi-interval-data_resp-data')?.map(({ to, size }) => [to, size.kind])
    expect(kinds).toEqual(
      Array.from({ length: 4 }, () => [
        ['AMI Head-End(j)', 'tied'],
        ['MDMS', 'range'],
      ]).flat(),
    )
  })

  it('gives every command of Meter Reading and Service Switch an effect, and every answer or error a cause', () => {
    const causes = new Set(catalogue.effects.filter((e) => e.on === 'received').flatMap((e) => e.causeIds))
    const effects = new Set(catalogue.effects.flatMap((e) => e.effectIds))
    for (const { id, used, payload, answers, useCase } of catalogue.requirements) {
      if (!used || !['Meter Reading', 'Service Switch'].includes(useCase)) continue
      if (payload.type === 'cmd') expect(causes, id).toContain(id)
      else if (payload.type !== 'resp-data' || answers !== undefined) expect(effects, id).toContain(id)
    }
  })

  it('lets every used pair come by the clock, by an event of events.csv, or from a cause', () => {
    const effects = new Set(catalogue.effects.flatMap((effect) => effect.effectIds))
    const events = new Set(catalogue.events.map((event) => `${event.row} ${event.name}`))
    for (const { id, row, used, howOften } of catalogue.requirements) {
      if (!used || effects.has(id)) continue
      // `See REQMTS Table`: a figure a day (errata, 4.10.4.1).
      if ('seeTable' in howOften) continue
      for (const { period } of howOften.terms)
        if (period.kind === 'event') expect(events, id).toContain(`${row} ${period.text}`)
    }
  })

  it('names every event of a How Often with its row, also where its pairs have causes', () => {
    const named = catalogue.events.map((event) => `${event.row} ${event.name}`)
    const written = catalogue.requirements.flatMap(({ row, used, howOften }) =>
      (used && 'terms' in howOften ? howOften.terms : []).flatMap(({ period }) =>
        period.kind === 'event' ? [`${row} ${period.text}`] : [],
      ),
    )
    expect([...new Set(written)].filter((one) => !named.includes(one))).toEqual([])
  })

  it('lets no event set off what a cause brings about already', () => {
    const caused = new Set(catalogue.effects.flatMap((effect) => effect.effectRows))
    const setOff = catalogue.events.filter((event) => event.setsOff).map((event) => event.row)
    const both = setOff.filter((row) => caused.has(row))
    // Devices send the alarm to the front end, which hands it on in the same row (4.4.1.7.3.4, 4.5.4.2).
    expect(new Set(both)).toEqual(
      new Set([
        '4.4.1.7.3.4/fault_lock_out_alarm',
        '4.5.4.2/distr_cust_storage_in-island-mode_alarm',
        '4.5.4.2/distr_cust_storage_out-of-island-mode_alert',
      ]),
    )
  })

  it('lets the sender of each effect of a receipt receive one of its causes, from the one whom it answers', () => {
    const reached = new Set<string>()
    for (const { cause, effect, causeIds, effectIds, on } of catalogue.effects) {
      if (on === 'undeliverable') continue
      const before = reached.size
      for (const id of effectIds) {
        const { from, answers } = catalogue.requirement(id)!
        const asked = causeIds
          .map((one) => catalogue.requirement(one)!)
          .filter((one) => family(one.to) === family(from))
        if (asked.some((one) => answers === undefined || one.from === answers)) reached.add(`${id} ${cause}`)
      }
      expect(reached.size, `${cause} → ${effect}`).toBeGreaterThan(before)
    }
    const ids = new Set([...reached].map((one) => one.split(' ')[0]))
    const received = catalogue.effects
      .filter((effect) => effect.on === 'received')
      .flatMap((effect) => effect.effectIds)
    expect(received.filter((id) => !ids.has(id))).toEqual([])
  })

  it('resolves an effect to its rows and pairs', () => {
    const ack = catalogue.effects.find((effect) => effect.effect === '4.15.4.2/SW_opr_cmd_ack')
    expect(ack).toMatchObject({
      causeRows: ['4.15.4.2/SW_opr_cancel_cmd'],
      effectRows: ['4.15.4.2/SW_opr_cmd_ack'],
      effectIds: ['4.15.4.2/SW_opr_cmd_ack/1', '4.15.4.2/SW_opr_cmd_ack/2'],
      share: 1,
    })
    const error = catalogue.effects.find((effect) => effect.effect === 'SW_opr_fail_cmd-err')
    expect(error?.share).toBe(1 / 1000)
  })

  it('numbers the errata within their section', () => {
    const ids = catalogue.errata.map((line) => line.id)
    expect(new Set(ids).size).toBe(ids.length)
    const of421 = catalogue.errata.filter((line) => line.section === '4.21').map((line) => line.id)
    expect(of421.slice(0, 2)).toEqual(['4.21#1', '4.21#2'])
  })
})

describe('a folder of payloads', () => {
  it('has the same hash wherever it lies, and another one when a byte of it changes', () => {
    const copy = shippedCopy()
    expect(loadCatalogue(copy).hash).toBe(catalogue.hash)
    change(copy, 'payloads.csv', 'service switch', 'Service switch')
    expect(loadCatalogue(copy).hash).not.toBe(catalogue.hash)
  })

  it('tells what is wrong in all its files in one go', () => {
    const copy = shippedCopy()
    change(copy, 'flows.csv', 'enterprise', 'enterprize')
    change(copy, 'requirements/4.10-meter-reading.csv', '> 98%', '> many')
    rmSync(join(copy, 'errata.csv'))
    const files = new Set(problemsOf(copy).map((problem) => problem.position.file))
    for (const name of ['flows.csv', 'requirements/4.10-meter-reading.csv', 'errata.csv']) {
      expect(files).toContain(join(copy, name))
    }
  })

  it('is refused when it is not there', () => {
    expect(() => loadCatalogue(join(tmpdir(), 'sgsim-no-such-folder'))).toThrow(InputError)
  })
})

function change(folder: string, name: string, before: string, after: string): void {
  const file = join(folder, name)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(before)
  writeFileSync(file, text.replace(before, after))
}

function again<T>(text: string, read: (text: string) => Cell<T>, print: (value: T) => string): string {
  const cell = read(text)
  if (!('value' in cell)) throw new Error(`${text}: ${cell.problem}`)
  return print(cell.value)
}

function erratum(requirement: Requirement) {
  const line = catalogue.errata.find((one) => one.id === requirement.erratum)
  if (line === undefined) throw new Error(`${requirement.id} has no erratum`)
  return line
}

function family(actor: string): string {
  return catalogue.actors.get(actor)?.isA ?? actor
}
