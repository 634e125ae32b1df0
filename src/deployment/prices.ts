import { z } from 'zod'
import { found } from '../input/quantity.js'
import { NETWORK_NAMES, type NetworkName } from './networks.js'

const price = (description: string) =>
  z
    .number({ error: (issue) => `expected a price without its currency, such as 30; found ${found(issue.input)}` })
    .min(0, 'expected a price of at least 0')
    .optional()
    .meta({ description })

const network = z
  .strictObject({
    link: price('Of one link, whatever its rate. Links are counted as in hourly.csv.'),
    mbps: price('Of each Mbps of the rate of each link.'),
  })
  .optional()
  .meta({ description: 'What the links of this network cost.' })

const networkPrices = Object.fromEntries(NETWORK_NAMES.map((name) => [name, network])) as Record<
  NetworkName,
  typeof network
>

/** `prices:` what links and DAPs cost. There are no prices that somebody has not given. */
export const prices = z
  .strictObject({
    currency: z
      .string({ error: (issue) => `expected a currency, such as EUR; found ${found(issue.input)}` })
      .min(1, 'expected a currency, such as EUR')
      .meta({ description: 'What prices are in; only shown.' }),
    per: z
      .enum(['month', 'year', 'once'], {
        error: (issue) => `expected month, year or once; found ${found(issue.input)}`,
      })
      .meta({ description: 'For what time a price is paid: all of them for the same.' }),
    networks: z
      .strictObject(networkPrices)
      .optional()
      .meta({ description: 'What links cost, by network; those that are not named cost nothing.' }),
    dap: price('Of one data aggregation point.'),
  })
  .optional()
  .meta({ description: 'What links and data aggregation points cost, for sgsim size (docs/sizing.md).' })

export type Prices = NonNullable<z.output<typeof prices>>
