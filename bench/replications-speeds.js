import { median } from './median.js'

/**
 * How much faster two workers are than one, in all and without starting and reporting; and what the machine has to give: two processes side
 * by side do twice the work of one alone.
 */
export function speedsOf({ one, two, alone, sideBySide }) {
  const seconds = (runs) => median(runs.map((run) => run.seconds))
  const simulating = (runs) => median(runs.map(({ wallS }) => wallS.build + wallS.simulate))
  return {
    seconds: { one: seconds(one), two: seconds(two), alone: seconds(alone), sideBySide: seconds(sideBySide) },
    simulating: {
      one: simulating(one),
      two: simulating(two),
      alone: simulating(alone),
      sideBySide: simulating(sideBySide),
    },
    speedUp: seconds(one) / seconds(two),
    speedUpOfSimulating: simulating(one) / simulating(two),
    ceiling: (2 * seconds(alone)) / seconds(sideBySide),
    ceilingOfSimulating: (2 * simulating(alone)) / simulating(sideBySide),
  }
}

export function linesOf(replications, turns, speeds) {
  const { seconds, simulating, speedUp, speedUpOfSimulating, ceiling, ceilingOfSimulating } = speeds
  const row = (name, ...cells) => `${name.padEnd(38)}${cells.map((cell) => cell.padStart(12)).join('')}`
  const figures = (name, key) => row(name, seconds[key].toFixed(2), simulating[key].toFixed(2))
  const times = (...ratios) => ratios.map((ratio) => `${ratio.toFixed(2)} ×`)
  return [
    row(`medians of ${turns} turns`, 'in all (s)', 'simulating'),
    figures(`${replications} replications, one worker`, 'one'),
    figures(`${replications} replications, two workers`, 'two'),
    figures('one run, alone', 'alone'),
    figures('one run, beside another process', 'sideBySide'),
    row('two workers are', ...times(speedUp, speedUpOfSimulating)),
    row('two processes are', ...times(ceiling, ceilingOfSimulating)),
  ]
}
