import { printDuration } from '../input/units.js'
import type { Receipt } from '../trace/slowest.js'
import { clockText } from './message-life.js'
import { wrapped } from './wrapped.js'

/** The worst latencies on the terminal: 80 columns. */
export function slowestText(receipts: readonly Receipt[], of: number, requirement: string | undefined): string {
  const what = requirement === undefined ? '' : ` of ${requirement}`
  if (receipts.length === 0) return `nothing${what} was received\n`
  const some = receipts.length === 1 ? 'the slowest' : `the ${receipts.length} slowest`
  const lines = [...wrapped(`${some} of ${of} receipts${what}`, ''), '', head()]
  for (const { latency, row } of receipts) {
    const [message, device] = [`${row['message']}`, row['device'] === undefined ? 'NA' : `${row['device']}`]
    lines.push(line(printDuration(Math.round(latency * 1e6), 4), message, device, clockText(row['sent_at'] as number)))
    lines.push(...wrapped(`${row['requirement']}: ${row['from']} → ${row['to']}`, '    '))
  }
  return `${lines.join('\n')}\n`
}

function head(): string {
  return line('latency', 'message', 'device', 'sent')
}

function line(latency: string, message: string, device: string, sent: string): string {
  return `${latency.padStart(12)}  ${message.padStart(18)}  ${device.padStart(10)}  ${sent}`
}
