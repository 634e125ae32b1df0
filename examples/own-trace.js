// What sgsim does not report: how unlucky is the unluckiest home? Follows the messages of a run as they end, and computes for each meter how
// long its owner would have waited for an on-demand read in the mean. Then it writes what it saw as a CSV of its own, as a real network would,
// and has sgsim check that.
//
//   node examples/own-trace.js [deployment.yaml]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check, load, run } from 'sgsim'

const ID = '4.10.4.1/on-demand_Mtr-read_resp-data/1'
const file = process.argv[2] ?? join(import.meta.dirname, '../scenarios/quickstart.yaml')
const town = load(file)

const homes = new Map()
const rows = ['tx_time,rx_time,requirement,device,district']
const result = await run(town, {
  traceFilter: [`requirement=${ID}`],
  onMessage: ({ device, district, sentAtS, receivedAtS }) => {
    rows.push(`${sentAtS},${receivedAtS ?? 'NA'},${ID},${device},${district}`)
    if (receivedAtS === undefined) return
    const home = homes.get(device) ?? { reads: 0, waited: 0 }
    homes.set(device, { reads: home.reads + 1, waited: home.waited + (receivedAtS - sentAtS) })
  },
})

const means = [...homes.values()].map(({ reads, waited }) => waited / reads).sort((a, b) => a - b)
console.log(`${means.length} of ${town.meters} homes were read on demand`)
console.log(`the luckiest waited ${means[0].toFixed(3)} s in the mean, the unluckiest ${means.at(-1).toFixed(3)} s`)

const folder = mkdtempSync(join(tmpdir(), 'own-trace-'))
try {
  const trace = join(folder, 'export.csv')
  writeFileSync(trace, `${rows.join('\n')}\n`)
  const checked = await check(town, trace, { columns: { sent_at: 'tx_time', received_at: 'rx_time' } })
  const [simulated, seen] = [result, checked].map((one) =>
    one.requirements.find(({ requirement }) => requirement === ID),
  )
  console.log(`the run:   ${words(simulated)}`)
  console.log(`its trace: ${words(seen)}`)
} finally {
  rmSync(folder, { recursive: true })
}

function words({ verdict, counted, inTime }) {
  return `${verdict}, ${inTime} of ${counted} in time`
}
