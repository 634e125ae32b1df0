import type { VerdictWord } from '../../src/check/verdict.js'
import type { Override } from '../../src/input/overrides.js'
import type { Variation, Figures, Variations, RequirementFigures } from '../../src/run/figures.js'

/** What came out where each requirement has this verdict. */
export function figuresWith(
  verdicts: Record<string, VerdictWord>,
  more: Partial<Figures> & { shares?: Record<string, number> } = {},
): Figures {
  const { shares = {}, ...rest } = more
  const requirements = Object.entries(verdicts).map(([requirement, verdict]): RequirementFigures => {
    const share = shares[requirement] ?? { pass: 0.99, fail: 0.5, undecided: 0.97, 'not exercised': undefined }[verdict]
    return {
      ...{ requirement, verdict, reason: `${verdict} of ${requirement}`, counted: 100, share, bound: 0.98 },
      ...{ low: share, high: share, latencyP99S: 1, leg: undefined },
    }
  })
  const lane = { network: 'wan', links: 4, rate: 1e6, bytesWire: 1, utilisation: 0.1, utilisationBusiest: 0.2 }
  const networks = (['down', 'up'] as const).map((direction) => ({ ...lane, direction }))
  const sums = { daps: 4, messages: 1, bytesApplication: 1, bytesWire: 1, events: 1 }
  return { requirements, budgets: [], networks, ...sums, ...rest }
}

/** Runs that come out as a function says, of the text of each path that is changed. */
export class FiguresAs implements Variations {
  readonly asked: string[] = []

  constructor(
    private readonly as: (values: Record<string, string>) => Figures | string,
    readonly atOnce = 1,
  ) {}

  async run(changes: readonly Override[]): Promise<Variation> {
    this.asked.push(changes.map(({ path, text }) => `${path.join('.')}=${text}`).join(' '))
    const values = Object.fromEntries(changes.map(({ path, text }) => [path.join('.'), text]))
    const result = this.as(values)
    if (typeof result !== 'string') return { figures: result }
    return { cannot: [{ position: { file: 'test' }, message: result, hint: undefined }] }
  }

  async close(): Promise<void> {}
}
