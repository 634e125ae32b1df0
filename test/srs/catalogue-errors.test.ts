import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { ownFolder, problemsOf, shippedCopy, shippedLine } from './payload-folders.js'

const SWITCH = 'requirements/4.15-service-switch.csv'
const DUAL = 'requirements/4.4.1.4-field-da-maint.csv'
const CMD = '4.15.4.1,SW_opr_cmd,1,'

/**
 * A line of a file, what of it is replaced by what, where in it the fault then stands, what is said of it; and what a
 * user's own line is told besides, of which the shipped one is like nothing else.
 */
type Mistake = [
  what: string,
  file: string,
  line: string,
  from: string,
  to: string,
  fault: string,
  said: string,
  besides?: string,
]

const MISTAKES: Mistake[] = [
  [
    'a latency',
    SWITCH,
    CMD,
    '< 1 min',
    '< 1 mim',
    'mim',
    'latency: expected a unit of time, one of sec, min, hr, hour, hours, day, week, month, year\n  did you mean "< 1 min"?',
  ],
  [
    'a reliability',
    SWITCH,
    CMD,
    '> 98%',
    '> 98',
    '> 98,',
    'reliability: expected a share such as > 98% or 98% success over 1 day\n  did you mean "> 98%"?',
  ],
  [
    'a when',
    SWITCH,
    CMD,
    '8AM - 8PM',
    '8AM to 8PM',
    '8AM to',
    'when: expected 24x7 or a window such as 7AM - 6PM\n  did you mean "8AM - 8PM"?',
  ],
  [
    'a size',
    SWITCH,
    CMD,
    ',25,',
    ',25 B,',
    ' B,',
    'size: expected bytes, such as 25, 200 - 2400 or xMB: unexpected " B"\n  did you mean "25"?',
  ],
  [
    'a how often, in its second term',
    SWITCH,
    CMD,
    'day, 1-50 per',
    'day, 1-50 in',
    ' in 1000',
    'how_often: expected " per " after the count\n' +
      '  did you mean "1-50 per 1000 per | ElectrMtr per | day, 1-50 per 1000 per | Utl-PrePay-ElectrMtr per | day"?',
  ],
  [
    'a how often with figures that no other has, of which the hint is an example',

    SWITCH,
    '4.15.4.1,SW_opr_cmd_ack,1,',
    '1-2 per 1000 per | ElectrMtr',
    '1-77 in 1000 per | ElectrMtr',
    ' in 1000',
    'how_often: expected " per " after the count\n' +
      '  such as "1-2 per 1000 per | ElectrMtr per | day, 1-2 per 1000 per | PrePay-ElectrMtr per | day"',
  ],
  [
    'an actor',
    SWITCH,
    CMD,
    '2-Way Meter - Electr',
    '2-Way Meter - Elektr',
    '2-Way',
    'to: unknown actor "2-Way Meter - Elektr"\n  did you mean "2-Way Meter - Electr"?',
  ],
  [
    'an actor in another spelling of the SRS',
    SWITCH,
    CMD,
    'CIS/Billing - Utility',
    'CIS',
    'CIS',
    'from: unknown actor "CIS"\n  did you mean "CIS/Billing - Utility"?',
  ],
  [
    'a population, in the second term of a cell in quotes',
    SWITCH,
    CMD,
    'Utl-PrePay-',
    'Utl-PrePaid-',
    'Utl-PrePaid-',
    'how_often: unknown population "Utl-PrePaid-ElectrMtr"\n  did you mean "Utl-PrePay-ElectrMtr"?',
  ],
  [
    'a payload',
    SWITCH,
    CMD,
    'SW_opr_cmd',
    'SW_opr_cnd',
    'SW_opr_cnd',
    'payload: unknown payload "SW_opr_cnd"\n  did you mean "SW_opr_cmd"?',
  ],
  ['a number of a pair', SWITCH, CMD, ',1,', ',01,', '01,', 'n: expected a whole number from 1; found "01"'],
  [
    'a section',
    SWITCH,
    CMD,
    '4.15.4.1',
    '4.15.4.',
    '4.15',
    'section: expected a section such as 4.10.4.1; found "4.15.4."',
  ],
  ['a word', SWITCH, CMD, ',yes,', ',yess,', 'yess', 'used: unexpected "yess"\n  did you mean "yes"?'],
  [
    'an erratum',
    SWITCH,
    CMD,
    '4.15.4.1#3',
    '4.15.4.1#33',
    '4.15.4.1#33',
    'erratum: unknown erratum "4.15.4.1#33"\n  did you mean "4.15.4.1#3"?',
  ],
  [
    'the population of an actor',
    'actors.csv',
    '2-Way Meter - Electr,',
    ',ElectrMtr,',
    ',ElektrMtr,',
    'ElektrMtr',
    'population: unknown population "ElektrMtr"\n  did you mean "ElectrMtr"?',
  ],
  [
    'the kind of an actor',
    'actors.csv',
    '2-Way Meter - Electr,',
    ',device,',
    ',devise,',
    'devise',
    'kind: unexpected "devise"\n  did you mean "device"?',
  ],
  [
    'the domain of an actor',
    'actors.csv',
    'MDMS,',
    ',Operations,',
    ',Operation,',
    'Operation,',
    'domain: unexpected "Operation"\n  did you mean "Operations"?',
  ],
  [
    'the network of an actor',
    'actors.csv',
    'MDMS,',
    ',enterprise,',
    ',enterprize,',
    'enterprize',
    'network: unexpected "enterprize"\n  did you mean "enterprise"?',
  ],
  [
    'a network that no data flow of the actor crosses',
    'actors.csv',
    'MDMS,',
    ',enterprise,',
    ',wan,',
    'wan,',
    'network: no data flow of MDMS crosses "wan"\n  one of: enterprise',
  ],
  [
    'the use case of a payload',
    'payloads.csv',
    'SW_opr_cmd,',
    ',Service Switch,',
    ',Service Swich,',
    'Service Swich',
    'use_case: unknown use case "Service Swich"\n  did you mean "Service Switch"?',
  ],
  [
    'no mode of a payload that three use cases share',
    'requirements/4.4.1.7-fcir.csv',
    '4.4.1.7.3.1,circuit_device_oper_cmd,1,',
    ',1,DMS,',
    ',1,,',
    ',DMS,Feeder',
    'mode: unexpected ""\n  one of: DMS, Distr DAC, Regnl Distr DAC',
  ],
  [
    'the second thing that a population counts',
    'populations.csv',
    'ElectrMtr,',
    ' electric.commercial',
    ' electric.comercial',
    'electric.comercial',
    'counts: nothing that is counted is called "electric.comercial"\n  did you mean "electric.commercial"?',
  ],
  [
    'one of something among what is added up',
    'populations.csv',
    'ElectrMtr,',
    ' + electric.commercial',
    ' + one',
    'one +',
    'counts: "one" is counted by itself, not added to others',
  ],
  [
    'the share of a population',
    'populations.csv',
    'PrePay-ElectrMtr,',
    ',prepay,',
    ',prepaid,',
    'prepaid',
    'shares: unknown share "prepaid"\n  did you mean "prepay"?',
  ],
  ['a share', 'shares.csv', 'prepay,', '0%', '0', '0,', 'default: expected a "%" after the number; found "0"'],
  [
    'an end of a flow',
    'flows.csv',
    '1Aa,',
    ',MDMS,',
    ',MDNS,',
    'MDNS',
    'to: unknown actor "MDNS"\n  did you mean "MDMS"?',
  ],
  [
    'the network of a flow',
    'flows.csv',
    '1Aa,',
    ',enterprise,',
    ',enterprize,',
    'enterprize',
    'network: unexpected "enterprize"\n  did you mean "enterprise"?',
  ],
  [
    'the flow of a label that does not end where the label does',
    'flow-labels.csv',
    '4ECR,',
    ',RTU-CR,',
    ',FGs-CB,',
    'FGs-CB',
    'flow: FGs-CB does not touch Feeder Circuit Breaker',
  ],
  [
    'the actor of a label',
    'flow-labels.csv',
    '4DCB,',
    'Feeder Cap Bank',
    'Feeder Cap Bonk',
    'Feeder Cap',
    'actor: unknown actor "Feeder Cap Bonk"\n  did you mean "Feeder Cap Bank"?',
  ],
  [
    'a path expression without its brackets',
    'paths.csv',
    'CIS/Billing - Utility,AMI Head-End(j),',
    '1B) or',
    '1B or',
    'or 1Ab',
    'expression: "+" and "or" side by side need brackets',
    'did you mean "[(1Aa + 1B) or 1Ab]"?',
  ],
  [
    'a path expression that ends too early',
    'paths.csv',
    'CIS/Billing - Utility,MDMS,',
    '1Aa',
    '1Aa +',
    '\n',
    'expression: expected a data flow or a bracket',
    'did you mean "1Aa"?',
  ],
  [
    'a data flow of a path',
    'paths.csv',
    'CIS/Billing - Utility,AMI Head-End(j),',
    '1B)',
    '1Bx)',
    '1Bx',
    'expression: unknown data flow "1Bx"\n  did you mean "1B"?',
  ],
  [
    'a path with a gap',
    'paths.csv',
    'CIS/Billing - Utility,MDMS,',
    '1Aa',
    '1D',
    '1D',
    'expression: 1D does not touch CIS/Billing - Utility',
  ],
  [
    'a path that leads elsewhere',
    'paths.csv',
    'CIS/Billing - Utility,MDMS,',
    '1Aa',
    '1Ab',
    '1Ab',
    'expression: 1Ab ends at AMI Head-End(j), not at MDMS',
  ],
  [
    'a cause',
    'effects.csv',
    'SW_opr_cmd,SW_opr_fail_cmd-err,',
    'SW_opr_cmd,',
    'SW_opr_cnd,',
    'SW_opr_cnd',
    'cause: "SW_opr_cnd" is no payload, row or pair that is used\n  did you mean "SW_opr_cmd"?',
  ],
  [
    'the share of an effect',
    'effects.csv',
    'SW_opr_cmd,SW_opr_fail_cmd-err,',
    '1 per 1000',
    '1 in 1000',
    '1 in',
    'share: expected 1, a share such as 1 per 1000, or otherwise; found "1 in 1000"',
  ],
  [
    'an event',
    'events.csv',
    'lost-power-event,4.12.4.1/otg_ntf_evnt_data',
    'lost-power',
    'lost-powr',
    'lost-powr',
    'event: no pair of 4.12.4.1/otg_ntf_evnt_data waits for "lost-powr-event"\n  did you mean "lost-power-event"?',
  ],
  [
    'the event of a How Often that nothing else causes, and not the lines that name it as it is meant',
    'requirements/4.12-outage-restoration.csv',
    '4.12.4.1,otg_ntf_evnt_data,1,',
    'lost-power',
    'lost-powr',
    'lost-powr',
    'how_often: neither a time nor an event that is known: "lost-powr-event"\n  did you mean "lost-power-event"?',
  ],
  [
    'the event of a How Often with the rate behind it',
    'requirements/4.14-price.csv',
    '4.14.4.1,TOU_pricing-data_brdcst,1,',
    'LMS - Utl TOU price data broadcast event',
    'LMS - Utl TOU price data broadcast evnt',
    'LMS - Utl',
    'how_often: neither a time nor an event that is known: "LMS - Utl TOU price data broadcast evnt - 4 per year"\n' +
      '  did you mean "LMS - Utl TOU price data broadcast event - 4 per year"?',
  ],
  [
    'the unit of a How Often, for then it names an event',
    SWITCH,
    CMD,
    'ElectrMtr per | day, 1-50',
    'ElectrMtr per | dya, 1-50',
    'dya',
    'how_often: neither a time nor an event that is known: "dya"\n  did you mean "day"?',
  ],
  [
    'the unit of the second How Often of an effect',
    SWITCH,
    '4.15.4.1,SW_opr_cmd_ack,1,',
    'PrePay-ElectrMtr per | day',
    'PrePay-ElectrMtr per | dya',
    'dya',
    'how_often: neither a time nor an event that is known: "dya"\n  did you mean "day"?',
  ],
  [
    'the unit behind a number of times',
    'requirements/4.14-price.csv',
    '4.14.4.2,RTP_pricing-data_cmd,1,',
    '6 per day',
    '6 per dya',
    '6 per dya',
    'how_often: neither a time nor an event that is known: "6 per dya"\n  did you mean "6 per day"?',
  ],
  [
    'the unit behind the event of an effect',
    SWITCH,
    '4.15.4.4,SW_opr_cmd_comm-err,1,',
    'SW oper per day',
    'SW oper per dya',
    'SW oper per dya',
    'how_often: neither a time nor an event that is known: "SW oper per dya"\n  did you mean "SW oper per day"?',
  ],
  [
    'the event of a When',
    'requirements/4.4.1.7-fcir.csv',
    '4.4.1.7.3.1,circuit_device_oper_cmd,1,',
    'of fault event',
    'of falt event',
    'falt',
    'when: no event that is known: "falt event"\n  did you mean "fault event"?',
  ],
  [
    'the row of an event',

    'events.csv',
    'lost-power-event,4.12.4.1/otg_ntf_evnt_data',
    'otg_ntf_evnt_data',
    'otg_nft_evnt_data',
    '4.12.4.1',
    'row: "4.12.4.1/otg_nft_evnt_data" is no row with a pair that is used\n  did you mean "4.12.4.1/otg_ntf_evnt_data"?',
  ],
  [
    'the type of a payload',
    'payloads.csv',
    'SW_opr_cmd,',
    ',cmd,',
    ',cmdd,',
    'cmdd',
    'type: unexpected "cmdd"\n  did you mean "cmd"?',
  ],
  [
    'the mode of a row that has two',
    DUAL,
    '4.4.1.4.1.5,FeederCapBank_sensor_data_cmd,1,',
    ',DA Maint,',
    ',DA Main,',
    'DA Main,',
    'mode: unexpected "DA Main"\n  did you mean "DA Maint"?',
  ],
  [
    'a spelling that another actor has',
    'actors.csv',
    'DAPjm,',
    ',DAP,',
    ',MDMS,',
    'MDMS,',
    'aliases: "MDMS" names an actor already: MDMS',
  ],
  [
    'an erratum that says nothing',
    'errata.csv',
    '4.3.1.1,',
    ',inferred flows named after their two actors',
    ',',
    '\n',
    'uses: is empty',
  ],
]

/** A line with the mistake in it, and the column of the fault. */
function spoilt([, file, start, from, to, fault]: Mistake): { before: string; after: string; column: number } {
  const before = shippedLine(file, start)
  expect(before).toContain(from)
  const after = before.replace(from, to)
  const column = `${after}\n`.indexOf(fault) + 1
  expect(column).toBeGreaterThan(0)
  return { before, after, column }
}

const told = (problems: ReturnType<typeof problemsOf>) =>
  problems.map(({ position, message, hint }) => ({ position, said: hint ? `${message}\n  ${hint}` : message }))

describe('one mistake is told once, where it stands, with the nearest word that would be right:', () => {
  it.each(MISTAKES)('%s, in the shipped catalogue', (...mistake) => {
    const [, file, , , , , said] = mistake
    const { before, after, column } = spoilt(mistake)
    const folder = shippedCopy()
    const text = readFileSync(join(folder, file), 'utf8')
    const line = text.slice(0, text.indexOf(`\n${before}\n`) + 1).split('\n').length
    writeFileSync(
      join(folder, file),
      text.replace(`\n${before}\n`, () => `\n${after}\n`),
    )
    expect(told(problemsOf(folder))).toEqual([{ position: { file: join(folder, file), line, column }, said }])
  })

  it.each(MISTAKES)("%s, in a folder of the user's own", (...mistake) => {
    const [, file, , , , , shipped, besides] = mistake
    const said = besides ? `${shipped}\n  ${besides}` : shipped
    const { after, column } = spoilt(mistake)
    const own = ownFolder({ [file]: [after] })
    expect(told(problemsOf(PAYLOADS_FOLDER, own))).toEqual([
      { position: { file: join(own, file), line: 2, column }, said },
    ])
  })
})

describe('what stands twice is told with both places:', () => {
  it.each([
    [SWITCH, CMD, 'n', '4.15.4.1/SW_opr_cmd/1'],
    ['payloads.csv', 'SW_opr_cmd,', 'payload', 'SW_opr_cmd'],
    ['actors.csv', 'MDMS,', 'actor', 'MDMS'],
    ['populations.csv', 'ElectrMtr,', 'population', 'ElectrMtr'],
    ['shares.csv', 'prepay,', 'share', 'prepay'],
    ['flows.csv', '1Aa,', 'flow', '1Aa'],
    ['paths.csv', 'CIS/Billing - Utility,MDMS,', 'from', 'CIS/Billing - Utility – MDMS'],
    ['effects.csv', 'SW_opr_cmd,SW_opr_fail_cmd-err,', 'cause', 'SW_opr_cmd → SW_opr_fail_cmd-err, received'],
    ['events.csv', 'lost-power-event,4.12.4.1/otg_ntf', 'event', 'lost-power-event → 4.12.4.1/otg_ntf_evnt_data'],
  ])('a line of %s', (file, start, column, name) => {
    const line = shippedLine(file, start)
    const at = (place: string, second: number, first: number) => [
      {
        position: { file: place, line: second, column: column === 'n' ? line.indexOf(',1,') + 2 : 1 },
        said: `${column}: "${name}" stands at ${place}:${first}:1 already`,
      },
    ]
    const own = ownFolder({ [file]: [line, '', line] })
    // The spellings of an actor that stands twice stand twice too.
    const isAlias = ({ said }: { said: string }) => said.startsWith('aliases: ')
    expect(told(problemsOf(PAYLOADS_FOLDER, own)).filter((one) => !isAlias(one))).toEqual(at(join(own, file), 4, 2))

    const folder = shippedCopy()
    const lines = readFileSync(join(folder, file), 'utf8').split('\n')
    const first = lines.indexOf(line)
    writeFileSync(join(folder, file), lines.toSpliced(first + 1, 0, line).join('\n'))
    const found = told(problemsOf(folder)).filter((one) => !isAlias(one))
    expect(found).toEqual(at(join(folder, file), first + 2, first + 1))
  })

  it('a contradiction', () => {
    const line = shippedLine('errata.csv', '4.3.1.1,')
    const own = ownFolder({ 'errata.csv': [line, line] })
    const file = join(own, 'errata.csv')
    const position = { file, line: 3, column: line.indexOf('"') + 1 }
    expect(told(problemsOf(PAYLOADS_FOLDER, own))).toEqual([
      { position, said: `says: the same stands at ${file}:2:1 already` },
    ])
  })

  it('a requirement in two files of one folder', () => {
    const line = shippedLine(SWITCH, CMD)
    const own = ownFolder({ 'requirements/a.csv': [line], 'requirements/b.csv': [line] })
    const [a, b] = ['a', 'b'].map((name) => join(own, 'requirements', `${name}.csv`))
    const position = { file: b, line: 2, column: line.indexOf(',1,') + 2 }
    expect(told(problemsOf(PAYLOADS_FOLDER, own))).toEqual([
      { position, said: `n: "4.15.4.1/SW_opr_cmd/1" stands at ${a}:2:1 already` },
    ])
  })
})

describe('names that could not be read are not unknown: nothing is said of the lines that use them', () => {
  it.each([
    ['payloads.csv', 'SW_opr_cmd,'],
    ['actors.csv', 'MDMS,'],
    ['populations.csv', 'ElectrMtr,'],
    ['shares.csv', 'prepay,'],
    ['flows.csv', '1D,'],
    ['errata.csv', '4.15.4.1,'],
    [SWITCH, CMD],
  ])('where a line of %s has a cell too many', (file, start) => {
    const folder = shippedCopy()
    const lines = readFileSync(join(folder, file), 'utf8').split('\n')
    const at = lines.findIndex((line) => line.startsWith(start))
    writeFileSync(join(folder, file), lines.with(at, `${lines[at]},x`).join('\n'))
    const problems = problemsOf(folder)
    expect(problems.map(({ position }) => position)).toEqual([
      { file: join(folder, file), line: at + 1, column: lines[at]!.length + 2 },
    ])
  })

  it.each(['payloads.csv', 'actors.csv', 'populations.csv', 'shares.csv', 'flows.csv', 'errata.csv', SWITCH])(
    'where a column of %s is missing',
    (file) => {
      const folder = shippedCopy()
      const text = readFileSync(join(folder, file), 'utf8')
      writeFileSync(join(folder, file), text.replace(/^\w+,/, 'nonsense,'))
      const problems = problemsOf(folder)
      expect(problems).toHaveLength(2)
      for (const { position } of problems) expect(position).toEqual({ file: join(folder, file), line: 1, column: 1 })
    },
  )

  it('where a quote opens and never closes', () => {
    const folder = shippedCopy()
    writeFileSync(join(folder, 'actors.csv'), readFileSync(join(folder, 'actors.csv'), 'utf8').replaceAll('"', ''))
    const lines = readFileSync(join(folder, 'actors.csv'), 'utf8').split('\n')
    writeFileSync(join(folder, 'actors.csv'), lines.slice(0, 3).with(2, `"${lines[2]}`).join('\n'))
    expect(told(problemsOf(folder))).toEqual([
      {
        position: { file: join(folder, 'actors.csv'), line: 3, column: 1 },
        said: 'this quote is never closed\n  quote the whole cell, and double each " inside it',
      },
    ])
  })

  it('but another mistake in the same file is', () => {
    const folder = shippedCopy()
    const file = join(folder, 'actors.csv')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.with(1, `${lines[1]},x`).with(2, lines[2]!.replace(',device,', ',devise,')).join('\n'))
    expect(told(problemsOf(folder)).map(({ said }) => said)).toEqual([
      'expected 9 cells, found 10\n  quote a cell that holds a comma',
      'kind: unexpected "devise"\n  did you mean "device"?',
    ])
  })
})

it('tells of effects and events together with what is wrong in the requirements', () => {
  const folder = shippedCopy()
  const change = (file: string, from: string, to: string) => {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(folder, file), text.replace(from, to))
  }
  change(SWITCH, '> 98%', '> many')
  change('effects.csv', 'SW_opr_cancel_cmd,', 'SW_opr_cancle_cmd,')
  change('events.csv', 'lost-power-event', 'lost-powr-event')
  expect(problemsOf(folder).map(({ message }) => message.split(':')[0])).toEqual(['cause', 'event', 'reliability'])
})
