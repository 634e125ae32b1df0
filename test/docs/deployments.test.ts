import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { pages } from './pages.js'

/** The YAML of the pages that is a whole deployment: it has a name, and no jobs as the workflow of a CI server does. */
const deployments = pages().flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].flatMap(([, yaml]) =>
    /^name:/m.test(yaml!) && !/^jobs:/m.test(yaml!) ? [{ page, yaml: yaml! }] : [],
  ),
)

describe('the deployments of the documentation', () => {
  test('are some', () => {
    expect(deployments.length).toBeGreaterThan(2)
  })

  test.each(deployments)('load: $page', ({ yaml }) => {
    expect(deploymentOf(yaml).settings.name).toBe(/^name: *(\S+)/m.exec(yaml)![1])
  })
})
