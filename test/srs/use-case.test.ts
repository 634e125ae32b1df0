import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Problems } from '../../src/input/problems.js'
import { loadCatalogue, PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { allProfiles, readProfile, type Profile } from '../../src/srs/profile.js'
import type { Requirement } from '../../src/srs/requirement.js'
import { resolvePath } from '../../src/srs/resolve-path.js'
import { allPrerequisites, excludedBy, readUseCases } from '../../src/srs/use-case.js'

const problems = new Problems()
const useCases = readUseCases(PAYLOADS_FOLDER, problems)
const catalogue = loadCatalogue()

/** SRS 4.20.1 (whether a third party is considered) and 4.20.2 (prerequisites), line by line; FCIR is one line of three. */
const INFO = "Cust. Info / Msgn'ng"
const MAINTENANCE = 'Field DA Maint - Centralized Control'
const STATED: [string, boolean, string[]][] = [
  [INFO, true, ['Meter Reading']],
  [MAINTENANCE, false, []],
  ['Volt/VAR - Centralized Control', false, [MAINTENANCE]],
  ['DSDR - Centralized Control', false, [MAINTENANCE, 'Volt/VAR - Centralized Control']],
  ['FCIR - Distr DAC', false, [MAINTENANCE]],
  ['FCIR - DMS', false, [MAINTENANCE]],
  ['FCIR - Regnl Distr DAC', false, [MAINTENANCE]],
  ['Dispatch Distr. Cust. Storage', false, [MAINTENANCE, INFO, 'Meter Reading']],
  ['Islanded Distr. Cust. Storage', false, ['Dispatch Distr. Cust. Storage', MAINTENANCE, INFO, 'Meter Reading']],
  ['DR-DLC', true, [INFO, 'Meter Reading']],
  ['PrePay', true, [INFO, 'Service Switch', 'Meter Reading']],
  ['PHEV', true, ['DR-DLC', INFO, 'Meter Reading']],
  ['Firmware / Program Update', false, []],
  ['Meter Reading', true, []],
  ['Meter Events', false, ['Meter Reading']],
  ['ORM', false, ['Meter Events', 'Meter Reading']],
  ['Premise Network Admin', true, []],
  ['Price', true, ['DR-DLC']],
  ['Service Switch', false, []],
]

describe('use-cases.csv', () => {
  it('is what SRS 4.20.1 and 4.20.2 print', () => {
    expect(problems.list).toEqual([])
    const read = [...useCases.values()].map((one) => [
      one.name,
      one.thirdParty,
      one.prerequisites.map((prerequisite) => prerequisite.name),
    ])
    expect(read).toEqual(STATED)
  })

  it('names the use cases of the requirements, and no other', () => {
    const used = catalogue.requirements.filter((one) => one.used)
    expect(new Set(used.map((one) => one.useCase))).toEqual(new Set(useCases.keys()))
  })

  it('says of each line what is stated and what inferred', () => {
    for (const { name, needs, source } of useCases.values()) {
      expect(source, name).toContain('4.20.1 and 4.20.2')
      expect(source.includes('needs inferred'), name).toBe(needs.length > 0)
    }
  })

  it('takes the prerequisites of prerequisites too: those of Price are those of DR-DLC, and it', () => {
    const names = (name: string) => [...allPrerequisites(useCases.get(name)!)].map((one) => one.name)
    expect(names('Price').sort()).toEqual([INFO, 'DR-DLC', 'Meter Reading'].sort())
    expect(names('Meter Reading')).toEqual([])
  })

  /**
   * What a use case needs is counted: under profiles that have everything but this, none of its pairs is left that has a path,
   * devices to count and, where it is an effect, a cause. Only joining a home's network needs a home's network although
   * meters, which are in its population, would be left.
   */
  it.each([
    ['ami', 'DCSIRsF'],
    ['distribution', 'ARHEM3CvIW'],
    ['han', 'ARCvIW + DCSIRsF'],
  ] as const)('needs %s wherever nothing of a use case is left under %s', (need, code) => {
    const left = new Set(livePairs(profile(code)).map((one) => one.useCase))
    if (need === 'han') left.delete('Premise Network Admin')
    const gone = [...useCases.values()].filter((one) => !left.has(one.name)).map((one) => one.name)
    // A profile without AMI has no HAN either: what needs both goes with the first.
    const needing = [...useCases.values()].filter((one) => one.needs.includes(need)).map((one) => one.name)
    expect(gone).toEqual(needing)
  })
})

describe('a profile excludes a use case', () => {
  it.each([
    ['Premise Network Admin', 'ACvW', 'profile ACvW has no home area network'],
    ['Meter Reading', 'DCSIW', 'profile DCSIW has no metering'],
    ['Firmware / Program Update', 'DCSIW', undefined],
    ['PrePay', 'ACvW', undefined],
    ['PHEV', 'AHEMCvIW', undefined],
    [MAINTENANCE, 'ACvW', 'profile ACvW has no distribution network'],
    [MAINTENANCE, 'DDIsF', undefined],
    ['FCIR - DMS', 'DDIsF', 'profile DDIsF has no centralized control'],
    ['FCIR - Distr DAC', 'ACvW + DCSIW', 'profile ACvW + DCSIW has no decentralized control'],
    ['FCIR - Distr DAC', 'ACvW + DDIsF', undefined],
    // By what must run with it (SRS 4.20.2).
    [
      'Dispatch Distr. Cust. Storage',
      'DCSIW',
      'profile DCSIW has no metering, which its prerequisite Meter Reading needs',
    ],
    ['Dispatch Distr. Cust. Storage', 'ACvW + DCSIW', undefined],
  ])('%s, %s: %s', (name, code, why) => {
    expect(excludedBy(useCases.get(name)!, profile(code))).toBe(why)
  })

  it('never one without its prerequisites: who has room for a use case has room for them', () => {
    for (const code of allProfiles()) {
      const chosen = profile(code)
      for (const useCase of useCases.values()) {
        if (excludedBy(useCase, chosen) !== undefined) continue
        for (const other of allPrerequisites(useCase))
          expect(excludedBy(other, chosen), `${useCase.name}, ${other.name}, ${code}`).toBeUndefined()
      }
    }
  })

  // SRS 4.20.2: the maintenance of feeder devices is in play whatever the other use cases of distribution are.
  it('never the maintenance of feeder devices where there is distribution', () => {
    for (const code of allProfiles()) {
      const chosen = profile(code)
      expect(excludedBy(useCases.get(MAINTENANCE)!, chosen) === undefined, code).toBe(chosen.distribution !== undefined)
    }
  })
})

describe('a table of use cases', () => {
  const made: string[] = []
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
  })

  const HEAD = 'use_case,prerequisites,third_party,needs,control,source\n'
  it.each([
    ['an unknown prerequisite', 'A,,yes,,any,s\nB,reading,yes,,any,s\n', 3, 3, '"reading"', 'one of: A, B'],
    ['a misspelt one', 'Reading,,yes,,any,s\nB,Raeding,yes,,any,s\n', 3, 3, 'unknown use case', 'mean "Reading"?'],
    ['itself as one', 'A,A,yes,,any,s\n', 2, 3, '"A" is its own prerequisite', ''],
    ['a circle', 'A,B,yes,,any,s\nB,C,yes,,any,s\nC,A,yes,,any,s\n', 3, 3, 'own prerequisite by way of C, A', ''],
    ['neither yes nor no', 'A,,yess,,any,s\n', 2, 4, 'unexpected "yess"', 'mean "yes"?'],
    ['an unknown need', 'A,,yes,ami;hann,any,s\n', 2, 12, 'unexpected "hann"', 'mean "han"?'],
    ['an unknown control', 'A,,yes,,centralised,s\n', 2, 9, 'unexpected "centralised"', 'mean "centralized"?'],
    ['a name twice', 'A,,yes,,any,s\nA,,yes,,any,s\n', 3, 1, '"A" stands at', ''],
    ['no name', ',,yes,,any,s\n', 2, 1, 'is empty', ''],
  ])('with %s is refused where it stands', (_, lines, line, column, message, hint) => {
    const found = read(HEAD + lines)
    const problem = found.problems.list.find((one) => one.message.includes(message))
    expect(problem, JSON.stringify(found.problems.list)).toBeDefined()
    expect(problem?.position).toEqual({ file: found.file, line, column })
    expect(problem?.hint ?? '').toContain(hint)
  })

  it('tells all that is wrong, and says of every use case of a circle that it is in one', () => {
    const { problems } = read(`${HEAD}A,B,yes,,any,s\nB,A,no,sky,any,s\nC,B,maybe,,any,s\n`)
    expect(problems.list.map((one) => one.message)).toEqual([
      expect.stringContaining('"A" is its own prerequisite by way of B'),
      expect.stringContaining('"B" is its own prerequisite by way of A'),
      expect.stringContaining('unexpected "sky"'),
      expect.stringContaining('unexpected "maybe"'),
    ])
  })

  it('of the user’s own may put a line in the place of a shipped one, and add one that needs others', () => {
    const folder = written(`${HEAD}Price,,no,,any,mine\nMine,Price;Meter Reading,no,,any,mine\n`)
    const own = new Problems()
    const both = readUseCases([PAYLOADS_FOLDER, folder], own)
    expect(own.list).toEqual([])
    expect([...both.keys()]).toEqual([...useCases.keys(), 'Mine'])
    expect(both.get('Price')?.prerequisites).toEqual([])
    expect(both.get('Mine')?.prerequisites.map((one) => one.name)).toEqual(['Price', 'Meter Reading'])
  })

  function written(text: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'sgsim-use-cases-'))
    made.push(folder)
    writeFileSync(join(folder, 'use-cases.csv'), text)
    return folder
  }

  function read(text: string): { problems: Problems; file: string } {
    const folder = written(text)
    const own = new Problems()
    readUseCases(folder, own)
    return { problems: own, file: join(folder, 'use-cases.csv') }
  }
})

/** The used pairs that a profile leaves: with a path, something to count, and a cause where they are effects. */
function livePairs(chosen: Profile): Requirement[] {
  const live = new Map<string, Requirement>()
  for (const one of catalogue.requirements) {
    if (!one.used || 'missing' in resolvePath(catalogue, chosen, one.from, one.to)) continue
    if (counts(one, chosen)) live.set(one.id, one)
  }
  const causesOf = new Map<string, string[]>()
  for (const { effectIds, causeIds } of catalogue.effects)
    for (const id of effectIds) causesOf.set(id, [...(causesOf.get(id) ?? []), ...causeIds])
  for (let before = -1; before !== live.size;) {
    before = live.size
    for (const { id, answers } of [...live.values()]) {
      const causes = causesOf.get(id)
      const isCause = (cause: string) => live.has(cause) && (answers === undefined || answers === live.get(cause)!.from)
      if (causes !== undefined && !causes.some(isCause)) live.delete(id)
    }
  }
  return [...live.values()]
}

/** Whether some population of a How Often counts what a profile has. */
function counts({ howOften }: Requirement, { ami, distribution, han }: Profile): boolean {
  if ('seeTable' in howOften) return true
  return howOften.terms.some(({ population }) => {
    const { counts } = catalogue.populations.get(population)!
    if (counts === 'one') return true
    return counts.some((countable) => {
      if (/^han\./.test(countable)) return han
      if (/^(electric|gas|water|esi)\.|^dap$/.test(countable)) return ami !== undefined
      if (/^(feeder|fan-gateway)\.|^substation$/.test(countable)) return distribution !== undefined
      return true
    })
  })
}

function profile(code: string): Profile {
  const cell = readProfile(code)
  if (!('value' in cell)) throw new Error(cell.problem)
  return cell.value
}
