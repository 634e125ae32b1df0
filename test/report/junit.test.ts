import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { junitXml } from '../../src/report/junit.js'
import { element, textElement } from '../../src/report/xml.js'
import { run, type Run } from '../../src/run/run.js'
import { deploymentOf } from '../deployment/fixture.js'
import { readXml, type Read } from './well-formed.js'

// On-demand reads have 15 s (SRS 4.10.4.1), of which a delay of 20 s leaves none; scheduled reads have two days (SRS 4.10.4.4).
const SLOW = `name: slow
duration: 4 days
quantities: { meters: { electric: { residential: 4000, commercial: 10 } }, endpoints-per-dap: 100 }
networks: { nan: { delay: 20 s } }
`
const slow = run(deploymentOf(SLOW)) as Promise<Run>

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

function cases(text: string): Read[] {
  const [suite, ...others] = readXml(text).elements
  expect(others).toEqual([])
  return suite!.elements.filter((one) => one.name === 'testcase')
}

/** What became of a test case, as a CI server counts it. */
const result = ({ elements }: Read) => elements[0]?.name ?? 'passed'

describe('the JUnit file', () => {
  test('has one test case a requirement, in their order, and says of each what became of it and why', async () => {
    const result = await slow
    const all = cases(junitXml(result, false))
    expect(all.map((one) => one.attributes['name'])).toEqual(result.outcomes.map((one) => one.requirement.id))
    const seen = new Set<string>()
    for (const [i, { requirement, verdict, reason }] of result.outcomes.entries()) {
      seen.add(verdict)
      const { attributes, elements } = all[i]!
      expect(attributes['classname']).toBe(`slow: ${requirement.useCase}`)
      const [inside] = elements
      if (verdict === 'pass') expect(elements).toEqual([])
      else if (verdict === 'fail')
        expect(inside).toMatchObject({ name: 'failure', attributes: { message: reason, type: 'fail' } }) // prettier-ignore
      else expect(inside).toMatchObject({ name: 'skipped', attributes: { message: `${verdict}: ${reason}` } })
    }
    // Otherwise the test says nothing of one of them.
    expect([...seen].sort()).toEqual(['fail', 'not exercised', 'pass', 'undecided'])
  })

  test('counts in its heads what it holds, strictly or not', async () => {
    for (const strict of [false, true]) {
      const root = readXml(junitXml(await slow, strict))
      const all = cases(junitXml(await slow, strict))
      const many = (what: string) => String(all.filter((one) => result(one) === what).length)
      for (const head of [root, root.elements[0]!])
        expect(head.attributes).toMatchObject({
          tests: String(all.length),
          failures: many('failure'),
          skipped: many('skipped'),
          errors: '0',
        })
    }
  })

  test('makes a failure of what is not decided where that is asked', async () => {
    const run = await slow
    const all = cases(junitXml(run, true))
    for (const [i, { verdict }] of run.outcomes.entries()) {
      expect(result(all[i]!)).toBe(verdict === 'pass' ? 'passed' : 'failure')
      if (verdict !== 'pass') expect(all[i]!.elements[0]!.attributes['type']).toBe(verdict)
    }
  })

  test('has the figures of what failed', async () => {
    const run = await slow
    const failed = run.outcomes.findIndex((one) => one.verdict === 'fail' && one.delivered > 0)
    const { requirement, reason, sent, counted, latencyS } = run.outcomes[failed]!
    const { text } = cases(junitXml(run, false))[failed]!.elements[0]!
    expect(text.split('\n').slice(0, 2)).toEqual([reason, `${requirement.from} → ${requirement.to}`])
    expect(text).toContain(`sent ${sent}, `)
    expect(text).toContain(` of ${counted} counted `)
    // All are late: of a share of none the interval begins at 0, and the least latency is the 20 s.
    expect(text).toMatch(/\n95 % interval: 0 % to \d/)
    expect(latencyS!.p50).toBeGreaterThan(20)
    expect(text).toMatch(/\nlatency: p50 2\d(\.\d+)? s, p90 /)
    expect(text).not.toMatch(/undefined|NaN/)
  })

  test('is the same, byte for byte, from run to run', async () => {
    const again = (await run(deploymentOf(SLOW)))!
    expect(junitXml(again, false)).toBe(junitXml(await slow, false))
  })

  test('stays well-formed whatever the names and reasons are', async () => {
    const run = await slow
    const nasty = 'a <b> & "c" \'d\' ]]> \u0000\u001b[31m \ud800 \uffff é → 𝄞\n\te'
    const { settings } = run.deployment
    const deployment = { ...run.deployment, settings: { ...settings, name: nasty } }
    const outcomes = run.outcomes.map((one) => ({
      ...one,
      requirement: { ...one.requirement, id: nasty, useCase: nasty, from: nasty },
      reason: nasty,
      losses: [{ place: nasty, messages: 1 }],
    }))
    const clean = 'a <b> & "c" \'d\' ]]> [31m   é → 𝄞\n\te'
    for (const one of cases(junitXml({ ...run, deployment, outcomes }, true))) {
      expect(one.attributes).toMatchObject({ name: clean, classname: `${clean}: ${clean}` })
      for (const { text } of one.elements) expect(text).toContain(`lost: 1 at ${clean}`)
    }
  })
})

describe('an element', () => {
  // XML 1.0, section 2.2.
  const known = (text: string) => text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
  const some = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'<>&"\']![CDAT\0\r\n\t\ud801 ') })) // prettier-ignore

  test('gives back any text of its attributes, but for what XML cannot write', () => {
    fc.assert(
      fc.property(some, (text) => {
        expect(readXml(HEAD + element('a', { b: text })).attributes['b']).toBe(known(text))
      }),
    )
  })

  test('gives back any text inside, with the ends of lines as XML has them (2.11)', () => {
    fc.assert(
      fc.property(some, (text) => {
        expect(readXml(HEAD + textElement('a', {}, text)).text).toBe(known(text).replace(/\r\n?/g, '\n'))
      }),
    )
  })
})

describe('the reader of these tests', () => {
  test.each([
    ['an end that is missing', '<a><b></a>'],
    ['a bare &', '<a b="x & y"/>'],
    ['a < in an attribute', '<a b="<"/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['two roots', '<a/><a/>'],
    ['a control character', '<a b="\u0001"/>'],
    ['the end of a section in a text', '<a>]]></a>'],
    ['a section that does not end', '<a><![CDATA[ </a>'],
  ])('refuses %s', (_, text) => {
    expect(() => readXml(HEAD + text)).toThrow()
  })
})
