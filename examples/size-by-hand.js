// How fast must the WAN link of a DAP be? Runs a deployment at several rates and prints a line for each: what `sgsim size` finds by itself, done
// by hand, for whoever wants other columns, or steps of one's own.
//
//   node examples/size-by-hand.js [deployment.yaml]
import { join } from 'node:path'
import { load, run } from 'sgsim'

const file = process.argv[2] ?? join(import.meta.dirname, '../scenarios/quickstart.yaml')
const rates = ['500 bps', '1 kbps', '2 kbps', '10 kbps']

// In a day queues show; what the SRS asks of two days is not exercised.
const town = load(file, { set: { duration: '1 day' } })

console.log(`${town.name}: ${town.meters} meters behind ${town.daps} DAPs`)
console.log(row('WAN', 'pass', 'fail', 'undecided', 'busiest hour', 'slowest p99'))
for (const rate of rates) {
  const result = await run(town.with({ 'wan.rate': rate }))
  const { pass, fail, undecided } = result.verdicts
  const up = result.networks.find(({ network, direction }) => network === 'wan' && direction === 'up')
  const p99 = Math.max(...result.requirements.map(({ latencyS }) => latencyS?.p99 ?? 0))
  console.log(row(rate, pass, fail, undecided, percent(up.utilisationBusiestHour), `${p99.toPrecision(3)} s`))
}

function row(...cells) {
  return cells.map((cell) => String(cell).padStart(12)).join('  ')
}

function percent(share) {
  return `${(100 * share).toPrecision(3)} %`
}
