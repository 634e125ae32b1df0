import { z } from 'zod'
import { found } from '../input/quantity.js'

/** A number of things: whole, not negative. How many are too many is a matter of memory, checked later with a figure. */
export const count = () =>
  z
    .number({ error: (issue) => `expected a whole number of them, such as 1000; found ${found(issue.input)}` })
    .refine((value) => Number.isInteger(value), {
      error: (issue) => `expected a whole number; found ${found(issue.input)}`,
    })
    .refine((value) => value >= 0, { error: (issue) => `expected a number of at least 0; found ${found(issue.input)}` })
    // What the schema for editors cannot see of the two above.
    .meta({ type: 'integer', minimum: 0 })

/** A number that follows from others unless it is given. */
const countOr = <R extends string>(rule: R) =>
  z
    .union([count(), z.literal(rule)], {
      error: (issue) => `expected a whole number of them, or "${rule}"; found ${found(issue.input)}`,
    })
    .prefault(rule as R)

const none = (description: string) => count().prefault(0).meta({ description })

const classes = (kind: string, other: string) =>
  z
    .strictObject({
      residential: none(`${kind} meters in homes.`),
      commercial: none(`${kind} meters of commercial and industrial customers.`),
      other: none(`${kind} meters ${other}`),
    })
    .prefault({})
    .meta({ description: `${kind} meters by class.` })

const NEITHER = 'that are neither residential nor commercial (they have no interval reads in the SRS).'

const perGateway = (example: number, description: string, source: string) =>
  count()
    .refine((value) => value >= 1, 'expected at least one endpoint')
    .prefault(example)
    .meta({ description, source })

/** `quantities:` how much of everything there is. Each kind stands in the territories whose profile has it. */
export const quantities = z
  .strictObject({
    meters: z
      .strictObject({
        electric: classes('Electric', NEITHER),
        gas: classes('Gas', NEITHER),
        water: classes('Water', 'of no class (the SRS knows no classes of water meters).'),
      })
      .prefault({})
      .meta({ description: 'Meters by kind and class.' }),
    'endpoints-per-dap': perGateway(
      1000,
      'Meters that share one data aggregation point.',
      'SRS 4.21 step 5 (its example)',
    ),
    esi: z
      .strictObject({
        'in-meter': none('Energy service interfaces in the electric meter: homes that the utility reaches through it.'),
        utility: none("Energy service interfaces of the utility's own, beside the meter."),
        'third-party': none('Energy service interfaces of third parties, reached over the Internet.'),
      })
      .prefault({})
      .meta({ description: 'Energy service interfaces, one a home, by kind.' }),
    han: z
      .strictObject({
        ipd: none('In-premise displays.'),
        ems: none("Customers' energy management systems."),
        pct: none('Thermostats that take messages (PCT).'),
        phev: none('Plug-in vehicles.'),
        appliance: none('Smart appliances.'),
        'load-control': none('Load control devices.'),
      })
      .prefault({})
      .meta({ description: 'Devices of the home area networks, spread evenly over the homes that have an interface.' }),
    'feeder-devices': z
      .strictObject({
        'cap-bank': none('Capacitor banks.'),
        regulator: none('Voltage regulators.'),
        sensor: none('Sensors, those that detect faults included.'),
        switch: none('Switches.'),
        sectionalizer: none('Sectionalizers.'),
        recloser: none('Reclosers.'),
        breaker: none('Circuit breakers, in the substations.'),
        storage: none("Customers' storage on a feeder."),
        generation: none("Customers' generation on a feeder."),
      })
      .prefault({})
      .meta({ description: 'Devices on the feeders.' }),
    substations: count()
      .refine((value) => value >= 1, 'expected at least one substation')
      .prefault(1)
      .meta({ description: 'Substations, each with one RTU, where there is a distribution profile.', source: 'none' }),
    'fan-gateways': z
      .strictObject({
        field: countOr('by endpoints').meta({ description: 'FAN gateways out on the feeders.', source: 'none' }),
        substation: countOr('by endpoints').meta({ description: 'FAN gateways in the substations.', source: 'none' }),
      })
      .prefault({})
      .meta({ description: 'FAN gateways, where the distribution profile has them.' }),
    'endpoints-per-fan-gateway': perGateway(50, 'Feeder devices that share one FAN gateway.', 'none'),
    'meters-per-feeder': perGateway(
      1500,
      'Electric meters that one feeder supplies, where no list names the feeders and no breakers are counted, of which each feeder has one.',
      'none',
    ),
    'feeders-per-area': perGateway(10, 'Feeders that make up one area, where no list names the areas.', 'none'),
    customers: countOr('as electric meters').meta({
      description: 'Customers who may use a web portal.',
      source: 'none',
    }),
    'retail-providers': count()
      .prefault(1)
      .meta({ description: 'Retail energy providers, where the profile has them.', source: 'none' }),
  })
  .prefault({})
  .meta({ description: 'How much of everything there is.' })

export type Quantities = z.output<typeof quantities>
