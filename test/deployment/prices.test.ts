import { describe, expect, test } from 'vitest'
import { deploymentOf, problemsOf } from './fixture.js'

describe('prices', () => {
  test('are none unless somebody gives them, and no assumption', () => {
    expect(deploymentOf('name: a').settings.prices).toBeUndefined()
    const prices = '{ currency: EUR, per: month, networks: { wan: { link: 30 } }, dap: 1200 }'
    const priced = deploymentOf('name: a', `prices=${prices}`)
    expect(priced.settings.prices).toEqual({ currency: 'EUR', per: 'month', networks: { wan: { link: 30 } }, dap: 1200 }) // prettier-ignore
    expect(priced.assumptions.filter(({ name }) => name.startsWith('prices'))).toEqual([])
  })

  test('say in what and for how long they are, what a word means, and are not negative', () => {
    const text =
      'name: a\nprices: { per: week, networks: { wan: { link: -3, mpbs: 2 }, wna: { link: 1 } }, dap: 12 EUR }'
    const problems = problemsOf(text).join('\n')
    expect(problems).toMatch(/test\.yaml:2:\d+: prices\.currency: expected a currency, such as EUR/)
    expect(problems).toMatch(/prices\.per: expected month, year or once; found "week"/)
    expect(problems).toMatch(/prices\.networks\.wan\.link: expected a price of at least 0/)
    expect(problems).toMatch(/has no key "mpbs" \| did you mean "mbps"/)
    expect(problems).toMatch(/has no key "wna" \| did you mean "wan"/)
    expect(problems).toMatch(/prices\.dap: expected a price without its currency, such as 30; found "12 EUR"/)
  })
})
