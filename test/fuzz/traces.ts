import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDeployment } from '../../src/deployment/load.js'
import { parseYaml } from '../../src/input/yaml.js'
import { checkReport, checkSummary } from '../../src/report/check-report.js'
import { checkTrace } from '../../src/run/check-trace.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { edited, onText, replacedAt, type Drawn, type Edit } from './case.js'
import { csvEdit } from './csv-edits.js'
import { somewhere, textEdit } from './text-edits.js'

const TOWN = `name: town
use-cases: [Meter Reading, Service Switch, ORM, Firmware / Program Update]
duration: 2 days
quantities: { meters: { electric: { residential: 20, commercial: 5 } }, endpoints-per-dap: 5 }
`
const town = checkDeployment(parseYaml(TOWN, 'town.yaml'), loadCatalogue())
const requirements = appliedRequirements(town).applied.map((one) => one.requirement)

/** Times of a trace in seconds; a text of them in each of the manners that are read. */
const seconds = fc.oneof(
  { weight: 8, arbitrary: fc.nat(172_800_000_000).map((micros) => micros / 1e6) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 172_800, 172_801, 1e7) },
)
const MANNERS: Record<string, (at: number) => string> = {
  seconds: (at) => String(at),
  milliseconds: (at) => String(Math.round(at * 1e3)),
  iso: (at) => new Date(Date.UTC(2026, 0, 1) + at * 1e3).toISOString().slice(0, -1),
  zulu: (at) => new Date(Date.UTC(2026, 0, 1) + at * 1e3).toISOString(),
}

const row = fc
  .record({
    requirement: fc.constantFrom(...requirements),
    message: fc.nat(20),
    device: fc.nat(30),
    sent: seconds,
    // Some are received before they were sent.
    took: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: -5, max: 1e5, noNaN: true })),
    outcome: fc.constantFrom('delivered', 'delivered', 'delivered', 'lost', 'open', 'due'),
    cause: fc.option(fc.nat(20)),
    set: fc.constantFrom('clock', 'event', 'cause', 'forced', 'poll'),
    district: fc.nat(town.layout.districts - 1),
    dues: fc.array(seconds, { maxLength: 3 }),
  })
  .map((one) => (time: (at: number) => string): Record<string, string> => ({
    message: one.outcome === 'due' ? 'NA' : String(one.message),
    requirement: one.requirement.id,
    payload: one.requirement.payload.name,
    from: one.requirement.from,
    to: one.requirement.to,
    device: String(one.device),
    sent_at: one.outcome === 'due' ? 'NA' : time(one.sent),
    received_at: one.outcome === 'delivered' ? time(Math.round((one.sent + one.took) * 1e6) / 1e6) : 'NA',
    bytes: '100',
    outcome: one.outcome,
    cause: one.cause === null ? 'NA' : String(one.cause),
    due_at: one.dues.length === 0 ? 'NA' : one.dues.map(time).join(';'),
    event_at: one.set === 'event' ? time(one.sent) : 'NA',
    district: String(one.district),
    set_off: one.set,
    lost_at: one.outcome === 'lost' ? 'nan: loss' : 'NA',
  }))

const ODD_TEXTS = [
  ...[
    '',
    'NA',
    'NaN',
    'null',
    '-1',
    '0',
    '1e300',
    '-1e300',
    '1e999',
    '-1e999',
    '1e-300',
    '4294967296',
    '9007199254740993',
    '1,5',
    '1.5.5',
    '0x10',
    '-0',
    '+1',
    '1767225600',
    '1767225600000',
  ],
  ...[
    '2026-01-01T06:30:00',
    '2026-01-01T06:30:00Z',
    '2026-01-01 06:30:00.123456+01:00',
    '2026-02-30T00:00:00',
    '0000-01-01T00:00:00',
    '9999-12-31T23:59:59Z',
    '2026-01-01T24:00:00',
    '01/02/2026',
    '06:30',
    '2026-01-01T00:00:00+99:99',
  ],
  ...[
    'a;b',
    ';',
    ';;',
    '1;',
    '1;NA',
    'delivered',
    'DELIVERED',
    'dropped',
    'clock',
    '__proto__',
    'constructor',
    '=1+1',
    '"',
    'é',
    '😀',
    '999999999999999999999',
    '-5',
    '1.5',
    'true',
    '{}',
    '[1]',
  ],
  'x'.repeat(10_000),
  '1;'.repeat(5000),
]

/** A value of a row, whatever stands between values. */
const value = fc
  .record({ at: somewhere, by: fc.constantFrom(...ODD_TEXTS) })
  .map(({ at, by }) => onText((text) => replacedAt(text, /[^,;\t\n{}:"]+/g, at, () => by)))
const longLine = fc
  .record({ at: somewhere, sign: fc.constantFrom('x', ',', '"', '1', '[', ' ', '\t') })
  .map(({ at, sign }) => onText((text) => replacedAt(text, /\n/g, at, () => `\n${sign.repeat(1_200_000)}`)))
const disordered = somewhere.map((at) =>
  onText((text) => {
    const [header, ...lines] = text.split('\n')
    const first = Math.floor(at * lines.length)
    return [header, ...lines.slice(first), ...lines.slice(0, first)].join('\n')
  }),
)
const lineEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: value },
  { weight: 2, arbitrary: textEdit },
  { weight: 1, arbitrary: disordered },
)
const cellEdit: fc.Arbitrary<Edit> = fc.oneof({ weight: 2, arbitrary: lineEdit }, { weight: 1, arbitrary: csvEdit })

const COLUMNS = [
  'message',
  'requirement',
  'payload',
  'from',
  'to',
  'device',
  'sent_at',
  'received_at',
  'bytes',
  'outcome',
  'cause',
]
const OWN = [...COLUMNS, 'due_at', 'event_at', 'district', 'set_off', 'lost_at']

/** How it is to be read may be said wrongly too. */
const otherOptions = fc.record(
  {
    unit: fc.constantFrom(1, 1000, 1e6),
    epoch: fc.boolean(),
    zone: fc.constantFrom('Europe/Berlin', 'Asia/Kolkata'),
    skew: fc.constantFrom(0, 50_000),
  },
  { requiredKeys: [] },
)

/** Traces in every manner in which they are read, changed. How they are to be read stands beside them. */
export const traces: fc.Arbitrary<Drawn> = fc
  .record({
    rows: fc.array(row, { maxLength: 30 }),
    columns: fc.oneof(fc.constant(OWN), fc.constant(COLUMNS), fc.subarray(OWN, { minLength: 3 })),
    as: fc.constantFrom('trace.csv', 'trace.csv', 'trace.ndjson'),
    delimiter: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(',', ';', '\t') },
      { weight: 1, arbitrary: fc.constant('|') },
    ),
    manner: fc.constantFrom(...Object.keys(MANNERS)),
    options: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: otherOptions }),
    edits: fc.record({ csv: fc.array(cellEdit, { maxLength: 2 }), ndjson: fc.array(lineEdit, { maxLength: 2 }) }),
    long: fc.oneof({ weight: 40, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: longLine }),
  })
  .map(({ rows, columns, manner, as, delimiter, options, edits, long }): Drawn => () => {
    // Without the moments at which they were due, readings that never came say nothing.
    const cells = rows
      .map((one) => one(MANNERS[manner]!))
      .filter((one) => columns.includes('due_at') || one['outcome'] !== 'due')
    const chosen = cells.map((one) => Object.fromEntries(columns.map((column) => [column, one[column]])))
    const text =
      as === 'trace.csv'
        ? stringify(chosen, { header: true, columns, delimiter })
        : chosen.map((one) => `${JSON.stringify(one)}\n`).join('')
    const own = as === 'trace.csv' ? edits.csv : edits.ndjson
    const changes = long === undefined ? own : [long, ...own.slice(0, 1)]
    return new Map([
      [as, edited(Buffer.from(text), changes)],
      ['options.json', Buffer.from(JSON.stringify(options ?? (manner === 'milliseconds' ? { unit: 1000 } : {})))],
    ])
  })

/** Holds it against a town, as `sgsim check` does. */
export async function readTrace(folder: string): Promise<string> {
  const [csv, beside] = [join(folder, 'trace.csv'), join(folder, 'options.json')]
  const options = existsSync(beside) ? (JSON.parse(readFileSync(beside, 'utf8') || '{}') as object) : {}
  const check = await checkTrace(town, existsSync(csv) ? csv : join(folder, 'trace.ndjson'), options)
  if (check === undefined) throw new Error('nobody had interrupted it')
  checkReport(check, 'reports', false)
  JSON.stringify(checkSummary(check, 'reports'))
  return check.notes.counted > 0 ? 'counted' : 'read, nothing counted'
}
