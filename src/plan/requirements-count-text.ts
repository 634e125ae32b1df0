import type { RequirementsCount } from './requirements-count.js'

/** Why the SRS counts other numbers of rows and of pairs of actors than there are here. */
export function countInWords({ actorPairsOfExample, srs, catalogue }: RequirementsCount): string[] {
  const { parents, childrenByRow, childrenByParent, actorPairsOfExample: all } = catalogue
  const [fewest, most] = [parents + childrenByRow, parents + childrenByParent]
  const example = srs.example.join(' and ')
  return [
    `The SRS has about ${srs.rows} rows for its ${srs.useCases} use cases (2.2.2.2, release ${srs.release}), in a ` +
      'spreadsheet that is not part of the document. That one has the legs of every way that any deployment may take ' +
      '(4.19), this table those of the one way that the profile takes, for the use cases and the devices that there are. ' +
      `Over every way the catalogue comes to ${parents} parents with ${childrenByRow} children, where parents of one row of a ` +
      `scenario table share their legs, or with ${childrenByParent}, where each has its own: ${fewest} to ${most} rows` +
      `${fewest <= srs.rows && srs.rows <= most ? ', between which the figure of the SRS lies' : ''}. ` +
      'How far parents share legs there, and how many kinds of meter one parent stands for (its way may end in ' +
      '1D or 1Dg or 1Dw), the document does not say.',
    `The SRS has ${srs.actorPairs} pairs of actors in ${example} (4.21 step 2), whichever of the two sends; this table ` +
      `has ${actorPairsOfExample}. The catalogue has ${all.endToEnd} for every profile and device: ${all.ofKinds} if the ` +
      `meters of a class (C/I, Resdnt) count as the meters that they are, ${all.withUnused} with the pairs that errata ` +
      `leave unused, ${all.withLegs} with the legs. Which of them the spreadsheet tells apart, the document does not say.`,
  ]
}
