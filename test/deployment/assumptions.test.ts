import { describe, expect, test } from 'vitest'
import { deploymentOf } from './fixture.js'

function assumption(name: string, yaml: string, ...set: string[]) {
  return deploymentOf(yaml, ...set).assumptions.find((one) => one.name === name)
}

describe('the list of assumptions', () => {
  // What the SRS leaves open: the choices of this project, as the issue and design.md name them.
  test.each([
    ['networks.nan.rate', '100 kbps', 'none'],
    ['networks.wan.medium', 'wire', 'none'],
    ['nodes.meter.processing', '50 ms', 'none'],
    ['timing.scheduled-reads', 'spread', 'none'],
    ['timing.everything-else', 'poisson', 'none'],
    ['effects', 'causal', 'none'],
    ['collection', 'push', 'SRS 4.10.4.4'],
    ['choices.ranges', 'mid', 'SRS 4.21 step 4'],
    ['quantities.endpoints-per-dap', '1000', 'SRS 4.21 step 5 (its example)'],
    ['assumptions.x-batches', '1', 'none'],
    ['assumptions.x-mb', '1 MB', 'none'],
    ['assumptions.see-reqmts-table', '25 per 1000 per day', 'SRS 4.21 table 1'],
    ['assumptions.see-reqmts-table-errors', '1 per 1000', 'SRS 4.21 table 2'],
    ['assumptions.share-in-when', '100%', 'SRS 2.2.2.2.1 (majority)'],
    ['enrolment.prepay', '0 %', 'none'],
    ['assumptions.reliability-holds', 'in-time', 'none'],
  ])('holds the default of %s with its source', (name, value, source) => {
    const found = assumption(name, 'name: a')
    if (value === undefined) expect(found).toBeUndefined()
    else expect(found).toMatchObject({ value, setBy: 'default', source })
  })

  test('has a line for every figure of every network and node, each with a description', () => {
    const { assumptions, settings } = deploymentOf('name: a')
    const names = assumptions.map((one) => one.name)
    for (const [network, figures] of Object.entries(settings.networks)) {
      const open = Object.keys(figures).filter((key) => key !== 'medium')
      expect(names).toEqual(expect.arrayContaining(open.map((key) => `networks.${network}.${key}`)))
    }
    for (const [node, figures] of Object.entries(settings.nodes)) {
      expect(names).toEqual(expect.arrayContaining(Object.keys(figures as object).map((key) => `nodes.${node}.${key}`)))
    }
    expect(assumptions.filter((one) => one.description === '' || one.value === 'undefined')).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  test('says what the deployment sets, with its value as written', () => {
    const set = assumption('networks.wan.rate', 'name: a\nnetworks: { wan: { rate: 5 Mbps } }')
    expect(set).toMatchObject({ value: '5 Mbps', setBy: 'deployment', source: 'none' })
    expect(assumption('networks.wan.delay', 'name: a\nnetworks: { wan: { rate: 5 Mbps } }')!.setBy).toBe('default')
    expect(assumption('choices.ranges', 'name: a', 'choices.ranges=low')).toMatchObject({
      value: 'low',
      setBy: 'deployment',
      source: 'none',
    })
  })

  test('says so even where what is set is the default', () => {
    expect(assumption('effects', 'name: a\neffects: causal')!.setBy).toBe('deployment')
  })

  test('shows lists in brackets, and groups in braces where others stand around them', () => {
    const yaml = `name: a
networks:
  nan: { medium: plc, repeaters: [60%, 30%, 10%], loss: { share: 2%, poor: { devices: 3%, share: 30% } } }
  wan: { medium: sector, coverage: [{ share: 90%, rate-factor: 1 }, { share: 10%, rate-factor: 0.2 }] }`
    expect(assumption('networks.nan.repeaters', yaml)!.value).toBe('[60%, 30%, 10%]')
    expect(assumption('networks.nan.loss', yaml)!.value).toBe('share 2%, poor {devices 3%, share 30%}')
    const coverage = '[{share 90%, rate-factor 1}, {share 10%, rate-factor 0.2}]'
    expect(assumption('networks.wan.coverage', yaml)!.value).toBe(coverage)
    // A default that is a list likewise: that of a power line is one distance.
    const line = 'name: a\nnetworks: { nan: { medium: plc } }'
    expect(assumption('networks.nan.repeaters', line)).toMatchObject({ value: '[100%]', setBy: 'default' })
  })

  test('has each choice of a single requirement, each timing and each population by its name', () => {
    const { assumptions } = deploymentOf(`name: a
quantities: { meters: { electric: { other: 9 } } }
populations: { ElectrMtr: 8 }
timing: { requirements: { 4.15.4.3/SW_state_cmd: spread } }
choices: { requirements: { 4.15.4.1/SW_opr_cmd: { how-often: 1 per day, size: 30 B }, 4.10.4.5/bulk_Mtr-read_cmd: off } }`)
    const own = assumptions.filter((one) => one.setBy === 'deployment').map((one) => [one.name, one.value])
    expect(own).toEqual([
      ['quantities.meters.electric.other', '9'],
      ['populations.ElectrMtr', '8'],
      ['timing.requirements.4.15.4.3/SW_state_cmd', 'spread'],
      ['choices.requirements.4.15.4.1/SW_opr_cmd', 'how-often 1 per day, size 30 B'],
      ['choices.requirements.4.10.4.5/bulk_Mtr-read_cmd', 'off'],
    ])
  })

  test('leaves out meters that nobody has, and what the user decides without assuming', () => {
    const names = deploymentOf('name: a\nprofile: ACvW\nseed: 2\nduration: 2 days').assumptions.map((one) => one.name)
    expect(names.filter((name) => name.startsWith('quantities.meters.'))).toEqual([])
    for (const decision of ['name', 'profile', 'use-cases', 'duration', 'start', 'seed', 'volumetrics']) {
      expect(names).not.toContain(decision)
    }
  })
})
