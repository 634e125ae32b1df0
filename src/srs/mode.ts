/**
 * The modes of a row that stands for several requirements, and the use case (SRS 4.20.2) that each belongs to. A flag
 * `X - DA Maint` or `X - VVC` leaves a mode with the use case of its payload; DSDR has no rows of its own (SRS 4.4.1.6),
 * and one row of FCIR speaks of all three controllers (SRS 4.4.1.7).
 */
const USE_CASES: Readonly<Record<string, string | undefined>> = {
  'DA Maint': undefined,
  VVC: undefined,
  DSDR: 'DSDR - Centralized Control',
  DMS: 'FCIR - DMS',
  'Distr DAC': 'FCIR - Distr DAC',
  'Regnl Distr DAC': 'FCIR - Regnl Distr DAC',
}

/** What payloads.csv calls three use cases together, of which the mode of each pair says which (SRS 4.4.1.7). */
export const PARTED_BY_MODE = 'FCIR'

/** The modes that a pair of such a payload must have one of. */
export const PARTING_MODES: readonly string[] = Object.keys(USE_CASES).filter((mode) =>
  USE_CASES[mode]?.startsWith(`${PARTED_BY_MODE} - `),
)

/** The words of the column `mode`; empty where a row is one requirement a pair. */
export const MODES: readonly string[] = ['', ...Object.keys(USE_CASES)]

export function useCaseOf(payload: { useCase: string }, mode: string): string {
  return USE_CASES[mode] ?? payload.useCase
}
