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

/** The words of the column `mode`; empty where a row is one requirement a pair. */
export const MODES: readonly string[] = ['', ...Object.keys(USE_CASES)]

export function useCaseOf(payload: { useCase: string }, mode: string): string {
  return USE_CASES[mode] ?? payload.useCase
}
