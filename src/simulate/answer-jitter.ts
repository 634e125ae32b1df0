import type { Deployment } from '../deployment/deployment.js'
import { keyed } from '../kernel/keyed.js'
import type { Messages } from '../trace/messages.js'
import type { Emission } from '../traffic/emission.js'

const DRAW_ANSWER = 30

/** How long devices wait before they answer what was sent to all of them at once: not all are to speak in the same moment. */
export class AnswerJitter {
  private readonly most: number

  constructor(
    private readonly deployment: Deployment,
    private readonly messages: Messages,
    /** By source: the hash of its name. */
    private readonly sourceHash: Int32Array,
  ) {
    this.most = deployment.settings.timing['answer-jitter']
  }

  /** Microseconds from the receipt of a cause to the sending of an effect. */
  of(effect: Emission, cause: Emission, message: number, device: number): number {
    if (this.most === 0 || !cause.toAll || effect.device !== 'sends') return 0
    const { messages } = this
    const source = this.sourceHash[messages.source[message]!]!
    const { seed } = this.deployment.settings
    const draw = keyed(seed, source, messages.serial[message]!, effect.index, device + 1, DRAW_ANSWER)
    return Math.floor(draw * this.most)
  }
}
