import { Problems } from '../input/problems.js'
import { SCOPES, type ScopeKind } from '../plan/volumetrics-scope.js'

/** Refuses options that what is asked for takes no notice of: whoever gives them believes that they count. */
export function refuseIdle(options: Given): void {
  const problems = new Problems()
  for (const [asked, idle] of IDLE) {
    if (options[asked] === undefined) continue
    for (const one of idle) {
      const value = options[one]
      if (value === undefined) continue
      for (const each of [value].flat())
        problems.add({ file: `--${one}${each === true ? '' : ` ${each}`}` }, `has no effect beside --${asked}`)
    }
  }
  problems.throwIfAny()
}

type Asked = 'paths' | 'areas' | 'density' | 'simulated' | 'simulate' | 'all'
type Idle = ScopeKind | 'all' | 'by' | 'hourly' | 'load'
type Given = Partial<Record<Asked | Idle, string | boolean | readonly string[]>>

/** Pairs of which commander tells already are not here: paths, areas, density, simulated and simulate beside one another. */
const IDLE: readonly (readonly [asked: Asked, idle: readonly Idle[]])[] = [
  ['paths', [...SCOPES, 'all', 'by', 'hourly', 'load']],
  ['areas', ['all', 'by', 'hourly']],
  ['density', ['all', 'by', 'hourly']],
  ['simulated', ['all', 'by', 'load']],
  ['simulate', ['all', 'by', 'load']],
  ['all', SCOPES],
]
