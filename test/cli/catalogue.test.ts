import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { refusedIn } from './refused.js'
import { folderOf, ROOT, sgsim, SMALL } from './sgsim.js'

const { loadCatalogue } = (await import(
  pathToFileURL(join(ROOT, 'dist', 'index.js')).href
)) as typeof import('../../src/index.js')

/** A copy of payloads/ with another text in one cell of the first requirement of a use case. */
function broken(column: string, text: (cell: string) => string) {
  const folder = folderOf()
  cpSync(join(ROOT, 'payloads'), folder, { recursive: true })
  const file = join(folder, 'requirements', '4.15-service-switch.csv')
  const [header, first, ...rest] = readFileSync(file, 'utf8').split('\n') as [string, string, ...string[]]
  const at = header.split(',').indexOf(column)
  const cells = first.split(',')
  const before = cells.slice(0, at)
  expect(before.join()).not.toContain('"')
  writeFileSync(file, [header, cells.with(at, text(cells[at]!)).join(), ...rest].join('\n'))
  return { folder, place: `${file}:2:`, start: `${[...before, ''].join()}`.length + 1 }
}

/** What the built library says of it. */
function complaint(folder: string): string {
  try {
    loadCatalogue(folder)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the catalogue was taken as it is')
}

describe('a cell of the catalogue that cannot be read is refused with its place:', () => {
  test('a latency, at its unit', () => {
    const { folder, place, start } = broken('latency', () => '< 1 mni')
    expect(complaint(folder).startsWith(`${place}${start + '< 1 '.length}: latency: expected a unit of time`)).toBe(
      true,
    )
  })

  test('a reliability, and not what else names the requirement', () => {
    const { folder, place, start } = broken('reliability', () => '> 98')
    const said = complaint(folder)
    expect(said.startsWith(`${place}${start}: reliability: expected a share`)).toBe(true)
    expect(said).not.toContain('effects.csv')
  })

  test('an actor, with the nearest one', () => {
    const { folder, place, start } = broken('to', (cell) => cell.replace('Electr', 'Elctr'))
    const said = complaint(folder)
    expect(said.startsWith(`${place}${start}: `)).toBe(true)
    expect(said).toContain('"2-Way Meter - Elctr"')
    expect(said).toContain('did you mean "2-Way Meter - Electr"?')
  })

  test('a quote that does not close before the next cell', () => {
    const { folder, place } = broken('from', (cell) => `"${cell}`)
    const said = complaint(folder)
    expect(said.startsWith(place)).toBe(true)
    expect(said).toMatch(/\n {2}quote the whole cell, and double each " inside it$/)
  })

  test('a comma that is not quoted', () => {
    const { folder, place } = broken('latency', (cell) => `${cell}, of course`)
    expect(complaint(folder)).toMatch(/: expected \d+ cells, found \d+\n {2}quote a cell that holds a comma$/)
    expect(complaint(folder).startsWith(place)).toBe(true)
  })
})

describe("--payloads lays a folder of the user's own over the catalogue:", () => {
  const FILES = {
    'town.yaml': SMALL,
    'mine/payloads.csv':
      'payload,type,section,use_case,data_elements,description,baseload,highload,lic,confidentiality,integrity,availability\n' +
      'cover_alarm,alarm,9.1,Meter Reading,Meter ID,the cover of a meter was opened,no,yes,not stated,L,H,M\n',
    'mine/requirements/ours.csv':
      'section,payload,n,mode,from,to,answers,reliability,latency,when,how_often,size,used,erratum\n' +
      '9.1,cover_alarm,1,,2-Way Meter - Electr,MDMS,,> 99%,< 30 sec,24x7,1 per | ElectrMtr per | day,40,yes,\n',
    'mine/paths.csv': 'from,to,expression\nMDMS,CIS/Billing - Utility,1B + 1Ab\n',
    'mine/shares.csv': 'share,default,description\ncover-switch,5%,meters whose cover has a switch\n',
  }
  const said = (...words: string[]) => {
    const { status, stdout, stderr } = sgsim(folderOf(FILES), ...words, '--payloads', 'mine')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return stdout
  }

  test('payloads', () => {
    const [payload] = JSON.parse(said('payloads', 'cover_alarm', '--json')) as { requirements: { id: string }[] }[]
    expect(payload?.requirements.map(({ id }) => id)).toEqual(['9.1/cover_alarm/1'])
  })

  test('explain, in a deployment', () => {
    const words = ['explain', '9.1/cover_alarm/1', '--deployment', 'town.yaml', '--json']
    const { deployment } = JSON.parse(said(...words)) as { deployment: object }
    // 100 meters × 1 a day.
    expect(deployment).toMatchObject({ applies: true, messagesPerDay: 100, bytes: 40 })
  })

  test('paths', () => {
    // One line a hop: its flow is the fifth cell.
    const lines = said('paths', 'MDMS', 'CIS/Billing - Utility', '--csv').trimEnd().split('\n')
    expect(lines.map((line) => line.split(',')[4])).toEqual(['flow', '1B', '1Ab'])
  })

  test('schema', () => {
    const { properties } = JSON.parse(said('schema')) as { properties: { enrolment: { properties: object } } }
    expect(Object.keys(properties.enrolment.properties)).toContain('cover-switch')
  })

  test('volumetrics', () => {
    const lines = said('volumetrics', 'town.yaml', '--interface', 'DAPjm:2-Way Meter - Electr', '--csv').split('\n')
    expect(lines.filter((line) => line.includes('cover_alarm'))).toHaveLength(1)
  })

  test('run, whose report has the requirement and the hash of both folders', () => {
    const folder = folderOf(FILES)
    const run = (...words: string[]) => {
      const { status } = sgsim(folder, 'run', 'town.yaml', '--quiet', '--out', 'out', ...words)
      expect([0, 1]).toContain(status)
      const text = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
      const { catalogueHash } = JSON.parse(text('run.json')) as { catalogueHash: string }
      return { catalogueHash, requirements: text('requirements.csv') }
    }
    const [without, withMine] = [run(), run('--payloads', 'mine')]
    expect(without.requirements).not.toContain('9.1/cover_alarm/1')
    expect(withMine.requirements).toContain('\n9.1/cover_alarm/1,')
    expect(withMine.catalogueHash).not.toBe(without.catalogueHash)
  })

  test.each([
    [['run', 'town.yaml']],
    [['requirements', 'town.yaml']],
    [['volumetrics', 'town.yaml']],
    [['payloads']],
    [['paths', 'MDMS', 'OMS']],
    [['explain', '4.15.4.1/SW_opr_cmd/1']],
    [['schema']],
  ])('%j refuses a folder with a misspelt part, and one that is not there', (words) => {
    const folder = folderOf({ ...FILES, 'mine/population.csv': '' })
    expect(refusedIn(folder, ...words, '--payloads', 'mine')).toBe(
      'mine/population.csv: no part of the catalogue has this name\n  did you mean "populations.csv"?\n',
    )
    expect(refusedIn(folder, ...words, '--payloads', 'mien')).toBe('mien: no such folder\n  did you mean "mine"?\n')
    expect(refusedIn(folder, ...words, '--payloads', '')).toBe('--payloads: expected a folder, found nothing\n')
  })

  test('a line of it that is wrong is refused where it stands, as the user named the folder', () => {
    const wrong = FILES['mine/requirements/ours.csv'].replace('< 30 sec', '< 30 secs')
    const at = wrong.split('\n')[1]!.indexOf('secs') + 1
    const folder = folderOf({ ...FILES, 'mine/requirements/ours.csv': wrong })
    const expected = `mine/requirements/ours.csv:2:${at}: latency: expected a unit of time`
    expect(refusedIn(folder, 'run', 'town.yaml', '--payloads', 'mine').startsWith(expected)).toBe(true)
  })
})
