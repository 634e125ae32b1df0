import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/input/csv.js'
import { loadCatalogue } from '../../src/srs/catalogue.js'

const catalogue = loadCatalogue()
const used = catalogue.requirements.filter((requirement) => requirement.used)

/** SRS 4.4.1: which scenarios of distribution automation belong to which of its four use cases. */
describe('the mapping of 4.4.1', () => {
  const columns = ['section', 'maintenance', 'volt_var', 'dsdr', 'fault']
  const lines = readCsv(join(import.meta.dirname, 'fixtures/distribution-mapping.csv'), columns)
  const NAMES: Record<string, string> = {
    maintenance: 'Field DA Maint - Centralized Control',
    volt_var: 'Volt/VAR - Centralized Control',
    dsdr: 'DSDR - Centralized Control',
    fault: 'FCIR',
  }

  it('has the scenarios that have rows, 21 of them', () => {
    const sections = new Set(used.map((one) => one.section).filter((section) => section.startsWith('4.4.1.')))
    expect(new Set(lines.map((line) => line.get('section')))).toEqual(sections)
    expect(lines).toHaveLength(21)
  })

  it.each(lines.map((line) => [line.get('section'), line] as const))(
    'says of %s what its rows say',
    (section, line) => {
      const useCases = used
        .filter((one) => one.section === section)
        .map((one) => one.useCase.replace(/^FCIR - .*/, 'FCIR'))
      const included = Object.keys(NAMES).filter((column) => line.get(column) === 'yes')
      expect(new Set(useCases)).toEqual(new Set(included.map((column) => NAMES[column])))
    },
  )
})

/** SRS 4.9.1: what is updated, and whether one by one, in groups or all at once. */
describe('the table of update methods of 4.9.1', () => {
  const columns = ['payloads', 'configuration', 'firmware', 'unicast', 'multicast', 'broadcast']
  const lines = readCsv(join(import.meta.dirname, 'fixtures/update-methods.csv'), columns)
  const names = new Set(used.map((one) => one.payload.name))
  const has = (pattern: RegExp) => ([...names].some((name) => pattern.test(name)) ? 'yes' : 'no')
  const columnsOf = (device: string): Record<string, string> => ({
    configuration: has(new RegExp(`^${device}(-In-Utility)?_program_update_cmd$`)),
    firmware: has(new RegExp(`^${device}(-In-Utility)?_firmware_update_cmd$`)),
    unicast: has(new RegExp(`^${device}(-In-Utility)?_\\w+_update_cmd$`)),
    multicast: has(new RegExp(`^${device}(-In-Utility)?_\\w+_update_multicast_cmd$`)),
    broadcast: has(new RegExp(`^${device}(-In-Utility)?_\\w+_update_broadcast_cmd$`)),
  })

  it('agrees with the rows but for the configuration of the ESI, which the errata name', () => {
    const differences = lines.flatMap((line) => {
      const own = columnsOf(line.get('payloads'))
      const differing = Object.keys(own).filter((column) => line.get(column) !== own[column])
      return differing.map((column) => `${line.get('payloads')} ${column}`)
    })
    expect(differences).toEqual(['ESI configuration'])
    const errata = catalogue.errata.filter((one) => one.section === '4.9.1')
    expect(errata.map((one) => one.uses)).toContain('none: for the ESI only firmware')
  })

  it('names each device whose updates have rows', () => {
    const devices = [...names].flatMap(
      (name) => /^(.+?)(?:-In-Utility)?_(?:firmware|program)_update/.exec(name)?.[1] ?? [],
    )
    expect(new Set(devices)).toEqual(new Set(lines.map((line) => line.get('payloads'))))
  })
})
