import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withPrerequisites } from '../../src/deployment/use-cases.js'
import { Problems } from '../../src/input/problems.js'
import { PAYLOADS_FOLDER } from '../../src/srs/catalogue.js'
import { readUseCases } from '../../src/srs/use-case.js'

const useCases = readUseCases(PAYLOADS_FOLDER, new Problems())
const names = [...useCases.keys()]

describe('the use cases in play', () => {
  // SRS 4.20.2: PrePay needs three; of Price only DR-DLC is printed, which needs two.
  test('are the chosen ones and their prerequisites, in the order of the catalogue', () => {
    expect(withPrerequisites(['PrePay'], useCases)).toEqual({
      useCases: ["Cust. Info / Msgn'ng", 'PrePay', 'Meter Reading', 'Service Switch'],
      pulledIn: [
        { useCase: "Cust. Info / Msgn'ng", by: ['PrePay'] },
        { useCase: 'Meter Reading', by: ['PrePay'] },
        { useCase: 'Service Switch', by: ['PrePay'] },
      ],
    })
    expect(withPrerequisites(['Service Switch', 'Price', 'ORM', 'DR-DLC'], useCases)).toEqual({
      useCases: ["Cust. Info / Msgn'ng", 'DR-DLC', 'Meter Reading', 'Meter Events', 'ORM', 'Price', 'Service Switch'],
      pulledIn: [
        { useCase: "Cust. Info / Msgn'ng", by: ['DR-DLC', 'Price'] },
        { useCase: 'Meter Reading', by: ['DR-DLC', 'ORM', 'Price'] },
        { useCase: 'Meter Events', by: ['ORM'] },
      ],
    })
  })

  test('are the chosen ones alone where nothing is needed', () => {
    const chosen = ['Meter Reading', 'Service Switch', 'Firmware / Program Update']
    expect(withPrerequisites(chosen, useCases)).toEqual({
      useCases: ['Firmware / Program Update', 'Meter Reading', 'Service Switch'],
      pulledIn: [],
    })
  })

  test('lack nothing: choosing all of them again pulls in no more, and each was chosen or is needed by one that was', () => {
    fc.assert(
      fc.property(fc.subarray(names), (chosen) => {
        const once = withPrerequisites(chosen, useCases)
        expect(withPrerequisites(once.useCases, useCases)).toEqual({ useCases: once.useCases, pulledIn: [] })
        const pulledIn = once.pulledIn.map((one) => one.useCase)
        expect([...chosen, ...pulledIn].sort()).toEqual([...once.useCases].sort())
        for (const { by } of once.pulledIn) {
          expect(by.length).toBeGreaterThan(0)
          for (const one of by) expect(chosen).toContain(one)
        }
      }),
    )
  })

  test('do not depend on the order of the choice', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names), (chosen) => {
        expect(withPrerequisites(chosen, useCases)).toEqual(withPrerequisites([...chosen].sort(), useCases))
      }),
    )
  })
})
