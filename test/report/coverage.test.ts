import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { withPrerequisites } from '../../src/deployment/use-cases.js'
import { runJson } from '../../src/report/run-json.js'
import { statementOf } from '../../src/report/coverage.js'
import { terminalReport } from '../../src/report/terminal.js'
import { run, type Run } from '../../src/run/run.js'
import { deploymentOf } from '../deployment/fixture.js'
import { rowsOf, written } from './written.js'

const TOWN = 'name: town\nduration: 2 h\nquantities: { meters: { electric: { residential: 20 } } }\n'

/** The lines over the first empty one after the statement: which run it is, and what it covers. */
function head(result: Run): { name: string[]; statement: string[] } {
  const lines = stripVTControlCharacters(terminalReport(result, 'reports/town')).split('\n')
  const [first, second] = [lines.indexOf(''), lines.indexOf('', lines.indexOf('') + 1)]
  return { name: lines.slice(0, first), statement: lines.slice(first + 1, second) }
}

/** Lines as one text, with single blanks. */
const unwrapped = (lines: string[]) => lines.join(' ').replaceAll(/\s+/g, ' ').trim()

const all = (result: Run, verdict: 'pass' | 'fail'): Run => ({
  ...result,
  outcomes: result.outcomes.map((one) => ({ ...one, verdict })),
})

describe('the report on the terminal begins with a statement of coverage', () => {
  test('in six lines at most: what is covered, what is missing, what can be claimed, on what it rests', async () => {
    const result = (await run(deploymentOf(TOWN)))!
    const { name, statement } = head(result)
    expect(name[0]).toBe('town')
    expect(name[1]).toBe('  profile ACvW: Meter Reading, Service Switch')
    const { useCases, payloads, assumptions } = statementOf(result)
    const text = unwrapped(statement)
    const sent = `${payloads.in.length} of ${payloads.required} payloads`
    expect(text).toContain(`covers 2 of ${useCases.required} use cases and ${sent} that ACvW requires`)
    expect(text).toContain(`missing ${useCases.missing.join(', ')} claim`)
    expect(text).toContain(`claim cannot be made: ${useCases.missing.length} use cases missing`)
    expect(text).toMatch(new RegExp(`rests on ${assumptions.count} assumptions \\(assumptions.csv\\)$`))
    const words = statement.map((line) => line.slice(0, 14).trim()).filter((word) => word !== '')
    expect(words).toEqual(['covers', 'missing', 'claim', 'rests on'])
    expect(statement.length).toBeLessThanOrEqual(6)
    for (const line of [...name, ...statement]) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('names as many of a long list as fit, and how many more there are', async () => {
    const result = (await run(deploymentOf(`${TOWN}profile: ARHEM3CvIW + DCSIRsF\n`)))!
    const { missing } = statementOf(result).useCases
    const [, shown, more] = /missing (.*) and (\d+) more \(see run.json\) claim/.exec(
      unwrapped(head(result).statement),
    )!
    const names = shown!.split(', ')
    expect(names).toEqual(missing.slice(0, names.length))
    expect(Number(more)).toBe(missing.length - names.length)
  })

  test('says what came as a prerequisite (SRS 4.20.2: PrePay needs three)', async () => {
    const result = (await run(deploymentOf(TOWN)))!
    const useCases = withPrerequisites(['PrePay'], result.deployment.catalogue.useCases)
    const { name } = head({ ...result, deployment: { ...result.deployment, useCases } })
    const prerequisites = "Cust. Info / Msgn'ng, Meter Reading, Service Switch"
    expect(unwrapped(name)).toContain(`profile ACvW: PrePay; as prerequisites ${prerequisites} (of PrePay) `)
    // SRS 4.20.2: ORM needs two others.
    const both = withPrerequisites(['PrePay', 'ORM'], result.deployment.catalogue.useCases)
    const apart = head({ ...result, deployment: { ...result.deployment, useCases: both } }).name
    expect(unwrapped(apart)).toContain("Cust. Info / Msgn'ng, Service Switch (of PrePay); ")
    expect(unwrapped(apart)).toContain('Meter Reading (of PrePay, ORM); Meter Events (of ORM)')
  })

  test('says which third parties must be considered, and what they read themselves (SRS 4.20.1, 4.20.2)', async () => {
    const none = head((await run(deploymentOf(TOWN)))!)
    expect(none.name[2]).toBe('  third parties: considered in Meter Reading; no retail provider takes part')
    const retail = unwrapped(head((await run(deploymentOf(`${TOWN}profile: ARCvW\n`)))!).name)
    expect(retail).toContain('on-demand reads come twice: of the utility, and of the retail provider (SRS 4.20.2)')
    const distribution = 'use-cases: [Volt/VAR - Centralized Control]\nprofile: DCSIW\n'
    const feeder = 'name: town\nduration: 1 h\nquantities: { substations: 1, feeder-devices: { cap-bank: 1 } }\n'
    expect(unwrapped(head((await run(deploymentOf(feeder + distribution)))!).name)).not.toContain('third parties')
  })

  test('names what is switched off, and why it is missing', async () => {
    const off = 'choices: { requirements: { 4.15.4.1/SW_opr_cmd: off } }\n'
    const { statement } = head((await run(deploymentOf(TOWN + off)))!)
    const text = unwrapped(statement)
    expect(text).toContain('SW_opr_cmd (switched off by the deployment)')
    expect(text).toMatch(/claim cannot be made: \d+ use cases missing; 1 payload missing/)
  })

  test('makes the claim in full where nothing is missing and all passed, and takes it back where one failed', async () => {
    const result = (await run(deploymentOf(TOWN)))!
    // The two use cases of the run are here all that there are.
    const { catalogue } = result.deployment
    const two = new Map([...catalogue.useCases].filter(([name]) => ['Meter Reading', 'Service Switch'].includes(name)))
    const deployment = { ...result.deployment, catalogue: { ...catalogue, useCases: two } }
    const passed = unwrapped(head(all({ ...result, deployment }, 'pass')).statement)
    // The eight payloads of the valves have no meters here.
    expect(passed).toMatch(/covers all 2 use cases and 17 of 25 payloads that ACvW requires; 8 have no part here claim/)
    expect(passed).toContain('claim meets the SG-Network requirements for profile ACvW at these quantities rests on')
    const failed = unwrapped(head(all({ ...result, deployment }, 'fail')).statement)
    expect(failed).toContain(`claim cannot be made: ${result.outcomes.length} requirements failed rests on`)
  })

  test('says which lines are the user’s own', async () => {
    const result = (await run(deploymentOf(TOWN)))!
    const { catalogue } = result.deployment
    const own = {
      folder: 'mine',
      added: ['9.1/mine/1'],
      replaced: ['4.15.4.1/SW_opr_cmd/1', '4.15.4.3/SW_state_cmd/1'],
    }
    const deployment = { ...result.deployment, catalogue: { ...catalogue, own } }
    const text = unwrapped(head({ ...result, deployment }).statement)
    expect(text).toContain('own lines 1 added, 2 replaced by mine')
    expect(text).toContain("2 requirements not the SRS's")
  })
})

describe('a figure of the deployment’s own', () => {
  test('outside the SRS’s range stands in the claim, by its name', async () => {
    const often = 'choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 6 per day } } }\n'
    const text = unwrapped(head((await run(deploymentOf(TOWN + often)))!).statement)
    expect(text).toContain("1 figure outside the SRS's range (4.15.4.1/SW_opr_cmd how-often)")
  })
})

describe('the statement in run.json', () => {
  test('has every list whole, and counts the assumptions as assumptions.csv lists them', async () => {
    const { files, result } = await written(deploymentOf(TOWN))
    const { coverage } = JSON.parse(files.get('run.json')!) as { coverage: Record<string, never> }
    const { useCases, payloads, thirdParty, claim } = statementOf(result)
    const assumptions = { count: rowsOf(files.get('assumptions.csv')!).length, listedIn: 'assumptions.csv' }
    expect(coverage).toEqual({
      profiles: [{ territory: null, profile: 'ACvW' }],
      useCases,
      payloads,
      own: { folder: null, added: [], replaced: [] },
      thirdParty,
      claim: { ...claim, assumptions },
    })
  })

  test('agrees with the verdicts of the run', async () => {
    const result = (await run(deploymentOf(TOWN, 'duration=1 day')))!
    const json = runJson(result) as {
      coverage: { claim: { because: string[] } }
      requirements: { undecided: number; notExercised: number }
    }
    const { undecided, notExercised } = json.requirements
    expect([undecided, notExercised]).not.toContain(0)
    expect(json.coverage.claim.because.slice(-2)).toEqual([`${undecided} undecided`, `${notExercised} not exercised`])
  })
})
