import type { ChainOutcome } from '../run/chain-outcome.js'

/** The chains in short, or nothing where the deployment has none: they are no part of what decides the exit status. */
export function chainsField(chains: readonly ChainOutcome[]): string | undefined {
  if (chains.length === 0) return undefined
  const count = (word: ChainOutcome['verdict']) => chains.filter((one) => one.verdict === word).length
  const open = (['undecided', 'not exercised'] as const).filter((word) => count(word) > 0)
  const verdicts = ['pass', 'fail', ...open].map((word) => `${count(word as 'pass')} ${word}`).join(', ')
  const contradicted = chains.some((one) => one.subTotal.inconsistent !== undefined)
  const said = contradicted ? '; stated sub-totals contradict their legs (see chains.csv)' : ' (see chains.csv)'
  return `${verdicts}${said}; they do not change the exit status`
}
