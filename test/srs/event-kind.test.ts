import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Problems } from '../../src/input/problems.js'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { readEventKinds } from '../../src/srs/event-kind.js'
import type { Folders } from '../../src/srs/folders.js'
import type { Period } from '../../src/srs/how-often.js'
import { perMember } from '../../src/srs/rates.js'
import type { Requirement, RequirementLines } from '../../src/srs/requirement.js'
import { DAY } from '../../src/srs/time-unit.js'

const catalogue = loadCatalogue()
const whole = { unread: [], whole: true, added: [], replaced: [], rows: new Map() }
const lines: RequirementLines = { ...whole, requirements: [...catalogue.requirements] }
const shipped = readFileSync(join(PAYLOADS_FOLDER, 'event-kinds.csv'), 'utf8')
const TOU = 'LMS - Utl TOU price data broadcast event'
const { kinds, problems } = read([PAYLOADS_FOLDER])

/** By the name of the event, the pairs that wait for it, as events.csv says, and the period that names it. */
const waiting = new Map<string, { requirement: Requirement; period: Period | undefined }[]>()
const caused = new Set(catalogue.effects.flatMap((effect) => effect.effectIds))
for (const { name, row } of catalogue.events) {
  for (const requirement of catalogue.requirements) {
    if (requirement.row !== row || !requirement.used || caused.has(requirement.id)) continue
    const terms = 'terms' in requirement.howOften ? requirement.howOften.terms : []
    const period = terms.map((term) => term.period).find((one) => one.kind === 'event' && one.text === name)
    if (period?.kind !== 'event' && requirement.when.within?.event !== name) continue
    const event = period?.kind === 'event' ? period.event : name
    waiting.set(event, [...(waiting.get(event) ?? []), { requirement, period }])
  }
}

describe('event-kinds.csv', () => {
  it('has a line for each event that a root pair waits for, and no other', () => {
    expect(problems).toEqual([])
    expect([...kinds.keys()].sort()).toEqual([...waiting.keys()].sort())
  })

  it('states the rate that the cells carry: behind the name, or one a year where the count in front is a figure a year', () => {
    const stated = [...kinds.values()].filter((kind) => kind.status === 'stated')
    expect(stated.length).toBeGreaterThan(0)
    for (const { event, perDay } of stated) {
      const carried = new Set(waiting.get(event)!.map(({ period }) => carriedBy(period)))
      expect([...carried], event).toEqual([perDay])
    }
  })

  it('calls no rate assumed that stands behind the name of the event', () => {
    for (const [event, pairs] of waiting) {
      const rated = pairs.some(({ period }) => period?.kind === 'event' && period.rate !== undefined)
      if (rated) expect(kinds.get(event)!.status, event).toBe('stated')
    }
  })

  // The first figure of each cell, of all members, over 365 days.
  it.each([
    ['4.9.4.5/FAN-GtWay_firmware_update_cmd/3', 60 / 1000, '60 per 1000 per | FANgw(x) per | … per year'],
    ['4.9.4.8/Fdr-dev-cntl_program_update_cmd/1', 3, '3 per | fdrDevice per | … per year (1st year)'],
    ['4.9.4.9/metrology_firmware_update_cmd/1', 2, '2 per | Mtr per | … per year'],
    ['4.14.4.1/TOU_pricing-data_brdcst/1', 4, '1 per | … - 4 per year'],
    ['4.14.4.2/RTP_pricing-data_brdcst/1', 96 * 365, '1 per | … - 96 per day'],
    // As often as DAP visits are assumed to be: once for each.
    ['4.9.4.1/DAP_firmware_update_cmd/2', 60 / 1000, '1 per | DAPjm per | firmware update from Field Tool event'],
    ['4.12.4.2/batt_pwr_notification/1', (20 / 1000) * 365, '20 per 1000 per | DAPjm per | … per day'],
  ])('makes of %s %f a member and year: %s', (id, perYear) => {
    const { howOften } = catalogue.requirement(id)!
    const [term] = 'terms' in howOften ? howOften.terms : []
    const event = term!.period.kind === 'event' ? term!.period.event : ''
    expect(perMember(term!, 'mid') * kinds.get(event)!.perDay * 365).toBeCloseTo(perYear, 9)
  })

  it('tells events apart as their pairs do: whose they are, which system sends, which prices, by what form', () => {
    for (const [event, pairs] of waiting) {
      const { by, sender, program, cast } = kinds.get(event)!
      for (const { requirement } of pairs) {
        const { from, to, payload, id } = requirement
        const ends = `${from}, ${to}`
        if (by !== undefined) expect(ends, id).toContain(by === 'rep' ? '- REPi' : '- Utility')
        if (ends.includes('- REPi')) expect(by, id).toBe('rep')
        expect(sender, id).toBe(/^4\.(6|14)\./.test(requirement.section) ? from.slice(0, 3) : undefined)
        expect(program, id).toBe(/^(TOU|RTP|CPP)_/.exec(payload.name)?.[1])
        expect(cast === 'field-tool', id).toBe(from === 'Field Tool')
        expect(cast === 'broadcast', id).toBe(/_(brdcst|broadcast)/.test(payload.name))
        expect(cast === 'multicast', id).toBe(/_(mltcst|multicast)/.test(payload.name))
      }
    }
  })

  it('lets one sending reach all members where the form or the population says so (-type), and nowhere else', () => {
    for (const [event, pairs] of waiting) {
      const { concerns, cast } = kinds.get(event)!
      const populations = pairs.flatMap(({ requirement: { howOften } }) => ('terms' in howOften ? howOften.terms : []))
      if (populations.some(({ population }) => population.endsWith('-type'))) expect(concerns, event).toBe('type')
      expect(concerns === 'type', event).toBe(cast === 'broadcast' || cast === 'multicast')
    }
  })

  it('gives back what it takes as often: power, the power of a transformer, prepayment', () => {
    const perDay = (event: string) => kinds.get(event)!.perDay
    expect(perDay('power-returned-event')).toBe(perDay('lost-power-event'))
    const transformer = (what: string) => perDay(`detected transformer ${what} of power event`)
    expect(transformer('restore')).toBe(transformer('lose'))
    expect(perDay('Utl PrePay Mtr unenroll request')).toBe(perDay('Utl PrePay Mtr enrollment'))
    // Two names of one event (4.4.1.7.3.4, errata).
    expect(perDay('time period')).toBe(perDay('fault event'))
  })
})

describe('an event', () => {
  it('knows the root pairs that wait for it', () => {
    for (const { event, waitingIds } of kinds.values()) {
      const ids = new Set(waiting.get(event)!.map(({ requirement }) => requirement.id))
      expect([...waitingIds].sort(), event).toEqual([...ids].sort())
    }
  })

  // By the words of 4.12.4 and 4.5.4.2; who prepays or has joined may have done so before the run.
  it('undoes another where it cannot come without that', () => {
    const undoing = [...kinds.values()].filter((one) => one.undoes !== undefined)
    expect(undoing.map(({ what, undoes }) => [what, undoes])).toEqual([
      ['transformer-restored', 'transformer-lost'],
      ['power-returned', 'power-lost'],
    ])
  })
})

describe('a line of event-kinds.csv', () => {
  const made: string[] = []
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
  })

  // The fault stands where the last text first stands behind what is written instead.
  it.each([
    [',TOU,', ',TOO,', 'program: unexpected "TOO"', 'did you mean "TOU"?', 'TOO'],
    [',utility,', ',utilty,', 'by: unexpected "utilty"', 'did you mean "utility"?', 'utilty'],
    [',DSM,', ',DMS,', 'sender: unexpected "DMS"', 'did you mean "DSM"?', 'DMS'],
    [',broadcast,', ',brodcast,', 'cast: unexpected "brodcast"', 'did you mean "broadcast"?', 'brodcast'],
    [',metrology,', ',metrologie,', 'of: unexpected "metrologie"', 'did you mean "metrology"?', 'metrologie'],
    [',place,', ',places,', 'concerns: unexpected "places"', 'did you mean "place"?', 'places'],
    [',stated,', ',given,', 'status: unexpected "given"', 'one of: stated, assumed', 'given'],
    [
      ',price-change,',
      ',Price change,',
      'what: expected words of a-z joined by "-", such as price-change; found',
      '',
      'Price',
    ],
    [',4 per year,', ',often,', 'rate: expected how often it occurs, such as 4 per year', '', 'often'],
    [',4 per year,', ',4 a year,', 'rate: expected " per " after the count', 'did you mean "4 per year"?', ' a year'],
    [',4 per year,', ',4 per jear,', 'rate: expected a unit of time, one of sec, min', '', 'jear'],
    [',4 per year,', ',4 per years,', 'rate: expected a unit of time, one of sec, min', '', 'years'],
    [',4 per year,', ',4 per 0 year,', 'rate: expected a number of units from 1', '', '0 year'],
    [',4 per year,', ',4 per year or so,', 'rate: unexpected " or so"', '', ' or so'],
    [`\n${TOU},`, '\n,', 'event: is empty', '', ',price-change'],
    [`\n${TOU},`, '\ntime period,', 'event: "time period" stands at', '', 'time period,price-change'],
    [
      ',member,power-lost,',
      ',member,power-lots,',
      'undoes: no other kind of event, told apart by the same words, is called "power-lots"',
      'did you mean "power-lost"?',
      'power-lots',
    ],
    // What is undone has the same qualifiers: a price change has others.
    [
      ',member,power-lost,',
      ',member,price-change,',
      'undoes: no other kind of event, told apart by the same words, is called "price-change"',
      '',
      'price-change',
    ],
    [
      ',member,power-lost,',
      ',member,power-returned,',
      'undoes: no other kind of event, told apart by the same words, is called "power-returned"',
      '',
      'power-returned',
    ],
    [
      `\n${TOU},`,
      `\n${TOU}s,`,
      `event: no root pair that is used waits for "${TOU}s"`,
      `did you mean "${TOU}"?`,
      `${TOU}s`,
    ],
    // Waited for only by what the charge itself causes.
    [
      '\ncharge-period,',
      '\ncharging event,',
      'event: no root pair that is used waits for "charging event"',
      'one of: lost-power-event, ',
      'charging event',
    ],
    [
      ',4 per year,',
      ',5 per year,',
      'rate: "5 per year" is stated, but 4.14.4.1/TOU_pricing-data_brdcst/1 states 4 per year',
      'expected 4 per year, or the status assumed',
      '5 per year',
    ],
    [
      `update,program-update,,,,unicast,feeder-device,member,,1 per year`,
      `update,program-update,,,,unicast,feeder-device,member,,3 per year`,
      'rate: "3 per year" is stated, but 4.9.4.8/Fdr-dev-cntl_program_update_cmd/1 states 1 per year',
      'expected 1 per year, or the status assumed',
      '3 per year',
    ],
  ])('with %j written %j is refused: %s', (before, after, message, hint, fault) => {
    const at = shipped.indexOf(before)
    expect(at).toBeGreaterThan(0)
    const text = shipped.slice(0, at) + after + shipped.slice(at + before.length)
    const folder = folderWith(text)
    const found = read([folder]).problems.find((one) => one.message.startsWith(message))
    expect(found?.hint ?? '').toContain(hint)
    const until = text.slice(0, text.indexOf(fault, at)).split('\n')
    const position = { file: join(folder, 'event-kinds.csv'), line: until.length, column: until.at(-1)!.length + 1 }
    expect(found?.position).toEqual(position)
  })

  it('that is missing is told where the first requirement stands that waits for the event', () => {
    const without = shipped
      .split('\n')
      .filter((line) => !line.startsWith(`${TOU},`) && !line.startsWith('fault event,'))
    const { problems: found } = read([folderWith(without.join('\n'))])
    const message = (event: string) => `how_often: event-kinds.csv has no line for the event "${event}"`
    expect(found.map((one) => [one.message, one.position])).toEqual([
      [message(TOU), catalogue.requirement('4.14.4.1/TOU_pricing-data_brdcst/1')!.position],
      [message('fault event'), catalogue.requirement('4.4.1.7.3.4/fault_lock_out_alarm/1')!.position],
    ])
    // The same event of DSM, under the name that the SRS misspells, is two letters away.
    expect(found[0]!.hint).toBe(`did you mean "DMS${TOU.slice(3)}"?`)
  })

  it('may be assumed against what its cells say, and may come a part of a time', () => {
    const line = `${TOU},price-change,TOU,utility,LMS,broadcast,,type,,0.5 per week,assumed,ours,ours,,`
    const own = read([PAYLOADS_FOLDER, folderWith(`${header()}\n${line}\n`)])
    expect(own.problems).toEqual([])
    expect(own.kinds.get(TOU)).toMatchObject({ perDay: 0.5 / 7, status: 'assumed', source: 'ours' })
    expect(own.kinds.size).toBe(kinds.size)
  })

  it('that is shipped need not be waited for any more where the user has replaced requirements; one of the user must', () => {
    const left = lines.requirements.filter(({ row }) => row !== '4.12.4.1/otg_ntf_evnt_data')
    const replaced = {
      ...lines,
      requirements: left,
      replaced: [catalogue.requirement('4.12.4.1/otg_ntf_evnt_data/1')!],
    }
    const line = 'lost-power-event,power-lost,,,,,,member,,2 per year,assumed,ours,ours,,'
    const alone = read([PAYLOADS_FOLDER], replaced)
    expect(alone.problems).toEqual([])
    expect(alone.kinds.has('lost-power-event')).toBe(false)
    // Nothing is left that its end could undo.
    expect(alone.kinds.get('power-returned-event')).toMatchObject({ undoes: undefined })
    // Nor does events.csv let it wait any more.
    const events = catalogue.events.filter(({ row }) => row !== '4.12.4.1/otg_ntf_evnt_data')
    const { effects } = catalogue
    const own = read([PAYLOADS_FOLDER, folderWith(`${header()}\n${line}\n`)], replaced, { effects, events })
    expect(own.problems.map((one) => one.message)).toEqual([
      'event: no root pair that is used waits for "lost-power-event"',
    ])
  })

  it('that a user has to mend because of another How Often is one of the user', () => {
    const folder = folderWith(`${header()}\n`)
    const { problems: found } = read([folderWith(shipped.replace(',4 per year,', ',5 per year,')), folder])
    expect(found[0]!.hint).toBe('expected 4 per year, or the status assumed, in a line of your own')
  })

  it('is not blamed for what other files lack: requirements, effects or events that could not be read', () => {
    const unread = { ...lines, requirements: [], unread: [{ section: '4.12.4.1', payload: undefined }] }
    expect(read([PAYLOADS_FOLDER], unread).problems).toEqual([])
    expect(read([PAYLOADS_FOLDER], { ...lines, requirements: [], whole: false }).problems).toEqual([])
    expect(read([PAYLOADS_FOLDER], lines, { effects: [], events: catalogue.events }).problems).toEqual([])
    expect(read([PAYLOADS_FOLDER], lines, { effects: catalogue.effects, events: [] }).problems).toEqual([])
  })

  function folderWith(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'sgsim-event-kinds-'))
    made.push(folder)
    writeFileSync(join(folder, 'event-kinds.csv'), text)
    return folder
  }
})

function header(): string {
  return shipped.slice(0, shipped.indexOf('\n'))
}

function read(
  folders: Folders,
  from = lines,
  { effects, events }: Pick<typeof catalogue, 'effects' | 'events'> = catalogue,
) {
  const found = new Problems()
  return { kinds: readEventKinds(folders, from, { effects, events }, found), problems: found.list }
}

function carriedBy(period: Period | undefined): number | undefined {
  if (period?.kind !== 'event') return undefined
  if (period.rate) return (period.rate.count.low * DAY) / period.rate.micros
  return period.micros === undefined ? undefined : DAY / period.micros
}
