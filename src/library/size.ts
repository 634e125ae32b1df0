import { readSizeQuestion } from '../cli/size-options.js'
import type { Override } from '../input/overrides.js'
import type { Confirmed as Found, SizeAnswer as Answer } from '../plan/size-answer.js'
import { AT_ONCE } from '../plan/size-ends.js'
import { sizeJson } from '../plan/size-json.js'
import type { SizeItem } from '../plan/size-point.js'
import type { SizedValue } from '../plan/size-value.js'
import { holds } from '../plan/size-standing.js'
import { sizeText } from '../plan/size-text.js'
import { size as find } from '../plan/size.js'
import type { Variation, Variations } from '../run/figures.js'
import { Interrupted } from '../run/replications.js'
import { VariationsHere } from '../run/variations.js'
import { foundWarmUp, knownWarmUp } from '../run/warm-up.js'
import type { Deployment } from './deployment-types.js'
import { loadedOf, type Loaded } from './inner.js'
import { refuseUnknown } from './known-options.js'
import type { Confirmed, SizeAnswer, SizeOptions, Sizing } from './size-types.js'
import { shareText } from './options.js'
import { askingFor, reasonOf } from './stop.js'
import { asJson, plain } from './told.js'

/** How often it is looked whether somebody wants it to stop, while others run. */
const LOOK_MS = 100

/**
 * How large must a value be for a deployment to meet the SRS? The answer is a bracket, of two runs that say so.
 *
 * @throws {@link InputError} where nothing answers to what is varied, or an option is wrong
 */
export async function size(deployment: Deployment, options: SizeOptions): Promise<Sizing> {
  refuseUnknown('size', options, OPTIONS)
  const interrupted = askingFor(options)
  const loaded = loadedOf(deployment)
  const { inner } = loaded
  const { values, workers, confidence, replications, ...question } = readSizeQuestion(asCommand(options), inner)
  const { requirements = [], onTried, signal } = options
  // A warm-up that is to be found is found once, and is the same at every value.
  const isFound = inner.settings['warm-up'] === 'found'
  const warmUp = isFound ? await foundWarmUp(inner, { interrupted }) : undefined
  if (isFound && warmUp === undefined) throw reasonOf(signal)
  const fixed = warmUp === undefined ? [] : [knownWarmUp(warmUp)]
  const runs = unlessStopped(
    await variationsOf(loaded, { confidence, replications }, workers, interrupted),
    interrupted,
  )
  const watch = setInterval(() => {
    if (interrupted()) void runs.close()
  }, LOOK_MS)
  try {
    const told = onTried && { onTried: ({ name }: { name: string }, tried: number) => onTried(name, tried) }
    const found = await find(inner, values, runs, { ...question, fixed, requirements, ...told })
    const { together } = found
    return {
      answers: found.answers.map(toldAnswer),
      together: together && toldConfirmed(together, together.changes),
      runs: found.runs,
      text: () => plain(sizeText(found)),
      json: () => asJson(sizeJson(found)),
    }
  } catch (error) {
    throw error instanceof Interrupted ? reasonOf(signal) : error
  } finally {
    clearInterval(watch)
    await runs.close()
  }
}

const OPTIONS: Record<keyof SizeOptions, true> = {
  ...{ vary: true, from: true, to: true, headroom: true, requirements: true, resolution: true },
  ...{ confidence: true, replications: true, workers: true, onTried: true, signal: true },
}

/** As the command is asked, so that it is read and refused alike. */
function asCommand({
  vary,
  from,
  to,
  headroom,
  requirements,
  resolution,
  confidence,
  replications,
  workers,
}: SizeOptions) {
  return {
    vary: typeof vary === 'string' ? [vary] : [...vary],
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(headroom !== undefined && { headroom: shareText(headroom) }),
    ...(requirements !== undefined && { requirement: [...requirements] }),
    ...(resolution !== undefined && { resolution: shareText(resolution) }),
    ...(confidence !== undefined && { confidence: shareText(confidence) }),
    ...(replications !== undefined && { replications: String(replications) }),
    ...(workers !== undefined && { workers: String(workers) }),
  }
}

/** A run that is shorter than the slices in which it looks would not notice by itself. */
function unlessStopped(runs: Variations, interrupted: () => boolean): Variations {
  return {
    atOnce: runs.atOnce,
    run: async (changes) => {
      if (interrupted()) throw new Interrupted()
      return runs.run(changes)
    },
    close: () => runs.close(),
  }
}

/** In threads of their own, which read the file again; a text they could not read. */
async function variationsOf(
  { inner, file, overrides, payloads, withMore }: Loaded,
  { confidence, replications }: { confidence: number; replications: number },
  workers: number | undefined,
  interrupted: () => boolean,
): Promise<Variations> {
  if (file === undefined) return new VariationsHere(withMore, confidence, { interrupted }, replications)
  const { threadsFor, VARIATION_WORKER, Workers } = await import('../run/workers.js')
  const origin = { file, overrides, payloads, hash: inner.hash, confidence, kinds: false, replications }
  const threads = workers ?? threadsFor(inner, AT_ONCE)
  return new Workers<readonly Override[], Variation>(VARIATION_WORKER, origin, threads)
}

function toldAnswer({ sized, found, bracket, notDecided, binding, headroom, rest }: Answer): SizeAnswer {
  return {
    path: sized.path.join('.'),
    now: sized.kind.print(sized.now),
    found,
    fails: bracket.fails?.text,
    passes: found === 'no pass' || !bracket.isDecided ? undefined : bracket.passes?.text,
    notFailed: found === 'no pass' ? undefined : bracket.passes?.text,
    notDecided: names(notDecided),
    binding: names(binding),
    headroom: headroom && toldConfirmed(headroom, [{ sized, text: headroom.point.text }]),
    alwaysFail: names(rest.alwaysFail),
    undecided: names(rest.undecided),
    notExercised: names(rest.notExercised),
  }
}

function toldConfirmed(
  { failing, butFor, undecided, open, stands }: Found,
  changes: readonly { sized: SizedValue; text: string }[],
): Confirmed {
  const values = Object.fromEntries(changes.map(({ sized, text }) => [sized.path.join('.'), text]))
  return {
    values,
    holds: butFor.length === 0 && holds(stands),
    failing: names([...butFor, ...failing]),
    undecided: names([...undecided, ...open]),
  }
}

function names(items: readonly SizeItem[]): string[] {
  return items.map(({ name }) => name)
}
