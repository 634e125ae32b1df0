import { totalmem } from 'node:os'
import type { Problem } from '../input/problems.js'
import { printDuration, printSize } from '../input/units.js'
import type { YamlFile } from '../input/yaml.js'
import { HOUR } from '../kernel/time.js'
import type { Layout } from './layout.js'
import { NETWORK_NAMES } from './networks.js'
import type { Settings } from './schema.js'

/** What decides how much memory a run needs: known before anything is made for each device. */
export interface Extent {
  layout: Layout
  settings: Settings
  source: YamlFile
  /** Whether anything can fail. */
  canFail: boolean
}

/** Node itself, the program and the catalogue. */
const BASE = 120e6
/** What a device takes for each of its scheduled reads (readings, windows, and how many of its payloads met each), of which a meter has two. */
const A_DEVICE = 2 * (4 + 8 + 1 + 8 + 6)
/** A DAP: two directions of three links (columns, and its line in links.csv), and its packets and messages in flight. */
const A_DAP = 6 * 400 + 2000
/** An hour of the run: four figures for each network and direction, and their lines in hourly.csv. */
const AN_HOUR = 10 * (4 * 8 + 200)
/**
 * What one more node takes (measured as the arrays of runs with 100,000 meters, less those of runs with 20,000): on a mesh where it stands, whom it
 * sends to, its queue and its timers, 116 to 158 bytes; on another medium whose nodes share a channel 28 (sector) to 82 (plc); where nodes can fail its
 * state, what waits for it and how it comes back, 88, and on a mesh 44 more.
 */
const ON_A_MESH = 160
const ON_A_CHANNEL = 85
const CAN_FAIL = 90
const CAN_FAIL_ON_A_MESH = 45

/** About how much memory a run needs, in bytes: known before it starts, since nothing is allocated a message. */
export function neededMemory({ layout, settings, canFail }: Omit<Extent, 'source'>): number {
  const nodes = layout.devices + layout.treeCount
  const media = NETWORK_NAMES.map((name) => settings.networks[name].medium)
  const meshes = media.filter((one) => one === 'mesh').length
  const channels = media.filter((one) => one !== 'mesh' && one !== 'wire').length
  const each = meshes * ON_A_MESH + channels * ON_A_CHANNEL + (canFail ? CAN_FAIL + meshes * CAN_FAIL_ON_A_MESH : 0)
  const people = layout.meters * A_DEVICE + layout.daps * A_DAP
  return BASE + people + nodes * each + (settings.duration / HOUR) * AN_HOUR
}

/** What is wrong with a deployment that the machine cannot hold. */
export function tooLarge(extent: Extent, available = totalmem()): Problem | undefined {
  const needed = neededMemory(extent)
  if (needed <= available) return undefined
  const { layout, settings, source } = extent
  const memory = `${printSize(needed, 3)} of memory, this machine has ${printSize(available, 3)}`
  if ((settings.duration / HOUR) * AN_HOUR > needed / 2) {
    return {
      position: source.position(['duration']),
      message: `${printDuration(settings.duration)} hour by hour need about ${memory}`,
      hint: 'a shorter run, with other seeds, shows the same shares',
    }
  }
  return {
    // A list of DAPs says how many there are, where there is one.
    position: source.position(settings.nodes.daps === undefined ? ['quantities', 'meters'] : ['nodes', 'daps']),
    message: `${layout.meters} meters need about ${memory}`,
    hint: 'a part of the territory, such as a thousandth, shows the same shares',
  }
}
