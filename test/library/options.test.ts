import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check, load, parse, report, run, size, sweep } from '../../src/index.js'
import { newFolder, problemsIn, SMALL } from './fixture.js'

const town = parse(SMALL)

/** What a program without types may do. */
const asked = <T>(options: object) => options as T

test('options that there are not are refused, all at once and before anything runs, with the nearest that there is', async () => {
  const found = await problemsIn(() => run(town, asked({ replication: 2, confidnce: 0.9, workers: 1 })))
  expect(found).toEqual([
    'confidnce: is no option of run | did you mean "confidence"?',
    'replication: is no option of run | did you mean "replications"?',
  ])
})

test.each<[name: string, act: (options: never) => unknown, misspelt: string, meant: string]>([
  ['load', (options) => load('none.yaml', options), 'seeds', 'seed'],
  ['parse', (options) => parse(SMALL, 'town.yaml', options), 'payload', 'payloads'],
  ['check', (options) => check(town, 'none.csv', options), 'timezone', 'timeZone'],
  ['size', (options) => size(town, options), 'requirement', 'requirements'],
  ['sweep', (options) => sweep(town, options).next(), 'profile', 'profiles'],
])('%s refuses a misspelt option', async (name, act, misspelt, meant) => {
  expect(await problemsIn(() => act(asked<never>({ vary: 'wan.rate', [misspelt]: 'x' })))).toContain(
    `${misspelt}: is no option of ${name} | did you mean "${meant}"?`,
  )
})

test('a report and what a result can tell refuse them too', async () => {
  const ran = await run(parse(SMALL, 'town.yaml', { set: { duration: '1 h' } }))
  const folder = join(newFolder(), 'report')
  const page = 'HTML: is no option of report | did you mean "html"?'
  expect(await problemsIn(() => report(ran, folder, asked({ HTML: false })))).toEqual([page])
  for (const name of ['failed', 'junit', 'text'] as const)
    expect(await problemsIn(() => ran[name](asked({ strikt: true })))).toEqual([
      `strikt: is no option of ${name} | did you mean "strict"?`,
    ])
})

test('what is undefined is not asked for', async () => {
  expect(await problemsIn(() => parse(SMALL, 'town.yaml', { seed: undefined, set: undefined }))).toEqual([])
})
