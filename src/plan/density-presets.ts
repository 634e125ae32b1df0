/** How densely meters stand, of a kind of country. */
export interface Density {
  name: string
  metersPerSquareMile: number
  status: 'stated' | 'assumed'
  source: string
}

/** Of one square mile, by definition 1.609344 km long. */
export const SQUARE_KM_PER_SQUARE_MILE = 1.609344 ** 2

/**
 * The SRS gives no figure (4.21 step 5 only says that densities differ). The Census Bureau's criteria count housing units; one
 * electric meter for each is our assumption.
 */
export const DENSITIES: readonly Density[] = [
  {
    name: 'urban',
    metersPerSquareMile: 1275,
    status: 'stated',
    source: '87 FR 16706 (2022): housing units of the high-density nucleus that an urban area has',
  },
  {
    name: 'suburban',
    metersPerSquareMile: 425,
    status: 'stated',
    source: '87 FR 16706 (2022): housing units from which a block is of an initial urban core',
  },
  {
    name: 'rural',
    metersPerSquareMile: 20,
    status: 'assumed',
    source: 'none: a tenth of the 200 from which a block beside a core counts as urban (87 FR 16706)',
  },
]
