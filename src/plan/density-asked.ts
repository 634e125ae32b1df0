import { didYouMean } from '../input/nearest.js'
import { Problems } from '../input/problems.js'
import { DENSITIES, SQUARE_KM_PER_SQUARE_MILE, type Density } from './density-presets.js'

/** `urban,rural`, `1500/square-mile` or `600/square-km`; `all` is every preset. */
export function readDensities(text: string): Density[] {
  const problems = new Problems()
  const place = { file: `--density ${text}` }
  const found: Density[] = []
  for (const word of text.split(',').map((one) => one.trim())) {
    const preset = DENSITIES.find((one) => one.name === word)
    const figure = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\/square-(mile|km)$/i.exec(word)
    if (word === 'all') found.push(...DENSITIES)
    else if (preset) found.push(preset)
    else if (figure && Number(figure[1]) > MOST)
      problems.add(place, `expected at most ${MOST} meters for an area; found "${word}"`)
    else if (figure && Number(figure[1]) >= 1 / MOST) {
      const per = Number(figure[1]) * (figure[2]!.toLowerCase() === 'km' ? SQUARE_KM_PER_SQUARE_MILE : 1)
      found.push({ name: word, metersPerSquareMile: per, status: 'stated', source: '--density' })
    } else {
      const names = [...DENSITIES.map((one) => one.name), 'all', '1500/square-mile', '600/square-km']
      problems.add(place, `expected a kind of country or meters above zero for an area; found "${word}"`, didYouMean(word, names)) // prettier-ignore
    }
  }
  problems.throwIfAny()
  return found
}

/** More than any square mile has, and few enough to reckon with. */
const MOST = 1e9
