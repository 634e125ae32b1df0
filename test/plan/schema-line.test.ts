import { describe, expect, test } from 'vitest'
import { schemaFor } from '../../src/plan/schema-line.js'

const IN = (place: string) => `${place}/scenarios/deployment.schema.json`

describe('the schema, as a deployment names it', () => {
  test.each([
    ['in a clone, beside the scenarios', '/p/sgsim/scenarios/mine.yaml', '/p/sgsim', './deployment.schema.json'],
    ['in a clone, at its top', '/p/sgsim/mine.yaml', '/p/sgsim', './scenarios/deployment.schema.json'],
    ['in a clone, deeper', '/p/sgsim/a/b/mine.yaml', '/p/sgsim', '../../scenarios/deployment.schema.json'],
    ['outside of the clone', '/p/town/mine.yaml', '/p/sgsim', IN('/p/sgsim')],
    ['of a name that begins alike', '/p/sgsim-2/mine.yaml', '/p/sgsim', IN('/p/sgsim')],
    ['in a project', '/p/town/mine.yaml', '/p/town/node_modules/sgsim', `./${IN('node_modules/sgsim')}`],
    ['in a folder of a project', '/p/town/nets/mine.yaml', '/p/town/node_modules/sgsim', `../${IN('node_modules/sgsim')}`], // prettier-ignore
    ['installed for all', '/p/town/mine.yaml', '/usr/lib/node_modules/sgsim', IN('/usr/lib/node_modules/sgsim')],
    // The line ends at a blank, so that the place is told as an address.
    ['with a blank in the way', '/p/town/mine.yaml', '/p/my tools/sgsim', `file://${IN('/p/my%20tools/sgsim')}`],
  ])('%s', (_, file, sgsim, line) => {
    expect(schemaFor(file, IN(sgsim))).toBe(line)
  })
})
