import { z } from 'zod'
import { found } from '../input/quantity.js'
import type { Catalogue } from '../srs/catalogue.js'
import { OPERATING_MODES, type OperatingMode } from '../srs/operating-mode.js'
import type { Assumption } from './assumptions.js'

/** `operating-mode:` in which periods payloads come more often than stated. */
export const operatingMode = z
  .enum(OPERATING_MODES, {
    error: (issue) => `expected one of ${OPERATING_MODES.join(', ')}; found ${found(issue.input)}`,
  })
  .prefault('normal')
  .meta({
    description:
      'How busy the period is: medium and high scale what payloads/operating-modes.csv names (new rates, billing, moves, storms).',
    source: 'SRS 4.21 step 6',
  })

/** The factors of a mode, one a line of operating-modes.csv that has any bearing; none in normal periods. */
export function modeAssumptions(
  { operatingModes, requirement }: Pick<Catalogue, 'operatingModes' | 'requirement'>,
  mode: OperatingMode,
  useCases: readonly string[],
): Assumption[] {
  if (mode === 'normal') return []
  const bearing = operatingModes.scalings.filter(({ ids }) =>
    ids.some((id) => useCases.includes(requirement(id)!.useCase)),
  )
  return bearing.map((one) => ({
    name: `operating-mode.${mode}.${one.row}`,
    value: `${one[mode]} times`,
    setBy: 'default',
    source: one.source,
    description: `How many times as often as stated it comes (${one.situations.join(', ')}).`,
  }))
}
