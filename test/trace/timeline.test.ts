import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/kernel/time.js'
import { Simulation } from '../../src/kernel/simulation.js'
import { Intervals } from '../../src/network/intervals.js'
import { DELIVERED, OFFERED, Links } from '../../src/network/links.js'
import { LoadByHour } from '../../src/network/load-by-hour.js'
import type { Membership } from '../../src/network/medium.js'
import { NodeStates } from '../../src/network/node-states.js'
import { DevicesOverTime } from '../../src/trace/devices-over-time.js'
import { Timeline, type TimelineLine } from '../../src/trace/timeline.js'

/** Two domains, 100 and 101, of three devices each: 0, 1, 2 and 3, 4, 5. */
const SIX: Membership = {
  nodes: 102,
  membersOf: (domain, visit) => [0, 1, 2].forEach((i) => visit((domain - 100) * 3 + i)),
}
const NOBODY: Membership = { nodes: 102, membersOf: () => undefined }
const HEADS = { first: 100, end: 102 }

/** A timeline of two links up the NAN and one down the WAN, whose books the case writes by hand. */
class Case {
  readonly simulation = new Simulation()
  readonly links = new Links()
  readonly load: LoadByHour
  readonly nodes: NodeStates | undefined
  readonly timeline: Timeline
  private readonly acts: (() => void)[] = []
  private readonly code = this.simulation.handler('act', (i) => this.acts[i]!())

  constructor(
    start: number,
    readonly end: number,
    canFail = false,
    before?: (nodes: NodeStates) => void,
  ) {
    this.load = new LoadByHour(start, end)
    const group = { flow: '1', from: 'a', to: 'b', each: 1, number: 1, processing: 0 } as const
    this.links.addGroup({ ...group, network: 'nan', direction: 'up', count: 2 }, this.load.lane('nan', 'up'))
    this.links.addGroup({ ...group, network: 'wan', direction: 'down', count: 1 }, this.load.lane('wan', 'down'))
    this.nodes = canFail ? new NodeStates(102, this.simulation) : undefined
    if (this.nodes !== undefined) before?.(this.nodes)
    const memberships = new Map([
      ['nan', SIX],
      ['wan', NOBODY],
    ])
    const devices = new DevicesOverTime(this.simulation, this.load.intervals, memberships, HEADS, this.nodes)
    this.timeline = new Timeline(this.simulation, this.links, this.load, devices)
  }

  at(time: number, act: (links: Links) => void): this {
    this.simulation.at(time, 0, this.acts.length, this.code, this.acts.push(() => act(this.links)) - 1)
    return this
  }

  /** As a model runs. */
  lines(): TimelineLine[] {
    const { simulation, timeline } = this
    do {
      expect(simulation.runSlice(timeline.until, Infinity)).toBe(true)
      timeline.look()
    } while (!timeline.isWhole)
    expect(simulation.now).toBe(this.end)
    return [...timeline.lines()]
  }
}

const offer =
  (link: number, many = 1) =>
  (links: Links) =>
    void links.add(link, OFFERED, many)
const deliver =
  (link: number, many = 1) =>
  (links: Links) =>
    void links.add(link, DELIVERED, many)
const [NAN, WAN] = [0, 1]
const short = ({ interval, lane, offered, delivered, backlog }: TimelineLine) => [interval, lane, offered, delivered, backlog] // prettier-ignore
const devicesOf = ({ interval, lane, devices }: TimelineLine) => [interval, lane, devices?.up, devices?.joined]

describe('the intervals of a run', () => {
  test('are the minutes of the local clock that it touches', () => {
    const intervals = new Intervals(5 * HOUR + 30 * SECOND, 5 * HOUR + 3 * MINUTE + SECOND)
    expect([intervals.length, intervals.count]).toEqual([MINUTE, 4])
    expect([intervals.startOf(0), intervals.startOf(3)]).toEqual([5 * HOUR, 5 * HOUR + 3 * MINUTE])
    expect(intervals.at(5 * HOUR + MINUTE - 1)).toBe(0)
    expect(intervals.at(5 * HOUR + MINUTE)).toBe(1)
  })

  test('have the very end in the last of them', () => {
    const intervals = new Intervals(0, 2 * MINUTE)
    expect([intervals.count, intervals.at(2 * MINUTE - 1), intervals.at(2 * MINUTE)]).toEqual([2, 1, 1])
  })

  test.each([
    [31 * DAY, MINUTE, 31 * 1440],
    [31 * DAY + MINUTE, HOUR, 31 * 24 + 1],
  ])('of a run of %d are so long: %d', (duration, length, count) => {
    const intervals = new Intervals(0, duration)
    expect([intervals.length, intervals.count]).toEqual([length, count])
  })
})

describe('a time line', () => {
  test('has what happened in each minute, of all links of a network and direction, up to its last microsecond', () => {
    const run = new Case(0, 4 * MINUTE)
      .at(0, offer(0))
      .at(MINUTE - 1, offer(1, 2))
      .at(MINUTE, deliver(0))
      .at(MINUTE, offer(2, 5))
      .at(2 * MINUTE - 1, deliver(1))
      .at(4 * MINUTE, deliver(1))
    expect(run.lines().map(short)).toEqual([
      [0, NAN, 3, 0, 3],
      [1, NAN, 0, 2, 1],
      [1, WAN, 5, 0, 5],
      // Nothing happens, but something is under way.
      [2, NAN, 0, 0, 1],
      [2, WAN, 0, 0, 5],
      [3, NAN, 0, 1, 0],
      [3, WAN, 0, 0, 5],
    ])
  })

  test('leaves out the minutes in which there is nothing to say', () => {
    const run = new Case(0, HOUR).at(7 * MINUTE, offer(0)).at(7 * MINUTE + 1, deliver(0)).at(40 * MINUTE, offer(2)).at(40 * MINUTE + 5, deliver(2)) // prettier-ignore
    expect(run.lines().map(short)).toEqual([
      [7, NAN, 1, 1, 0],
      [40, WAN, 1, 1, 0],
    ])
  })

  test('tells losses by reason, in the minute in which they occur', () => {
    const run = new Case(0, 2 * MINUTE).at(0, offer(0, 3))
    run
      .at(MINUTE - 1, () => run.timeline.lost(NAN, 'queue full'))
      .at(MINUTE, () => run.timeline.lost(NAN, 'expired'))
      .at(MINUTE, () => run.timeline.lost(NAN, 'expired'))
    const lines = run.lines()
    expect(lines.map(({ lost }) => lost)).toEqual([
      [1, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 2],
    ])
    expect(lines.map(({ backlog }) => backlog)).toEqual([2, 0])
  })

  test('takes off what a node has taken back from its link, when it does', () => {
    const run = new Case(0, 3 * MINUTE)
      .at(0, offer(0, 4))
      .at(MINUTE, offer(0, -4))
      .at(2 * MINUTE, offer(0, 4))
    expect(run.lines().map(short)).toEqual([
      [0, NAN, 4, 0, 4],
      [1, NAN, -4, 0, 0],
      [2, NAN, 4, 0, 4],
    ])
  })

  test('has the bytes of a packet where its sending begins, nothing after the end, and nothing that is counted by hour alone', () => {
    const run = new Case(0, 3 * MINUTE)
    run.at(0, () => {
      run.load.addPacket(NAN, 10, 1, 100, 160)
      run.load.addPacket(NAN, 2 * MINUTE + 0.5, 1, 100, 60)
      run.load.addPacket(NAN, MINUTE - 0.25, 1, 100, 1)
      run.load.addPacket(NAN, 3 * MINUTE, 1, 100, 1000)
      run.load.add(NAN, 0, 0, 0, 5000)
    })
    expect(run.lines().map(({ interval, bytesWire }) => [interval, bytesWire])).toEqual([
      [0, 161],
      [2, 60],
    ])
    expect(Array.from(run.load.bytesWire[NAN]!)).toEqual([5221])
  })

  test('sees all devices up and joined where nothing can fail', () => {
    const lines = new Case(0, MINUTE).at(0, offer(0)).at(0, offer(2)).lines()
    expect(lines.map(devicesOf)).toEqual([
      [0, NAN, 6, 6],
      [0, WAN, undefined, undefined],
    ])
  })

  test('follows devices that go down, come up, stray and join, and no others', () => {
    const run = new Case(0, 10 * MINUTE, true)
    const nodes = run.nodes!
    run
      .at(MINUTE, () => [0, 1, 4, 50, 100].forEach((node) => nodes.fall(node)))
      // For two reasons it is down no more than for one, and goes up with the last.
      .at(2 * MINUTE, () => nodes.fall(4))
      .at(3 * MINUTE, () => nodes.rise(4))
      .at(4 * MINUTE, () => nodes.rise(4))
      .at(5 * MINUTE, () => [0, 1].forEach((node) => nodes.rise(node, true)))
      .at(6 * MINUTE, () => nodes.joins(1))
      .at(7 * MINUTE, () => nodes.strays(5))
      .at(8 * MINUTE, () => nodes.fall(5))
    expect(run.lines().map(devicesOf)).toEqual([
      [1, NAN, 3, 3],
      [4, NAN, 4, 4],
      [5, NAN, 6, 4],
      [6, NAN, 6, 5],
      [7, NAN, 6, 4],
      [8, NAN, 5, 4],
    ])
  })

  test('says so where a run begins with devices down', () => {
    const run = new Case(0, 3 * MINUTE, true, (nodes) => nodes.fall(2))
    run.at(MINUTE, () => run.nodes!.rise(2))
    expect(run.lines().map(devicesOf)).toEqual([
      [0, NAN, 5, 5],
      [1, NAN, 6, 6],
    ])
  })

  test('has no line for a device that is back in the same minute', () => {
    const run = new Case(0, 3 * MINUTE, true)
    run.at(MINUTE, () => run.nodes!.fall(3)).at(MINUTE + SECOND, () => run.nodes!.rise(3))
    expect(run.lines()).toEqual([])
  })
})
