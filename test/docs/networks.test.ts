import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LOSS_REASONS } from '../../src/network/medium.js'
import { MEDIA } from '../../src/network/media.js'
import { TIMES } from '../../src/trace/leg-times.js'
import { deploymentOf } from '../deployment/fixture.js'

const TEXT = readFileSync('docs/networks.md', 'utf8')

/** The examples of a chapter, as the deployments that they are parts of. */
const examples = TEXT.split(/^## /m)
  .slice(1)
  .flatMap((chapter) => {
    const title = chapter.split('\n')[0]!
    const blocks = [...chapter.matchAll(/^```yaml\n(.*?)^```$/gms)].map((found) => found[1]!)
    return blocks.map((yaml) => ({ title, yaml, deployment: `name: example\n${yaml}` }))
  })

/** Makes known what the rest of the deployment would have: the profile, where an example has none. */
const known = (one: { deployment: string }) =>
  /^profile:/m.test(one.deployment) ? one.deployment : `${one.deployment}profile: ACvW + DCSIfF\n`

describe('docs/networks.md', () => {
  test.each(examples)('has an example that loads: $title', (one) => {
    const { settings, assumptions } = deploymentOf(known(one))
    expect(settings.name).toBe('example')
    // What it says has an effect: all of it is in the list of assumptions as set by the deployment.
    const keys = [...one.yaml.matchAll(/^[a-z]+(?=:)/gm)].map(([key]) => key).filter((key) => key !== 'profile')
    for (const key of keys)
      expect(assumptions.filter(({ name, setBy }) => setBy === 'deployment' && name.startsWith(`${key}.`))).not.toEqual(
        [],
      )
  })

  test.each(MEDIA)('has a chapter about %s, whose example is made of it', (medium) => {
    const own = examples.filter(({ title }) => title === `\`${medium}\``)
    expect(own).toHaveLength(1)
    const { networks } = deploymentOf(known(own[0]!)).settings
    const named = Object.keys(networks).filter((name) => new RegExp(`^  ${name}:`, 'm').test(own[0]!.yaml))
    expect(named.map((name) => networks[name as keyof typeof networks].medium)).toEqual([medium])
  })

  test('explains every reason for a loss, and no other', () => {
    const rows = TEXT.split('## Lost: where, and why')[1]!
      .split('## ')[0]!
      .matchAll(/^\| `([a-z ]+)` \|/gm)
    expect([...rows].map(([, reason]) => reason)).toEqual([...LOSS_REASONS])
  })

  test('speaks of every time of a leg', () => {
    const reading = TEXT.split('## Reading legs.csv')[1]!
    for (const time of TIMES) expect(reading).toContain(`\`${time}_*\``)
  })
})
