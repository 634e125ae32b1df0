import { describe, expect, it } from 'vitest'
import { withOverrides } from '../../src/input/overrides.js'
import { parseYaml } from '../../src/input/yaml.js'
import { complaint } from './files.js'

const base = parseYaml('wan: {rate: 1 Mbps, hops: [1, 2]}\nnan: &m {loss: 1 %}\nfan: *m\nhan:\n', 'f.yaml')

const origin = (path: string, text: string) => `--set ${path}=${text}`
const set = (...pairs: [path: string, text: string][]) =>
  withOverrides(
    base,
    pairs.map(([path, text]) => ({ path: path.split('.'), text, origin: origin(path, text) })),
  )
const place = (path: string, text: string) => ({ file: origin(path, text), line: 1, column: 1, isWhole: true })

describe('an override', () => {
  it('replaces a value', () => {
    expect(set(['wan.rate', '50 kbps']).data).toMatchObject({ wan: { rate: '50 kbps', hops: [1, 2] } })
  })

  it('adds a value, and the maps on the way to it', () => {
    expect(set(['wan.queue.limit', '5'], ['han.loss', '0 %']).data).toMatchObject({
      wan: { rate: '1 Mbps', queue: { limit: 5 } },
      han: { loss: '0 %' },
    })
  })

  it('replaces an item of a list, or adds one at its end', () => {
    expect(set(['wan.hops.1', '7'], ['wan.hops.2', '8']).data).toMatchObject({ wan: { hops: [1, 7, 8] } })
  })

  it.each([
    ['5', 5],
    ['true', true],
    ['"5"', '5'],
    ['[1, a]', [1, 'a']],
    ['{low: 1}', { low: 1 }],
    ['', null],
    ['null', null],
  ])('reads %s as YAML', (text, value) => {
    expect(set(['wan.rate', text]).data).toMatchObject({ wan: { rate: value } })
  })

  it('gives way to a later one', () => {
    expect(set(['wan.rate', '1'], ['wan.rate', '2']).data).toMatchObject({ wan: { rate: 2 } })
  })

  it('changes one use of an alias and leaves the other', () => {
    expect(set(['fan.loss', '2 %']).data).toMatchObject({ nan: { loss: '1 %' }, fan: { loss: '2 %' } })
  })

  it('leaves the file that was given as it was', () => {
    set(['wan.rate', '1'])
    expect(base.data).toMatchObject({ wan: { rate: '1 Mbps' } })
  })
})

describe('the place of an overridden value', () => {
  it('is where the user wrote it, with all that is under it', () => {
    const yaml = set(['wan.rate', '{a: 1}'])
    expect(yaml.position(['wan', 'rate', 'a'])).toEqual(place('wan.rate', '{a: 1}'))
    expect(yaml.keyPosition(['wan', 'rate'])).toEqual(place('wan.rate', '{a: 1}'))
  })

  it('covers the maps that were made for it', () => {
    expect(set(['wan.queue.limit', '5']).position(['wan', 'queue', 'kind'])).toEqual(place('wan.queue.limit', '5'))
  })

  it('is found for an item of a list by its number', () => {
    expect(set(['wan.hops.1', '7']).position(['wan', 'hops', 1])).toEqual(place('wan.hops.1', '7'))
  })

  it('is that of the latest that covers it', () => {
    const yaml = set(['wan', '{rate: 1}'], ['wan.hops', '2'])
    expect(yaml.position(['wan', 'rate'])).toEqual(place('wan', '{rate: 1}'))
    expect(yaml.position(['wan', 'hops'])).toEqual(place('wan.hops', '2'))
  })

  it('leaves the places of the rest', () => {
    const yaml = set(['wan.rate', '5'])
    expect(yaml.position(['wan'])).toEqual({ file: 'f.yaml', line: 1, column: 6 })
    expect(yaml.position(['wan', 'hops'])).toEqual({ file: 'f.yaml', line: 1, column: 27 })
  })
})

describe('an override is refused', () => {
  it.each([
    ['wan.rate.low', '1', '"wan.rate" is "1 Mbps": it cannot hold "low"'],
    ['wan.hops.x', '1', '"wan.hops" is a list: expected an index, 0 to 2, found "x"'],
    ['wan.hops.3', '1', '"wan.hops" is a list: expected an index, 0 to 2, found "3"'],
    ['wan.rate', 'a: b', 'expected one value, {…} or […], found "a: b"'],
    ['wan.rate', '- a', 'expected one value, {…} or […], found "- a"'],
    ['wan.rate', '#3', 'expected one value, {…} or […], found "#3"'],
  ])('%s=%s', (path, text, message) => {
    expect(complaint(() => set([path, text])).startsWith(`${origin(path, text)}: ${message}`)).toBe(true)
  })

  it('with the place of what is broken inside it, where it has several lines', () => {
    expect(complaint(() => set(['wan', '{a: 1, a: 2}']))).toBe('--set wan={a: 1, a: 2}: the key "a" is there twice')
    expect(complaint(() => set(['wan', '{a: 1,\n a: 2}']))).toMatch(/:2:2: the key "a" is there twice$/)
  })

  it('together with all others that are wrong', () => {
    expect(complaint(() => set(['wan.hops.x', '1'], ['wan.rate', '#3'], ['nan', '*m'])).match(/^--set/gm)).toHaveLength(
      3,
    )
  })
})
