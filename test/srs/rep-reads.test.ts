import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { amiProfiles, readProfile, type Profile } from '../../src/srs/profile.js'
import { resolvePath } from '../../src/srs/resolve-path.js'

/** SRS 4.20.2, example b): where there is a retail provider, it reads meters on demand as the utility does. */
const catalogue = loadCatalogue()
const own = catalogue.requirements.filter((one) => one.section === '4.20.2')
const REP = 'CIS/Billing - REPi'
const UTILITY = 'CIS/Billing - Utility'

describe('the on-demand reads of a retail provider', () => {
  it('have the cells of the utility’s, but for how often (SRS 4.10.4.1 and 4.10.4.2)', () => {
    expect(own.length).toBeGreaterThan(0)
    for (const { id, payload, from, to, answers, cells } of own) {
      const swapped = (actor: string | undefined) => (actor === REP ? UTILITY : actor)
      const sibling = catalogue.requirements.find(
        (one) =>
          one.section.startsWith('4.10.4.') &&
          one.payload === payload &&
          one.from === swapped(from) &&
          one.to === swapped(to) &&
          one.answers === swapped(answers),
      )
      expect({ ...cells, howOften: '' }, id).toEqual({ ...sibling?.cells, howOften: '' })
    }
  })

  // The figure of 4.21 table 1, of the provider's meters; errors are a share of their commands (4.21 table 2).
  it('come 25 per 1000 a day of its meters, their errors as the utility’s', () => {
    for (const { id, payload, cells } of own) {
      const often = payload.type.endsWith('-err') ? 'See REQMTS Table' : '25 per 1000 per | REPi-Mtr per | day'
      expect(cells.howOften, id).toBe(often)
    }
  })

  it('are said to be inferred, each by its line of the errata', () => {
    for (const { id, section, erratum } of own) {
      const line = catalogue.errata.find((one) => one.id === erratum)
      expect(line, id).toMatchObject({ section, uses: expect.stringMatching(/^inferred/) })
    }
  })

  it('are asked of each kind of meter, answered or refused by it, to the one who asked', () => {
    const meters = ['2-Way Meter - Electr', '2-Way Meter - Gas', '2-Way Meter - Water']
    const of = (name: string) => own.filter((one) => one.payload.name === name)
    expect(of('on-demand_Mtr-read_cmd').map(({ from, to }) => [from, to])).toEqual(meters.map((one) => [REP, one]))
    for (const name of ['on-demand_Mtr-read_resp-data', 'on-demand_Mtr-read_cmd_err'])
      expect(of(name).map(({ from, to, answers }) => [from, to, answers])).toEqual(meters.map((one) => [one, REP, REP]))
  })

  it('are effects of its commands, and of no others', () => {
    const commands = own.filter((one) => one.payload.type === 'cmd').map((one) => one.id)
    for (const { id, payload, answers } of own) {
      if (payload.type === 'cmd') continue
      expect(answers, id).toBe(REP)
      const causes = catalogue.effects.filter((one) => one.effectIds.includes(id)).flatMap((one) => one.causeIds)
      const asked = causes.filter((cause) => catalogue.requirement(cause)?.from === answers)
      expect(asked, id).toEqual(commands)
    }
  })

  it('have a path under every AMI profile with a REP, and none of the REP’s under one without', () => {
    const wrong: string[] = []
    for (const code of amiProfiles.keys()) {
      const chosen = profile(code)
      for (const { id, from, to } of own) {
        const found = 'hops' in resolvePath(catalogue, chosen, from, to)
        if (found !== (chosen.rep || ![from, to].includes(REP))) wrong.push(`${code} ${id}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

function profile(code: string): Profile {
  const cell = readProfile(code)
  if (!('value' in cell)) throw new Error(cell.problem)
  return cell.value
}
