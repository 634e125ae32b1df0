import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { loadDeployment, overrideOf } from '../../src/deployment/load.js'
import type { Deployment } from '../../src/deployment/deployment.js'
import { Trajectory } from '../../src/kernel/trajectory.js'
import { Model } from '../../src/simulate/model.js'
import type { RowSink, TraceCell } from '../../src/trace/trace-columns.js'
import { MESSAGE_COLUMNS } from '../../src/trace/trace-columns.js'
import { TraceRecorder } from '../../src/trace/trace-recorder.js'
import { Readings } from '../../src/traffic/readings.js'
import { catalogue } from '../deployment/fixture.js'
import { outcomesOf } from './finished.js'
import { DELIVERED } from '../../src/network/links.js'

afterEach(() => void vi.restoreAllMocks())

const COLUMN = Object.fromEntries(MESSAGE_COLUMNS.map(({ name }, i) => [name, i]))

/** What of a trace can be held against the counts of a run, without keeping its rows. */
class Messages implements RowSink {
  readonly outcomes = new Map<string, number>()
  /** By requirement and place: losses; by requirement: latencies, all together (microseconds). */
  readonly losses = new Map<string, number>()
  readonly latency = new Map<string, number>()
  /** Readings that rows speak of, each once for its device. */
  readonly readings = new Set<string>()

  write(cells: readonly TraceCell[]): void {
    const of = (name: string) => cells[COLUMN[name]!]
    const id = of('requirement') as string
    add(this.outcomes, `${id} ${of('outcome')}`)
    if (of('outcome') === 'lost') add(this.losses, `${id} ${of('lost_at')}`)
    if (of('outcome') === 'delivered') add(this.latency, id, (of('received_at') as number) - (of('sent_at') as number))
    const due = of('due_at')
    if (due !== undefined) for (const one of String(due).split(';')) this.readings.add(`${id} ${of('device')} ${one}`)
  }

  end(): void {
    // Nothing is kept back.
  }

  stop(): void {
    // Nothing is open.
  }
}

/** How many packets crossed links, and how many were lost there. */
class Hops extends Messages {
  delivered = 0
  lost = 0
  override write(cells: readonly TraceCell[]): void {
    if (cells[7] === 'delivered') this.delivered++
    else this.lost++
    const [queued, sent, received] = [
      cells[4] as number,
      cells[5] as number | undefined,
      cells[6] as number | undefined,
    ]
    // It can be sent within the microsecond in which it comes: what is unrounded may lie before what is rounded up.
    if (sent !== undefined && sent < queued - 1) throw new Error(`sent at ${sent} before it came at ${queued}`)
    if (received !== undefined && !(received >= sent!)) throw new Error(`received at ${received}, sent at ${sent}`)
    if ((received === undefined) !== (cells[7] !== 'delivered')) throw new Error(`received at ${received}: ${cells[7]}`)
  }
}

function add(counts: Map<string, number>, key: string, many = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + many)
}

function traced(deployment: Deployment, trace?: TraceRecorder): { model: Model; trajectory: string } {
  const model = new Model(deployment, trace)
  const trajectory = new Trajectory()
  model.simulation.trajectory = trajectory
  while (!model.runSlice(Infinity)) continue
  model.flight.close()
  return { model, trajectory: trajectory.toString() }
}

function scenario(name: string, set: readonly string[]): Deployment {
  const file = fileURLToPath(new URL(`../../scenarios/${name}`, import.meta.url))
  return loadDeployment(
    file,
    catalogue,
    set.map((one) => overrideOf(one)!),
  )
}

/** Each shows another way in which a message can end. */
const SCENARIOS: [shows: string, name: string, set: string[]][] = [
  ['reads and commands over wires', 'quickstart.yaml', ['duration=1 day']],
  ['what goes to all, on a shared channel', 'demand-response.yaml', ['duration=66 h']],
  ['a campaign to all', 'firmware-broadcast.yaml', []],
  ['a campaign to each', 'firmware-campaign.yaml', []],
  ['acknowledged delivery', 'quickstart.yaml', ['duration=1 day', 'delivery.acknowledged=true']],
  ['a storm: power goes, nodes are down', 'storm.yaml', []],
  ['nodes that go over to another head', 'dap-battery.yaml', ['duration=20 h']],
  ['a retail provider with reads of its own', 'deregulated-rep.yaml', ['duration=1 day']],
  [
    'reads that are polled over a channel that loses',
    'quickstart.yaml',
    ['duration=2 days', 'collection=poll', 'networks.nan.loss=20%', 'networks.nan.retries=0'],
  ],
  ['a mesh', 'dense-mesh.yaml', ['duration=12 h']],
  ['cells', 'cellular-direct.yaml', ['duration=4 h']],
  ['power lines', 'plc.yaml', ['duration=2 h']],
  ['nodes that keep what cannot go on', 'head-end-restart.yaml', ['duration=4 h']],
  ['stations that are asked in turn', 'scada-radio.yaml', []],
  ['a channel that is overloaded', 'overload.yaml', ['duration=36 h']],
]

describe('the trace of', () => {
  test.each(SCENARIOS)(
    '%s (%s) has a row for every message and addressee, and for every packet and link',
    (_, name, set) => {
      const deployment = scenario(name, set)
      const [messages, hops] = [new Messages(), new Hops()]
      const dueAt = vi.spyOn(Readings.prototype, 'due')
      const { model } = traced(deployment, new TraceRecorder(messages, hops, deployment.settings.seed))
      const found = (id: string, outcome: string) => messages.outcomes.get(`${id} ${outcome}`) ?? 0
      for (const { requirement, sent, delivered, lost, open, latency, losses } of model.tallies) {
        const { id } = requirement
        expect([id, found(id, 'delivered'), found(id, 'lost'), found(id, 'open')]).toEqual([id, delivered, lost, open])
        expect([id, sent]).toEqual([id, delivered + lost + open])
        if (delivered > 0) expect(messages.latency.get(id)! / delivered / latency.mean).toBeCloseTo(1, 9)
        for (const [place, many] of losses)
          expect([place, messages.losses.get(`${id} ${place}`)]).toEqual([place, many])
      }
      if (set.includes('collection=poll'))
        expect(Math.max(...[...messages.outcomes].map(([key, n]) => (key.endsWith(' due') ? n : 0)))).toBeGreaterThan(0)
      // A reading that a lost read carried is spoken of again by the next one, and is the same one.
      expect(messages.readings.size).toBe(dueAt.mock.calls.length)
      // Packets of nodes that join their network are of no message; they are the ones that no payload is counted under.
      const { links } = model.network
      const joining = model.bytesByPayload.at(-1)! > 0
      const [crossed, lost] = [sumOf(links.column(DELIVERED)), links.packetsLost.map(sumOf).reduce((a, b) => a + b)]
      if (joining) expect(hops.delivered).toBeLessThan(crossed)
      else expect([hops.delivered, hops.lost]).toEqual([crossed, lost])
    },
  )

  test.each(SCENARIOS.filter((_, i) => i % 2 === 0))('%s (%s) changes nothing', (_, name, set) => {
    const deployment = scenario(name, set)
    const plain = traced(deployment)
    const [messages, hops] = [new Messages(), new Hops()]
    const followed = traced(deployment, new TraceRecorder(messages, hops, deployment.settings.seed, 0.3))
    expect(followed.trajectory).toBe(plain.trajectory)
    expect(outcomesOf(followed.model)).toEqual(outcomesOf(plain.model))
  })
})

function sumOf(column: Float64Array): number {
  return column.reduce((sum, one) => sum + one, 0)
}
