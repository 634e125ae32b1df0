/** Where the programs of a case did not do the same work, or a run not the same as the one before: a line for each. */
export function disagreements({ work, size, rows }) {
  const told = rows.filter(({ runs }) => runs.length > 0)
  const failed = rows.filter(({ stopped }) => stopped?.failed).map(({ name, stopped }) => `${name} ${stopped.failed}`)
  const again = told.flatMap(({ name, runs, result }) =>
    runs.some((run) => JSON.stringify(run.result) !== JSON.stringify(result))
      ? [`${name}: not the same in every turn`]
      : [],
  )
  return [...failed, ...again, ...HOW[work](told, size)]
}

const HOW = { hold, mm1, meters }

/** All take out the same events in the same order: the sum of that order, after the warm-up and at the end. */
function hold(rows) {
  return rows.flatMap((row) => [
    ...unlike(row, rows, 'orderWarm', 0),
    ...unlike(
      row,
      rows.filter(({ options }) => options.operations === row.options.operations),
      'order',
      0,
    ),
  ])
}

/** Standard errors that a mean may be from the formula. */
const ERRORS = 4

/**
 * The mean wait ρ² ÷ (λ (1 − ρ)) = ρ ÷ (1 − ρ) seconds (Kleinrock 1975), within four standard errors: of n customers in a row its
 * variance is ρ (2 + 5ρ − 4ρ² + ρ³) ÷ ((1 − ρ)⁴ n) (Daley 1968). Programs that draw alike agree to rounding.
 */
function mm1(rows, { load }) {
  const formula = load / (1 - load)
  const spread = (load * (2 + 5 * load - 4 * load ** 2 + load ** 3)) / (1 - load) ** 4
  return rows.flatMap((row) => {
    const { customers, meanWaitS } = row.result
    const error = Math.sqrt(spread / customers)
    const apart = Math.abs(meanWaitS - formula) / error
    const lines =
      customers === row.options.customers ? [] : [`${row.name}: ${customers} of ${row.options.customers} customers`]
    if (!(apart <= ERRORS))
      lines.push(`${row.name}: mean wait ${meanWaitS} s, ${apart.toFixed(1)} standard errors from ${formula} s`)
    const alike = rows.filter(({ peer, options }) => peer !== 'sgsim' && options.customers === row.options.customers)
    return row.peer === 'sgsim' ? lines : [...lines, ...unlike(row, alike, 'meanWaitS', 1e-9)]
  })
}

/**
 * All reads are sent, and all but those of the last moments are answered: an exchange takes less than 150 ms of the hour, twice as
 * many and five are allowed for. Mean latencies of programs that draw the same moments agree to rounding. sgsim draws its own, and a meter
 * of ns-3 with packets has a channel of its own, so that reads wait for others, or none: 0.02 % of the latency. Within 0.1 %.
 */
function meters(rows) {
  return rows.flatMap((row) => {
    const { meters, hours } = row.options
    const { reads, readsReceived, acknowledgements, acknowledgementsReceived } = row.result
    const underWay = 5 + (2 * meters * 0.15) / 3600
    const lines = reads === meters * hours ? [] : [`${row.name}: ${reads} reads of ${meters * hours}`]
    for (const [what, number] of Object.entries({ readsReceived, acknowledgements, acknowledgementsReceived }))
      if (!(reads - number >= 0 && reads - number <= underWay))
        lines.push(`${row.name}: ${what} ${number} of ${reads} reads`)
    const alike = rows.filter((other) => isExact(other) && other.options.hours === hours)
    for (const figure of ['readLatencyS', 'acknowledgementLatencyS']) {
      lines.push(...unlike(row, rows, figure, 1e-3))
      if (isExact(row)) lines.push(...unlike(row, alike, figure, 1e-9))
    }
    return lines
  })
}

function isExact({ file }) {
  return file !== 'meters.js' && file !== 'ns3-meters-udp.cc'
}

/** Whether a figure of a row is further than a share from that of the first of some rows. */
function unlike(row, rows, figure, share) {
  const [mine, first] = [row.result[figure], rows[0].result[figure]]
  return Math.abs(mine - first) <= share * Math.abs(first)
    ? []
    : [`${row.name}: ${figure} ${mine}, ${rows[0].name} ${first}`]
}
