import type { Trees } from './device-class.js'
import type { FeederDeviceLine } from './feeder-device-list.js'

/** The devices of one kind and territory as their list puts them: numbered in the order of what they hang on. */
export interface ListedDevices {
  /** Undefined where each has a link of its own. */
  firstOn: Int32Array | undefined
  lines: readonly FeederDeviceLine[]
}

/** Puts each where its list says; what the list leaves open (`NA`) evenly on the nodes of its feeder, or else on all. */
export function listedDevices(lines: readonly FeederDeviceLine[], trees: Trees): ListedDevices {
  if (trees.kind === 'none' || trees.count === 0) return { firstOn: undefined, lines }
  const numbers = new Map((trees.names ?? []).map((name, i) => [name, i]))
  const on = new Map<FeederDeviceLine, number>()
  const open = new Map<string | undefined, FeederDeviceLine[]>()
  const ofFeeder = treesByFeeder(trees)
  for (const line of lines) {
    const number = line.node === undefined ? undefined : numbers.get(line.node)
    if (number !== undefined) on.set(line, number)
    else {
      const feeder = line.feeder !== undefined && ofFeeder.has(line.feeder) ? line.feeder : undefined
      const same = open.get(feeder)
      if (same === undefined) open.set(feeder, [line])
      else same.push(line)
    }
  }
  for (const [feeder, those] of open) {
    const among = feeder === undefined ? undefined : ofFeeder.get(feeder)!
    those.forEach((line, i) => {
      const place = Math.floor((i * (among?.length ?? trees.count)) / those.length)
      on.set(line, among === undefined ? place : among[place]!)
    })
  }
  const inOrder = lines.toSorted((a, b) => on.get(a)! - on.get(b)!)
  const firstOn = new Int32Array(trees.count + 1)
  for (const tree of on.values()) firstOn[tree + 1]!++
  for (let tree = 0; tree < trees.count; tree++) firstOn[tree + 1]! += firstOn[tree]!
  return { firstOn, lines: inOrder }
}

function treesByFeeder({ heads }: Trees): Map<string, number[]> {
  const found = new Map<string, number[]>()
  heads?.forEach(({ feeder }, i) => {
    if (feeder === undefined) return
    const same = found.get(feeder)
    if (same === undefined) found.set(feeder, [i])
    else same.push(i)
  })
  return found
}
