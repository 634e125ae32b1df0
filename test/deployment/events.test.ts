import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deploymentOf, problemsOf } from './fixture.js'

const HOUR = 3_600_000_000

/** Everything has someone in it: homes with a display and a thermostat, a retail provider, storage on feeders. */
const HOMES = `name: a
profile: ARHEMCvW
use-cases: [Price, ORM, DR-DLC, PrePay, Firmware / Program Update, Premise Network Admin]
start: 2026-06-01 06:00
duration: 2 days
quantities:
  meters: { electric: { residential: 100 } }
  esi: { in-meter: 50 }
  han: { ipd: 20, pct: 10 }
`

const TWO = `name: a
use-cases: [ORM, DR-DLC]
territories:
  town: { profile: ARHEMCvW, share: 70% }
  land: { profile: ACdIW, share: 30% }
quantities:
  meters: { electric: { residential: 100 } }
  esi: { in-meter: 50 }
  han: { pct: 10 }
`

/** Line 10 of HOMES, and of TWO. */
const events = (entries: string) => `events: [${entries}]`
const scripted = (head: string, entries: string) => deploymentOf(head + events(entries)).scripted

describe('an event that a deployment scripts', () => {
  test('is every line of event-kinds.csv that its words leave', () => {
    const [one, ...others] = scripted(HOMES, '{ at: 17:05, what: price-change, program: TOU, by: rep }')
    expect(others).toEqual([])
    expect(one).toMatchObject({ at: 17 * HOUR + HOUR / 12, share: 1, from: 0, territory: { index: 0 } })
    // 4.14.4.1: broadcast and multicast, by the LMS and the DSM of the provider.
    expect(one!.kinds.map((kind) => kind.event)).toEqual([
      'LMS - REPi TOU price data broadcast event',
      'DSM - REPi TOU price data broadcast event',
      'LMS - REPi TOU price data multicast request event',
      'DSM - REPi TOU price data multicast request event',
    ])
  })

  test('is only what something waits for', () => {
    const homes = HOMES.replace('ARHEMCvW', 'AHEMCvW')
    const [one] = scripted(homes, '{ at: 17:05, what: price-change, program: TOU }')
    expect(one!.kinds.map((kind) => kind.by)).toEqual(['utility', 'utility', 'utility', 'utility'])
  })

  test('comes in the order of time, however it was written', () => {
    const entries = [
      '{ at: +3 h, what: load-management }',
      '{ at: 2026-06-01 08:00, what: price-change }',
      '{ at: 06:00, what: load-shed }',
    ]
    const found = scripted(HOMES, entries.join(', ')).map(({ at, kinds }) => [at / HOUR, kinds[0]!.what])
    expect(found).toEqual([
      [6, 'load-shed'],
      [8, 'price-change'],
      [9, 'load-management'],
    ])
  })

  test('happens in each territory where something waits for it, or in the one that is named', () => {
    const where = (entry: string) => scripted(TWO, entry).map((one) => one.territory.name)
    expect(where('{ at: 17:05, what: power-lost }')).toEqual(['land', 'town'])
    expect(where('{ at: 17:05, what: power-lost, territory: town }')).toEqual(['town'])
    // There are no homes in the country.
    expect(where('{ at: 17:05, what: load-shed }')).toEqual(['town'])
  })

  test('concerns a share of the members, or a number of them', () => {
    const shareOf = (entry: string) => scripted(HOMES, entry).map((one) => one.share)
    expect(shareOf('{ at: 17:05, what: power-lost, share: 30% }')).toEqual([0.3])
    expect(shareOf('{ at: 17:05, what: power-lost, device-count: 7 }')).toEqual([7 / 100])
    expect(shareOf('{ at: 17:05, what: power-lost, device-count: 100 }')).toEqual([1])
    // Meters and devices of homes, half of which join; of these 30 % are customers of the provider (shares.csv).
    const joined = (100 + 20 + 10) * 0.5
    expect(shareOf('{ at: 17:05, what: han-join, by: rep, device-count: 3 }')).toEqual([3 / (joined * 0.3)])
    expect(shareOf('{ at: 17:05, what: han-join, device-count: 3 }')).toEqual([3 / joined])
    // In all territories together.
    expect(scripted(TWO, '{ at: 17:05, what: power-lost, device-count: 7 }').map((one) => one.share)).toEqual([
      0.07, 0.07,
    ])
  })

  test('is no assumption, and may be absent', () => {
    expect(deploymentOf(HOMES).scripted).toEqual([])
    const { assumptions } = deploymentOf(HOMES + events('{ at: 17:05, what: power-lost }'))
    expect(assumptions.filter((one) => one.name.startsWith('events'))).toEqual([])
    expect(assumptions.find((one) => one.name === 'spontaneous-events')).toMatchObject({ value: 'true' })
  })
})

describe('what lasts until it is undone', () => {
  const parts = (entries: string) =>
    scripted(HOMES, entries).map(({ kinds, share, from }) => [kinds[0]!.what, share, from])

  test('ends for as many as it began for, and for those', () => {
    const day = [
      '{ at: 10:00, what: power-lost, share: 25% }',
      '{ at: 11:00, what: power-lost, share: 50% }',
      '{ at: 12:00, what: power-returned, share: 50% }',
      '{ at: 13:00, what: power-lost, share: 50% }',
      '{ at: 14:00, what: power-returned }',
    ]
    expect(parts(day.join(', '))).toEqual([
      ['power-lost', 0.25, 0],
      ['power-lost', 0.5, 0.25],
      ['power-returned', 0.5, 0],
      // The last quarter, which never lost it, and round to the first, which has it back.
      ['power-lost', 0.5, 0.75],
      ['power-returned', 0.75, 0.5],
    ])
  })

  test('is followed for each territory by itself', () => {
    const both = [
      '{ at: 10:00, what: power-lost, territory: town }',
      '{ at: 11:00, what: power-lost, territory: land }',
      '{ at: 12:00, what: power-returned }',
    ]
    expect(scripted(TWO, both.join(', ')).map(({ at, territory }) => [at / HOUR, territory.name])).toEqual([
      [10, 'town'],
      [11, 'land'],
      [12, 'land'],
      [12, 'town'],
    ])
    expect(problemsOf(TWO + events(`${both[0]}, { at: 12:00, what: power-returned }`))).toEqual([
      'test.yaml:10:60: power-returned without power-lost before it',
    ])
  })

  // Whoever writes down a possible history has it accepted, and the members that have power back had lost it.
  test('can be scripted in any order in which it can happen', () => {
    const step = fc.record({ lost: fc.boolean(), percent: fc.integer({ min: 1, max: 100 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let out = 0
        const possible = steps.flatMap(({ lost, percent }) => {
          const part = Math.min(percent, lost ? 100 - out : out)
          out += lost ? part : -part
          return part === 0 ? [] : [{ lost, part }]
        })
        const entries = possible.map(
          ({ lost, part }, i) => `{ at: +${i} min, what: power-${lost ? 'lost' : 'returned'}, share: ${part}% }`,
        )
        const without = new Set<number>()
        for (const { kinds, share, from } of scripted(HOMES, entries.join(', '))) {
          const [first, next] = [Math.round(from * 100), Math.round((from + share) * 100)]
          for (let member = first; member < next; member++) {
            const lost = kinds[0]!.what === 'power-lost'
            expect(without.has(member % 100)).toBe(!lost)
            if (lost) without.add(member % 100)
            else without.delete(member % 100)
          }
        }
        expect(without.size).toBe(out)
      }),
      { numRuns: 60, seed: 1 },
    )
  })
})

/** What is scripted, the column on line 10 where the error points, what it says. */
const wrong: [title: string, entries: string, columns: number[], ...says: RegExp[]][] = [
  [
    'an unknown kind',
    '{ at: 17:05, what: price-chnge }',
    [29],
    /found "price-chnge" \| did you mean "price-change"\?$/,
  ],
  ['an unknown key', '{ at: 17:05, what: fault, wher: x }', [36], /"events\.0" has no key "wher"/],
  ['no kind', '{ at: 17:05 }', [10], /events\.0\.what: expected a kind of event, found nothing/],
  ['no time', '{ what: power-lost }', [10], /events\.0\.at: expected a time, such as .* found nothing/],
  ['a time in no unit', '{ at: +90, what: power-lost }', [16], /events\.0\.at: expected a time, such as .* found 90/],
  [
    'a time before the start',
    '{ at: 05:59, what: power-lost }',
    [16],
    /2026-06-01 05:59 is before the start, 2026-06-01 06:00 \| on the next day it is "2026-06-02 05:59"$/,
  ],
  [
    'a day before the start',
    '{ at: 2026-05-31 12:00, what: power-lost }',
    [16],
    /2026-05-31 12:00 is before the start, 2026-06-01 06:00$/,
  ],
  [
    'the end itself',
    '{ at: +2 days, what: power-lost }',
    [16],
    /2026-06-03 06:00 is not before the end, 2026-06-03 06:00$/,
  ],
  ['a word that is misspelt', '{ at: 17:05, what: price-change, program: TUO }', [52], /did you mean "TOU"\?$/],
  ['a system that the SRS misspells', '{ at: 17:05, what: price-change, sender: DMS }', [51], /did you mean "DSM"\?$/],
  [
    'a word that no such kind has',
    '{ at: 17:05, what: price-change, of: nic }',
    [47],
    /price-change has no of "nic" \| what narrows it: program \(TOU, RTP, CPP\), by \(utility, rep\), sender \(LMS, DSM\), cast \(broadcast, multicast\)$/,
  ],
  [
    'a word that no kind with the words before it has',
    '{ at: 17:05, what: firmware-update, cast: unicast, of: esi }',
    [65],
    /firmware-update with cast unicast has no of "esi" \| one of: metrology, nic$/,
  ],
  [
    'what is not told apart at all',
    '{ at: 17:05, what: power-lost, by: rep }',
    [45],
    /power-lost has no by "rep" \| no word narrows it$/,
  ],
  [
    'a territory where there is none',
    '{ at: 17:05, what: power-lost, territory: town }',
    [52],
    /expected no territory: this deployment is not divided into any$/,
  ],
  ['a share of nothing', '{ at: 17:05, what: power-lost, share: 0% }', [48], /expected a share above zero/],
  ['a count of nothing', '{ at: 17:05, what: power-lost, device-count: 0 }', [55], /expected at least one/],
  [
    'a share and a count',
    '{ at: 17:05, what: power-lost, share: 3%, device-count: 3 }',
    [66],
    /expected share or device-count, found both$/,
  ],
  [
    'more members than there are',
    '{ at: 17:05, what: power-lost, device-count: 101 }',
    [55],
    /expected at most 100, the members that power-lost concerns; found 101$/,
  ],
  [
    'a count of members of two populations',
    '{ at: 17:05, what: prepay-enrolment, device-count: 3 }',
    [61],
    /expected a share: prepay-enrolment concerns members of CustPremiseBrowser and CustMobileBrowser$/,
  ],
  [
    'a share of one sending',
    '{ at: 17:05, what: price-change, share: 3% }',
    [50],
    /expected no share: price-change is one sending to all of a type$/,
  ],
  [
    'what no use case has',
    '{ at: 17:05, what: transformer-lost }',
    [29],
    /nothing in this deployment waits for transformer-lost \| Islanded Distr\. Cust\. Storage is not among its use cases$/,
  ],
  [
    'two mistakes at once',
    '{ at: 05:00, what: price-change, of: nic }',
    [16, 47],
    /is before the start|has no of "nic"/,
  ],
  [
    'the same twice',
    '{ at: 17:00, what: price-change }, { at: +11 h, what: price-change, program: TOU }',
    [45],
    /^test\.yaml:10:45: the same event stands at test\.yaml:10:10 already, at the same time$/,
  ],
  [
    'a loss of what is lost',
    '{ at: 17:00, what: power-lost }, { at: 18:00, what: power-lost }',
    [43],
    /power-lost: expected none, found 100 %: for 100 % it lasts already, since test\.yaml:10:10$/,
  ],
  [
    'a loss of more than is left',
    '{ at: 17:00, what: power-lost, share: 30% }, { at: 18:00, what: power-lost, device-count: 71 }',
    [55],
    /power-lost: expected at most 70 % of the members, found 71 %: for 30 % it lasts already, since test\.yaml:10:10$/,
  ],
  [
    'a return without a loss',
    '{ at: 17:00, what: power-lost }, { at: 16:00, what: power-returned }',
    [43],
    /power-returned without power-lost before it$/,
  ],
  [
    'a second return',
    '{ at: 17:00, what: power-lost }, { at: 18:00, what: power-returned }, { at: 19:00, what: power-returned }',
    [80],
    /power-returned without power-lost before it: all of it ended at test\.yaml:10:43$/,
  ],
  [
    'a return of more than was lost',
    '{ at: 17:00, what: power-lost, share: 30% }, { at: 18:00, what: power-returned, share: 40% }',
    [55],
    /power-returned: expected at most 30 % of the members, found 40 %: .* last at test\.yaml:10:10$/,
  ],
  [
    'a loss and its return at once',
    '{ at: 17:00, what: power-lost }, { at: 17:00:00, what: power-returned }',
    [43],
    /it contradicts test\.yaml:10:10, which begins or ends the same at the same time$/,
  ],
]

describe('an event that cannot be', () => {
  test.each(wrong)('is refused: %s', (_, entries, columns, ...says) => {
    const problems = problemsOf(HOMES + events(entries))
    expect(problems.map((one) => one.split(' ')[0])).toEqual(columns.map((column) => `test.yaml:10:${column}:`))
    for (const problem of problems) for (const words of says) expect(problem).toMatch(words)
  })

  test('is one that nothing waits for: no home, no member, all switched off', () => {
    const shed = '{ at: 17:05, what: load-shed, cast: broadcast }'
    const why = (head: string) => problemsOf(head + events(shed)).map((one) => one.split(' | ')[1])
    const bare = HOMES.replace('ARHEMCvW', 'ACvW').replace(/^use-cases.*$/m, 'use-cases: [ORM, Meter Reading]')
    expect(why(bare)).toEqual(['DR-DLC is not among its use cases'])
    const displays = HOMES.replace('ipd: 20, pct: 10', 'ipd: 0')
    expect(why(displays)).toEqual([expect.stringMatching(/^the deployment has no .*; the deployment has no .*; …$/)])
    expect(why(`${HOMES}enrolment: { han-utility: 0%, han-rep: 0% }\n`)).toEqual([
      expect.stringMatching(/Utl-joined-HANdevice has no members/),
    ])
    expect(why(`${HOMES}choices: { requirements: { 4.6.4.2/Vol_load_shed_reqst_brdcst: off } }\n`)).toEqual([
      '4.6.4.2/Vol_load_shed_reqst_brdcst is switched off',
    ])
  })

  test('is in a territory that is not there, or where nothing waits for it', () => {
    expect(problemsOf(TWO + events('{ at: 17:05, what: power-lost, territory: twon }'))).toEqual([
      'test.yaml:10:52: events.0.territory: no territory is called "twon" | did you mean "town"?',
    ])
    expect(problemsOf(TWO + events('{ at: 17:05, what: load-shed, territory: land }'))).toEqual([
      expect.stringMatching(
        /^test\.yaml:10:29: events\.0\.what: nothing in this deployment waits for load-shed in land \| profile ACdIW has no/,
      ),
    ])
  })

  test('is told with the other mistakes of the file', () => {
    const yaml = `${HOMES}populations: { ElektrMtr: 1 }\n${events('{ at: 05:00, what: power-lost }')}`
    expect(problemsOf(yaml).map((one) => one.split(' ')[0])).toEqual(['test.yaml:10:16:', 'test.yaml:11:16:'])
  })

  test('is no list at all', () => {
    expect(problemsOf(`${HOMES}events: 17:05`)).toEqual([
      'test.yaml:10:9: events: expected a list of events, such as [{ at: 17:05, what: price-change }]; found "17:05"',
    ])
  })
})

describe('exercise', () => {
  test('is none, all, or some kinds', () => {
    const exercise = (text: string) => deploymentOf(HOMES + text).settings.exercise
    expect(exercise('')).toBe('none')
    expect(exercise('exercise: all')).toBe('all')
    expect(exercise('exercise: [price-change, power-lost, power-returned]')).toEqual([
      'price-change',
      'power-lost',
      'power-returned',
    ])
  })

  test.each([
    ['exercise: al', '10:11', /expected none, all or a list of kinds of events; found "al" \| did you mean "all"\?$/],
    ['exercise: price-change', '10:11', /found "price-change" \| write \[price-change\]$/],
    ['exercise: [price-chnge]', '10:12', /found "price-chnge" \| did you mean "price-change"\?$/],
    ['exercise: []', '10:11', /expected at least one kind of event, or none/],
    ['exercise: [power-lost, power-lost]', '10:11', /expected each kind once/],
    [
      'exercise: [price-change, fault]',
      '10:26',
      /nothing in this deployment waits for fault \| FCIR - DMS is not among/,
    ],
    [
      'exercise: [power-returned]',
      '10:12',
      /power-returned ends power-lost, which is not exercised \| add power-lost$/,
    ],
    ['spontaneous-events: none', '10:21', /expected true or false; found "none"/],
  ])('is refused: %s', (yaml, place, says) => {
    const problems = problemsOf(HOMES + yaml)
    expect(problems).toEqual([expect.stringMatching(says)])
    expect(problems[0]).toMatch(new RegExp(`^test\\.yaml:${place}: `))
  })
})
