// A gate for CI with a rule of its own. The SRS says how fast messages must be, and `budgets:` says what else a deployment is held to; this one
// asks for something that neither can say: the bytes on the WAN per meter and day, which its operator is billed for.
//
//   node examples/budget-gate.js [deployment.yaml] [kilobytes per meter and day]
//
// Exit status: 0 the gate is open; 1 a requirement failed, or the rule is broken; 2 the input is wrong.
import { join } from 'node:path'
import { InputError, load, run } from 'sgsim'

const file = process.argv[2] ?? join(import.meta.dirname, '../scenarios/quickstart.yaml')
const limit = Number(process.argv[3] ?? 12) * 1000

try {
  const town = load(file, { set: { duration: '1 day' } })
  const result = await run(town)

  const wire = result.networks.filter(({ network }) => network === 'wan').reduce((sum, one) => sum + one.bytesWire, 0)
  const perMeterAndDay = wire / town.meters / (town.durationS / 86_400)
  const isWithin = perMeterAndDay <= limit

  console.log(`${verdict(!result.failed())}  the SRS: ${result.verdicts.fail} of ${result.requirements.length} failed`)
  for (const one of result.requirements)
    if (one.verdict === 'fail') console.log(`      ${one.requirement}: ${one.reason}`)
  console.log(`${verdict(isWithin)}  WAN: ${Math.round(perMeterAndDay)} bytes a meter and day, allowed are ${limit}`)
  process.exitCode = isWithin && !result.failed() ? 0 : 1
} catch (error) {
  if (!(error instanceof InputError)) throw error
  console.error(error.message)
  process.exitCode = 2
}

function verdict(isGood) {
  return isGood ? 'ok  ' : 'FAIL'
}
