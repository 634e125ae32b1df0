import type { Problems } from '../input/problems.js'
import { quantity, type Reading } from '../input/quantity.js'
import { printDuration, readDuration } from '../input/units.js'
import type { YamlFile } from '../input/yaml.js'

/** `warm-up:` what is sent in that time is simulated, but not judged. */
export const warmUp = quantity(readWarmUp, 'found, or a duration with its unit, such as "2 hr"').prefault('0 s').meta({
  description:
    'What is sent in this time after the start is simulated but not judged, as the network may still be settling. With `found` a run of its own is made first, from which the end of the warm-up is found (docs/statistics.md).',
})

function readWarmUp(text: string): Reading<number | 'found'> {
  return text.trim() === 'found' ? { value: 'found' } : readDuration(text)
}

/** Nothing would be left to judge. */
export function checkWarmUp(
  { 'warm-up': length, duration }: { 'warm-up': number | 'found'; duration: number },
  source: YamlFile,
  problems: Problems,
): void {
  if (length === 'found' || length < duration) return
  const hint = `the run lasts ${printDuration(duration)}`
  problems.add(source.position(['warm-up']), 'the warm-up must be shorter than the run', hint)
}
