import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit-status.js'
import { columnsReference } from './reference/columns.js'
import { commandsReference, moreOf } from './reference/commands.js'
import { exitStatusReference } from './reference/exit-status.js'
import { keysReference } from './reference/keys.js'
import { programOf } from './reference/program.js'

const FOLDER = fileURLToPath(new URL('../../docs/reference/', import.meta.url))
const update = process.env['SGSIM_REFERENCE'] === 'update'

const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  'keys.md': keysReference,
  'columns.md': columnsReference,
  'commands.md': async () => commandsReference(await programOf()),
  'exit-status.md': async () => exitStatusReference(await programOf()),
}

describe('docs/reference', () => {
  test.each(Object.entries(PAGES))('%s is what the code says: npm run reference writes it', async (name, page) => {
    const text = await page()
    const file = join(FOLDER, name)
    if (update) {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(file, text)
    }
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '', `${file} is stale: npm run reference`).toBe(text)
  })

  test('has no page that nothing writes', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(PAGES).sort())
  })

  test('has every key of the JSON Schema at its top, explained', () => {
    const text = keysReference()
    const schema = JSON.parse(readFileSync('scenarios/deployment.schema.json', 'utf8')) as { properties: object }
    for (const key of Object.keys(schema.properties)) expect(text).toContain(`\n## \`${key}\`\n`)
    expect([...text.matchAll(/^\| `.*\| +\|$/gm)].map(([line]) => line)).toEqual([])
  })

  test('says of every exit status what it means', async () => {
    const text = exitStatusReference(await programOf())
    for (const status of Object.values(EXIT)) expect(text).toMatch(new RegExp(`^\\| \`${status}\` \\| \\S`, 'm'))
  })

  test('has examples in the help of each command, of commands and options that there are', async () => {
    const program = await programOf()
    for (const command of program.commands.filter((one) => one.name() !== 'help')) {
      const examples = moreOf(command).join('\n').replaceAll(/\\\n\s*/g, '').match(/^ +\$ .+$/gm) ?? [] // prettier-ignore
      expect(examples.join('\n'), command.name()).toContain(`sgsim ${command.name()}`)
      for (const example of examples
        .flatMap((line) => line.split(/ [|&]+ /))
        .filter((line) => line.includes('sgsim '))) {
        const [name, ...words] = example.slice(example.indexOf('sgsim ') + 'sgsim '.length).split(' ')
        const known = program.commands.find((one) => one.name() === name)
        expect(known, example).toBeDefined()
        for (const option of words.filter((word) => word.startsWith('--')))
          expect(
            known!.options.map(({ long }) => long),
            example,
          ).toContain(option.split('=')[0])
      }
    }
  })
})
