import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { finished } from './finished.js'
import { COMMAND, switchTown } from './switch-town.js'

// Thirty commands at once for thirty meters; the head-end, or the DAP, takes a minute for each, one after the other. It goes down after ten
// and a half minutes, for ten minutes. What waited in it is gone with it, and after that nothing is in line: half an hour later another
// thirty come, of which as many are processed as there are minutes to the end of the run.
const town = (key: 'head-end' | 'dap', which: string) =>
  finished(
    deploymentOf(
      switchTown(`events: [{ at: '08:10:30', what: node-down, ${which}, for: 10 min }]`, '24 per day', '41 min'),
      'quantities.meters.electric.residential=30',
      `nodes.${key}.servers=1`,
      `nodes.${key}.processing=1 min`,
      // Whoever tells of what was lost would stand in the same line.
      'choices.requirements.4.15.4.4/SW_opr_cmd_comm-err=off',
    ),
  )

describe('what waits in a node that goes down', () => {
  test.each([
    ['head-end', 'node: head-end'],
    ['dap', 'dap: 1'],
  ] as const)('is gone with it, and holds nobody up when it is back: %s', (key, which) => {
    const model = town(key, which)
    const tally = model.tallies.find((one) => one.requirement.id === COMMAND)!
    // 10 of the first thirty before it falls; of the second thirty, which come at 08:30, those of 10 whole minutes.
    expect([tally.sent, tally.delivered, tally.lost]).toEqual([60, 20, 20])
  })
})
