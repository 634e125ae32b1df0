import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../src/deployment/deployment.js'
import { countInWords } from '../../src/plan/requirements-count-text.js'
import { countRequirements } from '../../src/plan/requirements-count.js'
import { requirementsTable } from '../../src/plan/requirements-table.js'
import { appliedRequirements } from '../../src/traffic/applied.js'
import { catalogue, deploymentOf } from '../deployment/fixture.js'

const town = deploymentOf('name: town\nprofile: ACvW\nquantities: { meters: { electric: { residential: 10 } } }')

function countOf(deployment: Deployment) {
  const { applied, leftOut } = appliedRequirements(deployment)
  return countRequirements(requirementsTable(deployment, applied, leftOut))
}

/** The town, in a catalogue of a few requirements. */
function countAmong(...ids: string[]) {
  const few = { ...catalogue, requirements: ids.map((id) => catalogue.requirement(id)!) }
  return countOf({ ...town, catalogue: few })
}

describe('the numbers of rows', () => {
  // A command to the electric meter, and its answers to CIS/Billing - Utility and to MDMS, which are one row of 4.15.4.1.
  const few = countAmong('4.15.4.1/SW_opr_cmd/1', '4.15.4.1/SW_opr_cmd_ack/1', '4.15.4.1/SW_opr_cmd_ack/2')

  test('are those of the profile: 1Aa + 1B + 1Ca + 1D there and back, and from 1D to 1B', () => {
    expect([few.parents, few.children, few.useCases]).toEqual([3, 4 + 4 + 3, 1])
  })

  // [(1Aa + 1B) or 1Ab] + [1Ca or (1Cba + 1Cb) or (1Cba + 1Cc)] + 1D has 8 legs, of which MDMS is not reached by 1Aa and 1Ab.
  test('stand beside those of every way, shared by the parents of a row or not', () => {
    expect(few.catalogue).toMatchObject({ parents: 3, childrenByParent: 8 + 8 + 6, childrenByRow: 8 + 8, useCases: 1 })
  })

  test('hold what of the catalogue is used, and stands in a scenario table', () => {
    // Copied under a title about valves: kept, not used (errata 4.15.4.7#1).
    expect(catalogue.requirement('4.15.4.7/SW_opr_cmd_ack/1')!.used).toBe(false)
    const { catalogue: all } = countAmong('4.15.4.1/SW_opr_cmd/1', '4.15.4.7/SW_opr_cmd_ack/1')
    expect(all.parents).toBe(1)
    // The leg that only the second table of 4.5.4.2 has.
    const alarm = 'distr_cust_storage_in-island-mode_alarm'
    expect(countAmong(`4.5.4.2/${alarm}/28`, `4.5.4.2.2/${alarm}/3`).catalogue.parents).toBe(1)
    const own = { ...catalogue.requirement('4.15.4.1/SW_opr_cmd/1')!, id: '9.1/a/1', row: '9.1/a', section: '9.1' }
    const added = { ...town, catalogue: { ...catalogue, requirements: [...catalogue.requirements, own] } }
    expect(countOf(added).catalogue).toEqual(countOf(town).catalogue)
  })

  // SRS 2.2.2.2 and 3: 19 use cases.
  test('are of as many use cases as the SRS counts', () => {
    const { catalogue: all, srs } = countOf(town)
    expect([all.useCases, srs.useCases]).toEqual([19, 19])
    expect(all.childrenByRow).toBeLessThan(all.childrenByParent)
  })
})

describe('the pairs of actors', () => {
  const few = countAmong('4.15.4.1/SW_opr_cmd/1', '4.15.4.1/SW_opr_cmd_ack/1', '4.15.4.1/SW_opr_cmd_ack/2')

  test('are counted whichever of the two sends', () => {
    // CIS/Billing - Utility and MDMS with the meter; by the legs MDMS with CIS/Billing - Utility and with the head-end, the
    // DAP with the head-end and with the meter.
    expect(few.actorPairs).toEqual({ endToEnd: 2, withLegs: 6 })
    expect(few.actorPairsOfExample).toBe(2)
    // By the other ways also the head-end with CIS/Billing - Utility and with the gateway, and that with the DAP.
    expect(few.catalogue.actorPairsOfExample).toEqual({ endToEnd: 2, withLegs: 9, ofKinds: 2, withUnused: 2 })
  })

  test('are counted with and without the classes of meters, and with what is not used', () => {
    // Scheduled reads of commercial and of residential electric meters (4.10.4.4) go to the head-end.
    const reads = '4.10.4.4/Mtr-read_multi-interval-data_resp-data'
    const unused = catalogue.requirements.find(
      (one) => !one.used && one.useCase === 'Meter Reading' && one.from !== one.to,
    )!
    const { actorPairsOfExample: pairs } = countAmong(`${reads}/5`, `${reads}/7`, unused.id).catalogue
    expect(pairs).toMatchObject({ endToEnd: 2, ofKinds: 1, withUnused: 3 })
  })

  test('are those of the two use cases of SRS 4.21 only', () => {
    const { actorPairsOfExample, catalogue: all } = countAmong('4.11.4.1/Audit_Application_Event/1')
    expect([actorPairsOfExample, all.actorPairsOfExample.endToEnd]).toEqual([0, 0])
  })
})

describe('the reason why the SRS counts others', () => {
  test('names its figures and those that they stand beside', () => {
    const count = countOf(town)
    const [rows, pairs] = countInWords(count)
    const { parents, childrenByRow, childrenByParent, actorPairsOfExample } = count.catalogue
    for (const figure of [7875, parents, childrenByRow, childrenByParent, parents + childrenByRow])
      expect(rows).toMatch(new RegExp(`\\b${figure}\\b`))
    for (const figure of [41, count.actorPairsOfExample, ...Object.values(actorPairsOfExample)])
      expect(pairs).toMatch(new RegExp(`\\b${figure}\\b`))
  })

  test('says that the figure lies between only where it does', () => {
    const all = countOf(town)
    const few = countAmong('4.15.4.1/SW_opr_cmd/1')
    for (const count of [all, few]) {
      const { parents, childrenByRow, childrenByParent } = count.catalogue
      const between = parents + childrenByRow <= 7875 && 7875 <= parents + childrenByParent
      expect(countInWords(count)[0]!.includes('lies')).toBe(between)
    }
    expect(few.catalogue.childrenByParent).toBe(8)
  })
})
