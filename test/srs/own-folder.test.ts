import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filesOf, PARTS } from '../../src/srs/folders.js'
import type { Catalogue } from '../../src/srs/catalogue.js'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { headerOf, linesOf, ownFolder, problemsOf, shippedCopy, shippedLine } from './payload-folders.js'

const SWITCH = 'requirements/4.15-service-switch.csv'
const shipped = loadCatalogue()

const ALARM = 'cover_alarm,alarm,9.1,Meter Events,Meter ID,the cover of a meter was opened,no,yes,not stated,L,H,M'
const COVERS = 'CoverMtr,electric.residential + electric.commercial,,meters whose cover has a switch'
const OPENED =
  '9.1,cover_alarm,1,,2-Way Meter - Electr,MDMS,,> 99%,< 30 sec,24x7,2 per 1000 per | CoverMtr per | day,40,yes,'

/** A catalogue as data, without what tells from which folders and lines it came. */
function contentOf(catalogue: Catalogue): unknown {
  const { payloads, actors, populations, shares, flows, flowLabels, useCases, eventKinds, subTotals } = catalogue
  const { requirements, paths, effects, events, errata } = catalogue
  const maps = [payloads, actors, populations, shares, flows, flowLabels, useCases, eventKinds, subTotals].map(
    (map) => [...map],
  )
  return JSON.parse(
    JSON.stringify([maps, requirements, paths, effects, events, errata], (key, value: unknown) =>
      key === 'position' ? undefined : value,
    ),
  )
}

describe("a line of a user's own folder", () => {
  it('adds a requirement with a section, a payload and a population of its own', () => {
    const own = ownFolder({
      'payloads.csv': [ALARM],
      'populations.csv': [COVERS],
      'requirements/ours.csv': [OPENED],
    })
    const catalogue = loadCatalogue(undefined, own)
    expect(catalogue.requirements).toHaveLength(shipped.requirements.length + 1)
    expect(catalogue.requirement('9.1/cover_alarm/1')).toMatchObject({
      row: '9.1/cover_alarm',
      useCase: 'Meter Events',
      payload: { type: 'alarm', integrity: 'H' },
      latency: { bound: 30_000_000 },
      used: true,
      position: { file: join(own, 'requirements/ours.csv'), line: 2, column: 1 },
    })
    expect(catalogue.own).toEqual({ folder: own, added: ['9.1/cover_alarm/1'], replaced: [] })
    expect(shipped.own).toBeUndefined()
  })

  it('takes the place of the shipped line of its name, whatever file it stands in', () => {
    const line = shippedLine(SWITCH, '4.15.4.1,SW_opr_cmd,1,')
    const own = ownFolder({ 'requirements/ours.csv': [line.replace('< 1 min', '< 30 sec')] })
    const catalogue = loadCatalogue(undefined, own)
    const ids = (one: Catalogue) => one.requirements.map(({ id }) => id)
    expect(ids(catalogue)).toEqual(ids(shipped))
    const before = shipped.requirement('4.15.4.1/SW_opr_cmd/1')!
    expect(catalogue.requirement(before.id)).toEqual({
      ...before,
      latency: { ...before.latency, bound: 30_000_000, most: { amount: 30, unit: 'sec', tight: false } },
      cells: { ...before.cells, latency: '< 30 sec' },
      position: { file: join(own, 'requirements/ours.csv'), line: 2, column: 1 },
    })
    expect(catalogue.own).toEqual({ folder: own, added: [], replaced: [before.id] })
  })

  it('that says the same as the shipped one replaces nothing', () => {
    const own = ownFolder({ 'requirements/ours.csv': [shippedLine(SWITCH, '4.15.4.1,SW_opr_cmd,1,')] })
    const catalogue = loadCatalogue(undefined, own)
    expect(catalogue.own).toMatchObject({ added: [], replaced: [] })
    expect(contentOf(catalogue)).toEqual(contentOf(shipped))
  })

  it('replaces a payload, an actor, a population, a share and a flow, in their places', () => {
    const replaced = (file: string, start: string, from: string, to: string) => {
      expect(shippedLine(file, start)).toContain(from)
      return shippedLine(file, start).replace(from, to)
    }
    const own = ownFolder({
      'payloads.csv': [replaced('payloads.csv', 'SW_opr_cmd,', ',cmd,', ',alert,')],
      'actors.csv': [replaced('actors.csv', 'MDMS,', ',single,', ',gateway,')],
      'populations.csv': [replaced('populations.csv', 'ElectrMtr,', ' + electric.other', '')],
      'shares.csv': [replaced('shares.csv', 'prepay,', '0%', '12%')],
      'flows.csv': [replaced('flows.csv', '1Aa,', ',enterprise,', ',wan,')],
    })
    const catalogue = loadCatalogue(undefined, own)
    expect(catalogue.requirement('4.15.4.1/SW_opr_cmd/1')?.payload.type).toBe('alert')
    expect(catalogue.actors.get('MDMS')?.kind).toBe('gateway')
    expect(catalogue.populations.get('ElectrMtr')?.counts).toEqual(['electric.residential', 'electric.commercial'])
    expect(catalogue.populations.get('PrePay-ElectrMtr')?.shares[0]?.default).toBe(0.12)
    expect(catalogue.flows.get('1Aa')?.network).toBe('wan')
    for (const part of ['payloads', 'actors', 'populations', 'shares', 'flows'] as const)
      expect([...catalogue[part].keys()]).toEqual([...shipped[part].keys()])
  })

  it('replaces the ways between two actors, in whichever direction it names them', () => {
    const own = ownFolder({ 'paths.csv': ['AMI Head-End(j),CIS/Billing - Utility,1Ab'] })
    const { paths } = loadCatalogue(undefined, own)
    const ends = ['AMI Head-End(j)', 'CIS/Billing - Utility']
    expect(paths).toHaveLength(shipped.paths.length)
    expect(paths.filter(({ from, to }) => ends.includes(from) && ends.includes(to))).toMatchObject([
      { from: ends[0], to: ends[1], expression: { kind: 'flow', flow: '1Ab' } },
    ])
  })

  it('replaces the share of an effect, and adds one', () => {
    const own = ownFolder({
      'effects.csv': [
        'SW_opr_cmd,SW_opr_fail_cmd-err,received,3 per 1000,our own log',
        'SW_opr_cmd,9.1/cover_alarm,received,1 per 1000,our own log',
      ],
      'payloads.csv': [ALARM],
      'populations.csv': [COVERS],
      'requirements/ours.csv': [OPENED],
    })
    const { effects } = loadCatalogue(undefined, own)
    expect(effects).toHaveLength(shipped.effects.length + 1)
    const of = (effect: string) => effects.filter((one) => one.cause === 'SW_opr_cmd' && one.effect === effect)
    expect(of('SW_opr_fail_cmd-err')).toMatchObject([{ share: 3 / 1000 }])
    expect(of('9.1/cover_alarm')).toMatchObject([{ effectIds: ['9.1/cover_alarm/1'] }])
  })

  it('is an erratum with a number of its own, or another use of a shipped one under the old number', () => {
    const old = shipped.errata.find(({ id }) => id === '4.15.4.1#3')!
    const quoted = [old.section, old.says, old.why, 'ours'].map((text) => `"${text.replaceAll('"', '""')}"`).join()
    const own = ownFolder({
      'errata.csv': ['4.15.4.1,first,because,ours', quoted, '4.15.4.1,second,because,ours', '9.1,third,because,ours'],
    })
    const catalogue = loadCatalogue(undefined, own)
    const added = ['4.15.4.1#own1', '4.15.4.1#own2', '9.1#own1']
    expect(catalogue.errata.map(({ id }) => id)).toEqual([...shipped.errata.map(({ id }) => id), ...added])
    expect(catalogue.errata.find(({ id }) => id === old.id)?.uses).toBe('ours')
  })

  it('may be of any part, and changes nothing where it says the same (a property of every choice of lines)', () => {
    const files = PARTS.flatMap((part) => filesOf(PAYLOADS_FOLDER, part))
    const all = files.flatMap((file) => linesOf(file).map((line) => ({ file, line })))
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1, maxLength: 60 }), (lines) => {
        const folder = mkdtempSync(join(tmpdir(), 'sgsim-own-'))
        try {
          for (const file of new Set(lines.map((one) => one.file))) {
            const header = headerOf(file)
            const own = lines.filter((one) => one.file === file).map((one) => one.line)
            mkdirSync(dirname(join(folder, file)), { recursive: true })
            writeFileSync(join(folder, file), [header, ...own].join('\n'))
          }
          const catalogue = loadCatalogue(undefined, folder)
          expect(contentOf(catalogue)).toEqual(contentOf(shipped))
          expect(catalogue.own).toMatchObject({ added: [], replaced: [] })
        } finally {
          rmSync(folder, { recursive: true })
        }
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('of a whole copy changes nothing either, but for the hash', () => {
    const own = shippedCopy()
    for (const name of readdirSync(own)) if (![...PARTS, 'README.md'].includes(name)) rmSync(join(own, name))
    const catalogue = loadCatalogue(undefined, own)
    expect(contentOf(catalogue)).toEqual(contentOf(shipped))
    expect(catalogue.hash).not.toBe(shipped.hash)
  })
})

describe('a requirement that the user takes out', () => {
  const cmd = shippedLine(SWITCH, '4.15.4.1,SW_opr_cmd,1,')
  const out = cmd.replace(',yes,4.15.4.1#3', ',no,4.15.4.1#own1')
  const reason = '4.15.4.1,switching from CIS,we switch from the head-end,the pair is not used'

  it('stays, unused, with the reason that the user gives, and counts as replaced', () => {
    const own = ownFolder({ 'requirements/ours.csv': [out], 'errata.csv': [reason] })
    const catalogue = loadCatalogue(undefined, own)
    expect(catalogue.own?.replaced).toEqual(['4.15.4.1/SW_opr_cmd/1'])
    const requirement = catalogue.requirement('4.15.4.1/SW_opr_cmd/1')
    expect(requirement).toMatchObject({ used: false, erratum: '4.15.4.1#own1' })
    expect(catalogue.errata.find(({ id }) => id === requirement?.erratum)?.why).toBe('we switch from the head-end')
  })

  it('causes nothing any more, so that what it alone caused has no cause', () => {
    const own = ownFolder({ 'requirements/ours.csv': [out], 'errata.csv': [reason] })
    const { effects } = loadCatalogue(undefined, own)
    const ack = effects.find(({ effect }) => effect === '4.15.4.1/SW_opr_cmd_ack')
    expect(ack).toMatchObject({
      causeIds: [],
      causeRows: [],
      effectIds: ['4.15.4.1/SW_opr_cmd_ack/1', '4.15.4.1/SW_opr_cmd_ack/2'],
    })
    expect(effects.flatMap(({ causeIds, effectIds }) => [...causeIds, ...effectIds])).not.toContain(
      '4.15.4.1/SW_opr_cmd/1',
    )
  })

  it('must not be named by an effect of the user', () => {
    const own = ownFolder({
      'requirements/ours.csv': [out],
      'errata.csv': [reason],
      'effects.csv': ['SW_opr_cmd,SW_opr_fail_cmd-err,received,3 per 1000,our own log'],
    })
    expect(problemsOf(PAYLOADS_FOLDER, own)).toMatchObject([
      {
        position: { file: join(own, 'effects.csv'), line: 2, column: 1 },
        message: 'cause: "SW_opr_cmd" is no payload, row or pair that is used',
      },
    ])
  })

  it('needs a reason, and the message says where to give it', () => {
    const own = ownFolder({ 'requirements/ours.csv': [cmd.replace(',yes,4.15.4.1#3', ',no,')] })
    expect(problemsOf(PAYLOADS_FOLDER, own)).toEqual([
      {
        position: {
          file: join(own, 'requirements/ours.csv'),
          line: 2,
          column: cmd.lastIndexOf(',yes,') + ',no,'.length + 1,
        },
        message: 'erratum: a pair that is not used needs the line that says why',
        hint: 'say why in an errata.csv of the same folder; its first line for this section is 4.15.4.1#own1',
      },
    ])
  })

  it('or that waits for another event leaves behind no event that nothing waits for', () => {
    const file = 'requirements/4.12-outage-restoration.csv'
    const outage = shippedLine(file, '4.12.4.1,otg_ntf_evnt_data,1,')
    const own = ownFolder({
      [file]: [outage.replace('per | lost-power-event', 'per | black-sky-event')],
      'events.csv': ['black-sky-event,4.12.4.1/otg_ntf_evnt_data,ours'],
      'event-kinds.csv': ['black-sky-event,black-sky,,,,,,member,,1 per year,assumed,ours,ours,,'],
    })
    const names = loadCatalogue(undefined, own).events.map(({ name, row }) => `${name} → ${row}`)
    expect(names).not.toContain('lost-power-event → 4.12.4.1/otg_ntf_evnt_data')
    expect(names).toContain('black-sky-event → 4.12.4.1/otg_ntf_evnt_data')
    expect(names).toHaveLength(shipped.events.length)
  })
})

describe('a How Often of the user', () => {
  const file = 'requirements/ours.csv'
  const waitingFor = (period: string) => OPENED.replace('per | day,', `per | ${period},`)
  const beside = { 'payloads.csv': [ALARM], 'populations.csv': [COVERS] }
  const said = (files: Record<string, string[]>) =>
    problemsOf(PAYLOADS_FOLDER, ownFolder({ ...beside, ...files })).map(({ position, message, hint }) => [
      'column' in position ? position.column : 0,
      message,
      hint,
    ])
  const column = OPENED.indexOf('day,') + 1

  it('whose period is like no time and no event is told what there is', () => {
    const [[at, message, hint] = []] = said({ [file]: [waitingFor('weekday')] })
    expect([at, message]).toEqual([column, 'how_often: neither a time nor an event that is known: "weekday"'])
    expect(hint).toMatch(/^one of: sec, min, hr, .*; a new event needs a line of events\.csv$/)
  })

  it('that waits for an event of other rows needs the line that lets its row wait for it', () => {
    const row = '9.1/cover_alarm'
    expect(said({ [file]: [waitingFor('Utl PrePay Mtr enrollment')] })).toEqual([
      [
        column,
        `how_often: events.csv has no line that lets ${row} wait for "Utl PrePay Mtr enrollment"`,
        `add one: "Utl PrePay Mtr enrollment","${row}", and its source`,
      ],
    ])
    expect(
      said({
        [file]: [waitingFor('Utl PrePay Mtr enrollment')],
        'events.csv': [`Utl PrePay Mtr enrollment,${row},ours`],
      }),
    ).toEqual([])
  })

  it('with another rate behind the event of a shipped row needs no line', () => {
    const price = shippedLine('requirements/4.14-price.csv', '4.14.4.1,TOU_pricing-data_brdcst,1,')
    const kind = shippedLine('event-kinds.csv', 'LMS - Utl TOU price data broadcast event,').replace(
      '4 per year',
      '6 per year',
    )
    // Each of the 28 receivers of the row has its own cell, of which the first is another one now.
    const own = {
      [file]: [price.replace('4 per year', '6 per year')],
      'event-kinds.csv': [kind.replace('stated', 'assumed')],
    }
    expect(said(own)).toEqual([])
  })

  it('of an effect may be counted by any event that is known', () => {
    const line = OPENED.replace('per | day,', 'per | SW oper per day,')
    expect(said({ [file]: [line], 'effects.csv': [`SW_opr_cmd,9.1/cover_alarm,received,1,ours`] })).toEqual([])
    expect(said({ [file]: [line] })).toMatchObject([
      [column, expect.stringContaining('events.csv has no line'), expect.anything()],
    ])
  })
})

describe('the hash of a catalogue', () => {
  const line = shippedLine('shares.csv', 'prepay,')

  it("covers the user's own folder, wherever it lies", () => {
    const [one, other] = [ownFolder({ 'shares.csv': [line] }), ownFolder({ 'shares.csv': [line] })]
    expect(loadCatalogue(undefined, one).hash).toBe(loadCatalogue(undefined, other).hash)
    expect(loadCatalogue(undefined, one).hash).not.toBe(shipped.hash)
  })

  it('is another one when a byte or a name of it changes', () => {
    const first = loadCatalogue(undefined, ownFolder({ 'shares.csv': [line] })).hash
    expect(loadCatalogue(undefined, ownFolder({ 'shares.csv': [`${line} `] })).hash).not.toBe(first)
    const [a, b] = ['a', 'b'].map((name) => ownFolder({ [`requirements/${name}.csv`]: [] }))
    expect(loadCatalogue(undefined, a).hash).not.toBe(loadCatalogue(undefined, b).hash)
  })
})

describe("a user's own folder is refused", () => {
  const told = (own: string) =>
    problemsOf(PAYLOADS_FOLDER, own).map(({ position, message, hint }) => [position.file, message, hint])

  it('where it is not there, with the nearest one', () => {
    const own = ownFolder({})
    mkdirSync(join(own, 'mine'))
    expect(told(join(own, 'mien'))).toEqual([
      [join(own, 'mien'), 'no such folder', `did you mean "${join(own, 'mine')}"?`],
    ])
    expect(told(join(own, 'nowhere at all'))).toEqual([[join(own, 'nowhere at all'), 'no such folder', undefined]])
  })

  it('where it is a file', () => {
    const own = ownFolder({ 'shares.csv': [] })
    const file = join(own, 'shares.csv')
    expect(told(file)).toEqual([[file, 'expected a folder, found a file', `did you mean "${own}"?`]])
  })

  it('where it holds nothing', () => {
    const own = ownFolder({})
    expect(told(own)).toEqual([
      [own, 'nothing of a catalogue is in this folder', `expected some of: ${PARTS.join(', ')}`],
    ])
  })

  it('where it is the shipped one', () => {
    expect(told(PAYLOADS_FOLDER)).toEqual([
      [
        PAYLOADS_FOLDER,
        'this is the catalogue that sgsim ships, which is read in any case',
        'name a folder of your own',
      ],
    ])
  })

  it('where a name in it is misspelt, with the nearest one', () => {
    const own = ownFolder({ 'shares.csv': [] })
    for (const name of ['payload.csv', 'README.md', '.gitignore', 'notes.txt']) writeFileSync(join(own, name), '')
    cpSync(join(PAYLOADS_FOLDER, 'requirements'), join(own, 'requirments'), { recursive: true })
    const some = `one of: ${PARTS.slice(0, 8).join(', ')}, … (${PARTS.length - 8} more)`
    expect(told(own)).toEqual([
      [join(own, 'notes.txt'), 'no part of the catalogue has this name', some],
      [join(own, 'payload.csv'), 'no part of the catalogue has this name', 'did you mean "payloads.csv"?'],
      [join(own, 'requirments'), 'no part of the catalogue has this name', 'did you mean "requirements"?'],
    ])
  })

  it('where requirements/ holds something else than *.csv, or nothing, or is a file', () => {
    const [one, none, file] = [ownFolder({ 'requirements/ours.csv': [] }), ownFolder({}), ownFolder({})]
    writeFileSync(join(one, 'requirements', 'more.cvs'), '')
    // As a Macintosh leaves beside a file on a foreign disk.
    writeFileSync(join(one, 'requirements', '._ours.csv'), Uint8Array.of(0, 5, 22, 7))
    expect(told(one)).toEqual([
      [join(one, 'requirements', 'more.cvs'), 'expected a *.csv file', 'did you mean "more.csv"?'],
    ])
    mkdirSync(join(none, 'requirements'))
    writeFileSync(join(file, 'requirements'), '')
    for (const own of [none, file])
      expect(told(own)).toEqual([[join(own, 'requirements'), 'expected a folder with *.csv files', undefined]])
  })

  it('where an actor of it takes a spelling of a shipped one', () => {
    const like = shippedLine('actors.csv', 'MDMS,')
    const own = ownFolder({ 'actors.csv': [like.replace('MDMS', 'CIS')] })
    expect(problemsOf(PAYLOADS_FOLDER, own)).toEqual([
      {
        position: { file: join(own, 'actors.csv'), line: 2, column: 1 },
        message: 'actor: "CIS" names an actor already: CIS/Billing - Utility',
        hint: undefined,
      },
    ])
  })

  it('together with what is wrong in the shipped one', () => {
    const folder = shippedCopy()
    rmSync(join(folder, 'errata.csv'))
    const own = ownFolder({ 'shares.csv': ['ours,many,ours'] })
    writeFileSync(join(own, 'notes.txt'), '')
    expect(new Set(problemsOf(folder, own).map(({ position }) => position.file))).toEqual(
      new Set([join(folder, 'errata.csv'), join(own, 'shares.csv'), join(own, 'notes.txt')]),
    )
  })
})
