/**
 * Which of many decisions hold so that with the confidence given *none* of them is wrong, however they hang together: Holm's
 * step-down (Scandinavian Journal of Statistics 6, 1979). The surest is held against the doubt divided by their number, the next
 * against it divided by one fewer, and so on to the first that does not hold. Of those of whose p-value nothing is known (NaN)
 * none holds, and they do not count.
 */
export function familywise(pValues: readonly number[], confidence = 0.95): boolean[] {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`expected a share between 0 and 1, found ${confidence}`)
  return adjusted(pValues).map((p) => p < 1 - confidence)
}

/** The p-values that may be held against the whole doubt each: the least doubt in the whole family at which it holds. */
export function adjusted(pValues: readonly number[]): number[] {
  const surestFirst = [...pValues.keys()].filter((i) => !Number.isNaN(pValues[i]))
  surestFirst.sort((i, j) => pValues[i]! - pValues[j]!)
  const result = pValues.map(() => NaN)
  let before = 0
  surestFirst.forEach((i, rank) => {
    before = Math.max(before, Math.min(1, pValues[i]! * (surestFirst.length - rank)))
    result[i] = before
  })
  return result
}
