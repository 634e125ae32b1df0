import { describe, expect, it } from 'vitest'
import { profiles, readProfile } from '../../src/srs/profile.js'

describe('a profile', () => {
  // SRS table 5.4.1.
  it.each([
    ['ACdW', 'direct', 'W'],
    ['ACdIW', 'direct', 'IW'],
    ['ACdIIW', 'direct', 'IIW'],
    ['ACvW', 'mdms', 'W'],
    ['ACvIW', 'mdms', 'IW'],
    ['ACvIIW', 'mdms', 'IIW'],
  ])('%s has neither REP nor HAN and takes its two decisions from its letters', (code, cis, backhaul) => {
    expect(readProfile(code)).toMatchObject({ value: { code, rep: false, han: false, cis, backhaul } })
    expect(profiles).toContain(code)
  })

  it.each(['', 'ACvXW', 'acvw', 'ACvW ', 'ARHEM3CvIW'])('"%s" is refused with the names of those there are', (code) => {
    expect(readProfile(code)).toMatchObject({ problem: expect.stringContaining('ACvIIW'), offset: 0 })
  })
})
