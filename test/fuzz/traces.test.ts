import { it } from 'vitest'
import { asked, hunt } from './hunt.js'
import { readTrace, traces } from './traces.js'

it('a trace, whatever it says, is counted or refused with a place', { timeout: 3_600_000 }, () =>
  hunt(traces, readTrace, asked('traces', 150)),
)
