import { overridePath } from '../deployment/load.js'
import { didYouMean } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import { parseYaml } from '../input/yaml.js'
import { allProfiles } from '../srs/profile.js'
import { sameValueKey } from './sweep-same-value.js'
import { gridOf, type Sweep, type SweepAxis, type SweepValue } from './sweep.js'

/** The sweep that is asked for on the command line; undefined where none is. */
export function sweepOfOptions(vary: readonly string[], profiles: string | undefined): Sweep | undefined {
  const problems = new Problems()
  const axes: SweepAxis[] = []
  const add = (axis: SweepAxis | undefined, option: string) => {
    if (axis === undefined) return
    const whole = overridePath(axis.path).join('.')
    if (axes.some(({ path }) => overridePath(path).join('.') === whole))
      problems.add({ file: option }, `"${axis.path}" is varied already`)
    axes.push(axis)
  }
  if (profiles !== undefined) add(profilesAxis(profiles, problems), `--profiles ${profiles}`)
  for (const text of vary) add(axisOf(text, problems), `--vary ${text}`)
  problems.throwIfAny()
  return axes.length === 0 ? undefined : gridOf(axes)
}

function profilesAxis(text: string, problems: Problems): SweepAxis {
  const known = [...allProfiles()]
  const named = text.split(',').map((one) => one.trim())
  const codes = text.trim() === 'all' ? known : named
  for (const [i, code] of codes.entries()) {
    const origin = `--profiles ${text}`
    if (!known.includes(code))
      problems.add({ file: origin }, `expected all, or profiles with commas between them; found "${code}"`, didYouMean(code, known)) // prettier-ignore
    else if (codes.indexOf(code) < i) problems.add({ file: origin }, `expected each once, found "${code}" again`)
  }
  return {
    path: 'profile',
    values: codes.map((data) => {
      const override = { path: ['profile'], text: JSON.stringify(data), origin: `--profiles ${data}` }
      return { path: 'profile', data, override }
    }),
  }
}

/** `nan.rate=50kbps,100kbps`. */
function axisOf(text: string, problems: Problems): SweepAxis | undefined {
  const form = /^([^=]+)=(.+)$/s.exec(text)
  const expected = 'expected a path and its values, such as nan.rate=50kbps,100kbps'
  if (!form) {
    problems.add({ file: `--vary ${text}` }, expected)
    return undefined
  }
  const path = form[1]!.trim()
  const values: SweepValue[] = []
  for (const part of splitAtCommas(form[2]!)) {
    const origin = `--vary ${path}=${part}`
    if (part === '') problems.add({ file: `--vary ${text}` }, expected, 'between two commas there is nothing')
    try {
      const data = part === '' ? null : parseYaml(part, origin).data
      if (values.some((one) => sameValueKey(one.data) === sameValueKey(data)))
        problems.add({ file: `--vary ${text}` }, `expected each value once, found "${part}" again`)
      values.push({ path, data, override: { path: overridePath(path), text: JSON.stringify(data), origin } })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    }
  }
  return { path, values }
}

/** At those that are in no list, group or quotes. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let [depth, quote, part] = [0, '', '']
  for (const sign of text) {
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if ('[{'.includes(sign)) depth++
    else if (']}'.includes(sign)) depth--
    if (sign === ',' && depth === 0 && quote === '') {
      parts.push(part.trim())
      part = ''
    } else part += sign
  }
  return [...parts, part.trim()]
}
