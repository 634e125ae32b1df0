import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { readCsv } from '../../src/input/csv.js'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { ownFolder, problemsOf, shippedCopy, shippedLine } from './payload-folders.js'
import { readFileSync, writeFileSync } from 'node:fs'

const SECOND_TABLE = ['section', 'leg', 'from', 'to', 'latency', 'reliability', 'size', 'payload']
const printed = readCsv(join(PAYLOADS_FOLDER, 'second-table-4.5.4.2.csv'), SECOND_TABLE)
const catalogue = loadCatalogue()
const island = catalogue.subTotals.get('4.5.4.2/in-island-mode')!

const FILE = 'sub-totals.csv'
const ALARM = '4.5.4.2/distr_cust_storage_in-island-mode_alarm'
const LAST = '4.5.4.2.2/distr_cust_storage_in-island-mode_alarm'
const LEGS = `${ALARM}/2;${ALARM}/10;${ALARM}/28;${LAST}`
const own = (line: string, more: Record<string, string[]> = {}) => ownFolder({ [FILE]: [line], ...more })

describe('the sub-totals of SRS 4.5.4.2', () => {
  it('are the two of its second table, with the figures that it prints', () => {
    const stated = printed.filter((line) => line.get('leg') === 'Sub-Totals')
    expect(catalogue.subTotals.size).toBe(stated.length)
    for (const [i, { section, bounds }] of [...catalogue.subTotals.values()].entries()) {
      const [latency, share] = ['latency', 'reliability'].map((column) => stated[i]!.get(column))
      expect([section, `< ${bounds.latency / 1e6} sec`, `> ${bounds.share * 100}%`]).toEqual([
        '4.5.4.2',
        latency,
        share,
      ])
      expect(bounds.strict).toBe(true)
    }
  })

  it('are those of the four legs above them, from the storage device to three last receivers', () => {
    const of = [...catalogue.subTotals.values()]
    const tables = [printed.slice(0, 4), printed.slice(5, 9)]
    for (const [i, { origin, legs }] of of.entries()) {
      expect(origin).toBe('Distr. Cust. Storage')
      expect(legs.map((leg) => leg.length)).toEqual([1, 1, 1, 3])
      for (const [k, leg] of legs.entries()) {
        const line = tables[i]![k]!
        const [froms, tos] = ['from', 'to'].map((column) => line.get(column).split(';'))
        for (const { from, to, cells } of leg) {
          expect(froms).toContain(from)
          expect(tos).toContain(to)
          expect([cells.latency, cells.reliability]).toEqual([line.get('latency'), line.get('reliability')])
        }
      }
      expect(legs.at(-1)!.map((one) => one.to)).toEqual(['IPD', 'Cust. EMS', 'MDMS'])
    }
  })

  // 4.18: the whole is at least the sum of its legs. 8 + 4 + 6 + 12 s; 99.5 % × 99.5 % × 98 % × 98 %.
  it('contradict their legs, and say so with both figures', () => {
    expect(island.ofLegs.latency).toBe((8 + 4 + 6 + 12) * 1e6)
    expect(island.ofLegs.share).toBeCloseTo(0.995 ** 2 * 0.98 ** 2, 12)
    for (const { inconsistent, erratum } of catalogue.subTotals.values()) {
      expect(inconsistent).toBe(
        '22 s against 8 + 4 + 6 + 12 = 30 s; 96 % against 99.5 % × 99.5 % × 98 % × 98 % = 95.1 %',
      )
      expect(catalogue.errata.find((one) => one.id === erratum)?.says).toBe('< 22 sec | > 96% | 100 - 200')
    }
  })
})

describe("a sub-total of the user's own", () => {
  const said = (latency: string, reliability: string) => {
    const line = `9.1,ours,Distr. Cust. Storage,${LEGS},${latency},${reliability},9.1#own1`
    const folder = own(line, { 'errata.csv': ['9.1,a sum,it does not add up,as it stands'] })
    return loadCatalogue(undefined, folder).subTotals.get('9.1/ours')!.inconsistent
  }

  // The product of the legs is 95.082001 %.
  it.each([
    ['< 30 sec', '> 95.08%', undefined],
    ['< 2 min', '> 50%', undefined],
    ['< 29.5 sec', '> 95.08%', '29.5 s against 8 + 4 + 6 + 12 = 30 s'],
    ['< 30 sec', '> 95.1%', '95.1 % against 99.5 % × 99.5 % × 98 % × 98 % = 95.08 %'],
  ])('of %s and %s contradicts its legs: %s', (latency, reliability, words) => {
    expect(said(latency, reliability)).toBe(words)
  })

  it('takes the place of the shipped one of its name, or is added to them', () => {
    const line = `4.5.4.2,in-island-mode,Distr. Cust. Storage,${LEGS},< 31 sec,> 95%,`
    const { subTotals } = loadCatalogue(undefined, own(line))
    expect([...subTotals.keys()]).toEqual([...catalogue.subTotals.keys()])
    expect(subTotals.get('4.5.4.2/in-island-mode')).toMatchObject({
      bounds: { latency: 31e6 },
      inconsistent: undefined,
    })
    const more = loadCatalogue(undefined, own(line.replace('4.5.4.2,', '9.1,'))).subTotals
    expect([...more.keys()]).toEqual([...catalogue.subTotals.keys(), '9.1/in-island-mode'])
  })
})

describe('where the user replaces a leg', () => {
  const file = 'requirements/4.5-islanded-distr-cust-storage.csv'
  const leg = shippedLine(file, '4.5.4.2,distr_cust_storage_in-island-mode_alarm,28,')
  const reason = '4.5.4.2,LMS - Utility,ours has another way,the pair is not used'

  it('by one with another bound, the sum is another', () => {
    const folder = ownFolder({ [file]: [leg.replace('< 6 sec', '< 7 sec')] })
    expect(loadCatalogue(undefined, folder).subTotals.get(island.id)!.ofLegs.latency).toBe(31e6)
  })

  it('by none, the shipped sub-total falls away, and the other stays', () => {
    const out = leg.replace(',yes,4.5.4.2#4', ',no,4.5.4.2#own1')
    const folder = ownFolder({ [file]: [out], 'errata.csv': [reason] })
    expect([...loadCatalogue(undefined, folder).subTotals.keys()]).toEqual(['4.5.4.2/out-of-island-mode'])
  })

  it('by one that another sends, the shipped sub-total falls away too', () => {
    const first = shippedLine(file, '4.5.4.2,distr_cust_storage_in-island-mode_alarm,2,')
    const folder = ownFolder({ [file]: [first.replace(',Distr. Cust. Storage,', ',DAC - sub,')] })
    expect([...loadCatalogue(undefined, folder).subTotals.keys()]).toEqual(['4.5.4.2/out-of-island-mode'])
  })
})

describe('a line of sub-totals.csv is refused where', () => {
  const line = `9.1,ours,Distr. Cust. Storage,${LEGS},< 30 sec,> 95%,`
  const cases: [
    what: string,
    before: string,
    after: string,
    fault: string,
    message: string,
    hint: string | undefined,
  ][] = [
    ['it has no section', '9.1,', ',', ',ours', 'section: is empty', undefined],
    ['it has no name', 'ours,', ',', ',Distr', 'name: is empty', undefined],
    [
      'its origin is no actor',
      'Distr. Cust. Storage',
      'Distr. Cust. Stroage',
      'Distr. Cust. Stroage',
      'origin: unknown actor "Distr. Cust. Stroage"',
      'did you mean "Distr. Cust. Storage"?',
    ],
    [
      'another sends the first leg',
      'Distr. Cust. Storage',
      'DAC - sub',
      'DAC - sub',
      'origin: "DAC - sub" does not send the first leg',
      'did you mean "Distr. Cust. Storage"?',
    ],
    [
      'a leg is unknown',
      `${ALARM}/10;`,
      `${ALARM.replace('alarm', 'alram')}/10;`,
      ALARM.replace('alarm', 'alram'),
      `legs: "${ALARM.replace('alarm', 'alram')}/10" is no row or pair that is used`,
      `did you mean "${ALARM}/10"?`,
    ],
    [
      'a leg is a pair that is not used',
      `${ALARM}/10;`,
      `${ALARM}/8;`,
      `${ALARM}/8`,
      `legs: "${ALARM}/8" is no row or pair that is used`,
      `did you mean "${ALARM}/1"?`,
    ],
    [
      'a leg is a payload, which may have several rows',
      `;${LAST}`,
      ';distr_cust_storage_in-island-mode_alarm',
      'distr_cust_storage_in-island-mode_alarm,',
      'legs: "distr_cust_storage_in-island-mode_alarm" is no row or pair that is used',
      `did you mean "${ALARM}"?`,
    ],
    [
      'a leg does not follow from the one before',
      `${ALARM}/10;`,
      `${ALARM}/11;`,
      `${ALARM}/28`,
      `legs: nothing lets "${ALARM}/28" follow ${ALARM}/11`,
      'effects.csv says what follows from what',
    ],
    [
      'the first leg follows from another',
      `${ALARM}/2;`,
      '',
      `${ALARM}/10`,
      `legs: "${ALARM}/10" is sent because of another`,
      'a chain begins with what no other payload causes',
    ],
    [
      'a leg but the last is several pairs',
      `${ALARM}/2;${ALARM}/10;`,
      `${ALARM}/2;${ALARM};`,
      `${ALARM};`,
      `legs: "${ALARM}" is 4 pairs, and only the last leg may be several`,
      `one of: ${[10, 11, 12, 13].map((n) => `${ALARM}/${n}`).join(', ')}`,
    ],
    ['there is one leg', LEGS, `${ALARM}/2`, ALARM, 'legs: expected at least two legs, joined by ";"', undefined],
    ['there is no leg', LEGS, '', ',< 30', 'legs: expected at least two legs, joined by ";"', undefined],
    [
      'a leg has no mere bound',
      `;${LAST}`,
      ';4.10.4.4/Mtr-read_multi-interval-data_resp-data/7',
      '4.10.4.4',
      'legs: expected legs of a mere bound and a mere share, which add up; 4.10.4.4/Mtr-read_multi-interval-data_resp-data/7 has others',
      undefined,
    ],
    [
      'the latency cannot be read',
      '< 30 sec',
      '< 30 sex',
      'sex',
      'latency: expected a unit of time, one of sec, min, hr, hour, hours, day, week, month, year',
      'such as "< 22 sec"',
    ],
    [
      'the latency is that of a campaign',
      '< 30 sec',
      '< 7 day per 100 mtrs',
      '< 7 day',
      'latency: expected a mere bound, such as < 22 sec',
      undefined,
    ],
    [
      'the reliability is one of windows',
      '> 95%',
      '98% over 1 day',
      '98%',
      'reliability: expected a mere share, such as > 96%',
      undefined,
    ],
    [
      'the erratum is unknown',
      '> 95%,',
      '> 95%,4.5.4.2#55',
      '4.5.4.2#55',
      'erratum: unknown erratum "4.5.4.2#55"',
      'did you mean "4.5.4.2#5"?',
    ],
    [
      'nothing says why its legs contradict it',
      '< 30 sec',
      '< 20 sec',
      '',
      'erratum: a sub-total that its legs contradict (20 s against 8 + 4 + 6 + 12 = 30 s) needs the line that says so',
      'say so in an errata.csv of the same folder; its first line for this section is 9.1#own1',
    ],
  ]

  test.each(cases)('%s', (_, before, after, fault, message, hint) => {
    expect(line).toContain(before)
    const changed = line.replace(before, () => after)
    const folder = own(changed)
    const column = fault === '' ? changed.length + 1 : changed.indexOf(fault) + 1
    expect(problemsOf(PAYLOADS_FOLDER, folder)).toEqual([
      { position: { file: join(folder, FILE), line: 2, column }, message, hint },
    ])
  })

  test('one of its name stands already', () => {
    const folder = ownFolder({ [FILE]: [line, line] })
    expect(problemsOf(PAYLOADS_FOLDER, folder)).toEqual([
      {
        position: { file: join(folder, FILE), line: 3, column: line.indexOf('ours') + 1 },
        message: `name: "9.1/ours" stands at ${join(folder, FILE)}:2:1 already`,
        hint: undefined,
      },
    ])
  })

  test('everything else is told in the same go', () => {
    const wrong = line.replace('< 30 sec', '30 sec').replace('> 95%', 'most').replace(`${ALARM}/2`, `${ALARM}/99`)
    const columns = problemsOf(PAYLOADS_FOLDER, own(wrong)).map(({ message }) => message.split(':')[0])
    expect(columns).toEqual(['legs', 'latency', 'reliability'])
  })
})

describe('where another file has a mistake', () => {
  test('nothing is said of the sub-totals that speak of it', () => {
    const folder = shippedCopy()
    const file = join(folder, 'requirements/4.5-islanded-distr-cust-storage.csv')
    const lines = readFileSync(file, 'utf8').split('\n')
    const at = lines.findIndex((one) => one.startsWith('4.5.4.2,distr_cust_storage_in-island-mode_alarm,28,'))
    writeFileSync(file, lines.with(at, lines[at]!.replace('> 98%', '> many')).join('\n'))
    expect(problemsOf(folder).map(({ message }) => message.split(':')[0])).toEqual(['reliability'])
    // An effect that cannot be read lets no leg miss its cause.
    writeFileSync(file, lines.join('\n'))
    const effects = join(folder, 'effects.csv')
    const text = readFileSync(effects, 'utf8')
    writeFileSync(effects, text.replace(`${ALARM}/10,${ALARM}/28,received`, `${ALARM}/10,${ALARM}/28,recieved`))
    expect(problemsOf(folder).map(({ message }) => message)).toEqual(['on: unexpected "recieved"'])
  })
})
