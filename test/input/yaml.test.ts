import { describe, expect, it } from 'vitest'
import { parseYaml, readYaml } from '../../src/input/yaml.js'
import { complaint, fileOf } from './files.js'

const parse = (text: string) => parseYaml(text, 'f.yaml')
const place = (line: number, column: number) => ({ file: 'f.yaml', line, column })

const sample = `# a deployment
wan:
  rate: 50 kbps
  delays: [1, {low: 2}]
nan: &mesh
  hops: 3
fan: *mesh
han:
`

describe('a YAML file', () => {
  it('gives its data', () => {
    expect(readYaml(fileOf(sample)).data).toEqual({
      wan: { rate: '50 kbps', delays: [1, { low: 2 }] },
      nan: { hops: 3 },
      fan: { hops: 3 },
      han: null,
    })
  })

  it('knows its name', () => {
    expect(parse('a: 1').file).toBe('f.yaml')
  })

  it('may have a byte order mark and the line ends of another system', () => {
    const file = fileOf('\uFEFFa: 1\r\nb: 2\r\n')
    expect(readYaml(file).position(['b'])).toEqual({ file, line: 2, column: 4 })
  })
})

describe('the place of a value', () => {
  const { position, keyPosition } = parse(sample)

  it.each([
    [[], 2, 1],
    [['wan'], 3, 3],
    [['wan', 'rate'], 3, 9],
    [['wan', 'delays', 0], 4, 12],
    [['wan', 'delays', 1, 'low'], 4, 21],
    [['fan'], 7, 6],
    [['han'], 8, 5],
  ])('at %j is line %i, column %i', (path, line, column) => {
    expect(position(path)).toEqual(place(line, column))
  })

  it('behind an alias is where it is written', () => {
    expect(position(['fan', 'hops'])).toEqual(place(6, 9))
  })

  it.each([
    [['wan', 'rat'], 3, 3],
    [['wan', 'rate', 'low'], 3, 9],
    [['wan', 'delays', 7], 4, 11],
    [['han', 'x', 'y'], 8, 5],
    [['none'], 2, 1],
  ])('that does not exist, %j, is that of its deepest parent: line %i, column %i', (path, line, column) => {
    expect(position(path)).toEqual(place(line, column))
  })

  it.each([
    [['wan'], 2, 1],
    [['wan', 'rate'], 3, 3],
    [['wan', 'delays', 1], 4, 15],
    [['wan', 'delays', 1, 'low'], 4, 16],
    [['wan', 'none'], 2, 1],
  ])('has a key: that of %j is at line %i, column %i', (path, line, column) => {
    expect(keyPosition(path)).toEqual(place(line, column))
  })

  it('is found under a key that is a number', () => {
    expect(parse('1: x\n2: y\n').position(['2'])).toEqual(place(2, 4))
  })

  it('is that of the key where a flow map gives a key alone', () => {
    expect(parse('a: {b, c: 1}').position(['a', 'b'])).toEqual(place(1, 5))
  })
})

describe('a YAML file is refused', () => {
  it.each([
    ['empty', '', 'f.yaml:1:1: the file is empty'],
    ['of comments', '# nothing\n', 'f.yaml:1:1: the file is empty'],
    ['with a key twice', 'a: 1\nb: 2\na: 3\n', 'f.yaml:3:1: the key "a" is there twice'],
    ['with a number and a text as one key', '1: a\n"1": b\n', 'f.yaml:2:1: the key "1" is there twice'],
    ['indented by a tab', 'a:\n\tb: 1\n', 'f.yaml:2:1: Tabs are not allowed as indentation\n  indent with spaces'],
    ['of several documents', 'a: 1\n---\nb: 2\n', 'f.yaml:2:1: expected one document, found several'],
    ['with a text that is never closed', 'a: "x\n', 'f.yaml:1:4: this " is not closed\n  a " is missing'],
    ['with another text behind one that is not closed', "a: 'x\nb: 'y'\n", "f.yaml:1:4: this ' is not closed"],
    ['with a list that is never closed', 'a: [tiny\nb: 1\n', 'f.yaml:1:4: this [ is not closed\n  a ] is missing'],
    ['with a list that ends as a map', 'a: 1\nb: [1, 2}\nc: 3\n', 'f.yaml:2:4: this [ is not closed'],
    ['with a list of several lines that is not closed', 'a: [\n  1,\n  2,\nb: 3\n', 'f.yaml:1:4: this [ is not closed'],
    [
      'with a map that is never closed',
      'a:\n  b: {c: {d: 1}\n  e: 2\n',
      'f.yaml:2:6: this { is not closed\n  a } is missing',
    ],
    ['that is a map that is never closed', '{ a: 1\n', 'f.yaml:1:1: this { is not closed'],
    ['with a tag that nobody knows', 'a: !size 1\n', 'f.yaml:1:4: Unresolved tag: !size'],
    ['with an alias of nothing', 'a: 1\nb: *x\n', 'f.yaml:2:4: no anchor "&x" stands before this alias'],
    ['with an alias before its anchor', 'a: *x\nb: &x 1\n', 'f.yaml:1:4: no anchor "&x" stands before this alias'],
    ['with an alias in its own anchor', 'a: &x\n  b: *x\n', 'f.yaml:2:6: the alias "*x" stands inside its own anchor'],
    ['with a list as a key', 'a: 1\n? [1, 2]\n: 3\n', 'f.yaml:2:3: expected a name as the key'],
    ['with an alias as a key', 'a: &x 1\n*x : 3\n', 'f.yaml:2:1: expected a name as the key'],
    ['without a key', 'a: 1\n: x\n', 'f.yaml:2:1: expected a key in front of the colon'],
    ['with a text of ": " that is not quoted', 'a: b: c\n', 'f.yaml:1:4: Nested mappings are not allowed'],
  ])('%s', (_, text, message) => {
    expect(complaint(() => parse(text)).startsWith(message)).toBe(true)
  })

  it('for each of several that are not closed', () => {
    const begun = complaint(() => parse('a: {b: [[1, "x\nc: 3\n'))
      .split('\n')
      .filter((line) => line.startsWith('f.yaml'))
    expect(begun).toEqual([
      'f.yaml:1:4: this { is not closed',
      'f.yaml:1:8: this [ is not closed',
      'f.yaml:1:9: this [ is not closed',
      'f.yaml:1:13: this " is not closed',
    ])
  })

  it('for all its faults at once', () => {
    const lines = complaint(() => parse('a: 1\na: 2\nb: !x 1\nc: *y\n')).split('\n')
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['f.yaml:2:1:', 'f.yaml:3:4:', 'f.yaml:4:4:'])
  })

  it('when its aliases multiply', () => {
    const ten = (name: string) => Array(10).fill(`*${name}`).join(', ')
    const levels = ['b', 'c', 'd', 'e'].map((name, i) => `${name}: &${name} [${ten('abcd'[i])}]`)
    expect(complaint(() => parse(`a: &a [1]\n${levels.join('\n')}\n`))).toBe(
      'f.yaml:1:1: the aliases of this file repeat too much',
    )
  })

  it('when it is binary, before anything is read into it', () => {
    const file = fileOf(Uint8Array.of(0x61, 0x3a, 0x00))
    expect(complaint(() => readYaml(file))).toContain(`${file}:1:3: expected a text file`)
  })
})

it('is refused at the first alias after a thousand', () => {
  expect(complaint(() => parseYaml(`a: &a 1\nb:\n${'  - *a\n'.repeat(3000)}`, 'f.yaml'))).toBe(
    'f.yaml:1003:5: the aliases of this file repeat too much',
  )
})

it.each(['[', '{ a: ', '- '])('is refused with a place when a great many begin inside each other: %s', (sign) => {
  const text = complaint(() => parseYaml(`a: 1\nb: ${sign === '- ' ? '\n  ' : ''}${sign.repeat(50_000)}`, 'f.yaml'))
  expect(text).toMatch(/^f\.yaml:[23]:\d+: too many lists or groups inside each other$/m)
})

it('is refused as well when the parser itself does not notice', () => {
  // How many levels the stack holds depends on who calls: whatever is not taken is refused so.
  for (const levels of [1000, 1500, 2000, 2500, 3000, 4000, 6000]) {
    let said = 'f.yaml:1:1: too many lists or groups inside each other'
    try {
      parseYaml(`${'- '.repeat(levels)}a`, 'f.yaml')
    } catch (error) {
      said = (error as Error).message
    }
    expect(said).toMatch(/^f\.yaml:1:\d+: too many lists or groups inside each other$/m)
  }
})

it('five hundred uses of one alias are no misuse', () => {
  const uses = Array.from({ length: 500 }, (_, i) => `k${i}: *a`)
  expect(Object.keys(parse(`a: &a [1]\n${uses.join('\n')}\n`).data as object)).toHaveLength(501)
})
