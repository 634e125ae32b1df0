import { describe, expect, test } from 'vitest'
import { hasFailed } from '../../../src/run/budget-outcome.js'
import { runScenario } from './run-scenario.js'

const failing = (ran: Awaited<ReturnType<typeof runScenario>>) => ran.budgets.filter((one) => one.verdict === 'fail')

// Every way to a meter crosses the NAN once: 16 s, with a second at most for all the rest, unless a packet is sent again.
describe('a pilot over a NAN of 16 s', async () => {
  const ran = await runScenario('budgets')

  test('fails what the SRS gives 15 s, all of which is relaxed', () => {
    const failed = ran.outcomes.filter((one) => one.verdict === 'fail')
    expect(failed.length).toBeGreaterThan(0)
    const relaxed = new Set(ran.budgets.filter((one) => one.budget.kind === 'relax').map((one) => one.requirement))
    for (const { requirement, boundLatencyS, shareInTime } of failed) {
      expect(boundLatencyS).toBe(15)
      expect(shareInTime).toBe(0)
      expect(relaxed).toContain(requirement.id)
    }
    expect(hasFailed(ran, false)).toBe(false)
  })

  test('keeps its contract', () => {
    const ofContract = ran.budgets.filter((one) => one.budget.reason === 'contract 12.3')
    expect(ofContract.map((one) => [one.verdict, one.share])).toEqual([['pass', 1]])
    const ofEvents = ran.budgets.filter((one) => one.budget.demand.of === 'events')
    // Each command is of one operation.
    expect(ofEvents.map((one) => [one.verdict, one.share])).toEqual([['pass', 1]])
    const { sent, open } = ran.outcome('4.15.4.1/SW_opr_cmd/1')
    expect(ofEvents[0]!.counted).toBeGreaterThanOrEqual(sent - open - 10)
  })

  test('warns that the head-end holds too much', () => {
    expect(failing(ran).map((one) => [one.budget.level, one.name])).toEqual([['warn', 'add head-end backlog max < 10']])
  })
})

test('with nothing relaxed it fails', async () => {
  expect(hasFailed(await runScenario('budgets', 'budgets=[]'), false)).toBe(true)
})

test('over a NAN of 35 s the contract of 30 s is broken', async () => {
  const ran = await runScenario('budgets', 'nan.delay=35s')
  expect(failing(ran).map((one) => one.name)).toContain('tighten 4.15.4.1/SW_opr_cmd/1 to > 98.5% within 30 s')
  expect(hasFailed(ran, false)).toBe(true)
})
