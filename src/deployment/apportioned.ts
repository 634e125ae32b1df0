/** A whole number divided in proportion to weights: whole numbers that add up to it; all 0 where no weight is above 0. */
export function apportioned(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0)
  let upTo = 0
  let given = 0
  return weights.map((weight) => {
    upTo += weight
    const next = sum > 0 ? Math.round((total * upTo) / sum) : 0
    const part = next - given
    given = next
    return part
  })
}
