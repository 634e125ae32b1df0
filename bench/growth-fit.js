/**
 * How time grows with messages: the exponents of a work's rows, of the whole and of the simulation alone, over all sizes and over the last
 * tenfold of them; and what a meter takes of memory, beside what a run takes anyway. Undefined where fewer than two sizes have run.
 */
export function growthOf(rows) {
  const most = Math.max(...rows.map(({ messages }) => messages))
  // The messages of a meter are not the same number in every size.
  const lastDecade = rows.filter(({ messages }) => messages >= (most / 10) * 0.9)
  const exponents = (some) => ({
    all: exponentOf(some.map(({ messages, totalS }) => [messages, totalS])),
    simulate: exponentOf(some.map(({ messages, wallS }) => [messages, wallS.simulate])),
  })
  const memory = lineOf(rows.map(({ meters, peakBytes }) => [meters, peakBytes]))
  return {
    exponents: { wholeRange: exponents(rows), lastDecade: exponents(lastDecade) },
    lastDecadeFrom: lastDecade.length < 2 ? undefined : Math.min(...lastDecade.map(({ messages }) => messages)),
    bytesPerMeter: memory?.slope,
    bytesBeside: memory?.at0,
  }
}

/** The power of x that y goes with: the slope of the line of least squares through their logarithms. */
export function exponentOf(points) {
  return lineOf(points.map(([x, y]) => [Math.log(x), Math.log(y)]))?.slope
}

/** The line of least squares; undefined where points do not make one. */
export function lineOf(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const spread = points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0)
  if (!(spread > 0)) return undefined
  const slope = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / spread
  return { slope, at0: middleY - slope * middleX }
}
