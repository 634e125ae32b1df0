const FIGURES = [
  ['messages', (row) => row.messages.toLocaleString('en')],
  ['events', (row) => row.events.toLocaleString('en')],
  ['events a message', (row) => (row.events / row.messages).toFixed(1)],
  // Transmissions on the NAN, every hop and every attempt, for each read that came.
  ['frames a read', (row) => row.framesPerRead.toFixed(1)],
  ['wall time (s)', (row) => row.wallS.toFixed(1)],
  ['M events/s', (row) => (row.eventsPerSecond / 1e6).toFixed(2)],
  ['peak memory (MB)', (row) => row.memoryPeakMB.toFixed(0)],
]

/** Prints what `city` returned of several runs, a column each. */
export function sideBySide(...rows) {
  console.log(`\n${''.padEnd(18)}${rows.map(({ scenario }) => scenario.padStart(16)).join('')}`)
  for (const [name, figure] of FIGURES)
    console.log(`${name.padEnd(18)}${rows.map((row) => figure(row).padStart(16)).join('')}`)
  console.log()
}
