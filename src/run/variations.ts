import { verdictOf } from '../check/tally-result.js'
import { decide, type VerdictWord } from '../check/verdict.js'
import type { Deployment } from '../deployment/deployment.js'
import type { Override } from '../input/overrides.js'
import { InputError } from '../input/problems.js'
import type { Model } from '../simulate/model.js'
import { appliedRequirements } from '../traffic/applied.js'
import { checkLegs } from '../traffic/check-legs.js'
import { refuseTooLarge } from './memory.js'
import { Interrupted } from './replications.js'
import { simulated, type Watching } from './simulated.js'
import { warmedUp, type WarmUp } from './warm-up.js'

/** The same run with one value changed, or why there is none. */
export type Variation = { judged: Judged[] } | { cannot: string }

/** A requirement in one run, judged by that run alone. */
export interface Judged {
  /** Its id. */
  requirement: string
  verdict: VerdictWord
  /** What met the bound of what counted; undefined where nothing did. */
  share: number | undefined
}

/** Runs variations, somewhere. */
export interface Variations {
  /** How many it runs side by side. */
  readonly atOnce: number
  run(change: Override, warmUp: WarmUp): Promise<Variation>
  /** Ends those that still run. */
  close(): Promise<void>
}

export function judgedOf({ tallies }: Model, confidence: number): Judged[] {
  return tallies.map((tally) => {
    const { verdict, counted, good } = verdictOf(tally.result(), (share) => decide(share, { confidence, runs: 1 }))
    return { requirement: tally.requirement.id, verdict, share: counted === 0 ? undefined : good / counted }
  })
}

/** Loads and runs a variation. What is wrong with its input is said, and no error: it is a value that nobody has asked for. */
export async function variation(
  load: () => Deployment,
  warmUp: WarmUp,
  confidence: number,
  watching: Watching = {},
): Promise<Variation> {
  try {
    const loaded = load()
    // One that was found is that of the run; one that is given may be what varies.
    const deployment = warmUp.by === 'found' ? warmedUp(loaded, warmUp) : loaded
    checkLegs(deployment, appliedRequirements(deployment).applied)
    refuseTooLarge(deployment)
    const model = await simulated(deployment, watching)
    if (model === undefined) throw new Interrupted()
    return { judged: judgedOf(model, confidence) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { cannot: error.problems.map(({ message }) => message).join('; ') }
  }
}

/** In this thread, one after the other. */
export class VariationsHere implements Variations {
  readonly atOnce = 1

  constructor(
    private readonly withChange: (change: Override) => Deployment,
    private readonly confidence: number,
    private readonly watching: Watching = {},
  ) {}

  run(change: Override, warmUp: WarmUp): Promise<Variation> {
    return variation(() => this.withChange(change), warmUp, this.confidence, this.watching)
  }

  async close(): Promise<void> {}
}
