import type { Settings } from './schema.js'

/** A class of devices, e.g. `electric.residential`: numbered one after the other, spread evenly over the DAPs. */
export interface DeviceClass {
  name: string
  index: number
  /** Device number of its first member; members follow without a gap. */
  first: number
  count: number
}

/** Some of the devices of one district: `count` members of a class from member `from` on. */
export interface MemberRange {
  class: DeviceClass
  from: number
  count: number
}

const KINDS = ['electric', 'gas', 'water'] as const
const CLASSES = ['residential', 'commercial', 'other'] as const
const MOST_DISTRICTS = 64

/** Who stands where: devices by class, DAPs, and the districts that group the DAPs (a part of the model, design 2). */
export class Layout {
  readonly classes: DeviceClass[] = []
  readonly devices: number
  readonly daps: number
  readonly districts: number

  constructor(quantities: Settings['quantities']) {
    let first = 0
    for (const kind of KINDS) {
      for (const name of CLASSES) {
        const count = quantities.meters[kind][name]
        this.classes.push({ name: `${kind}.${name}`, index: this.classes.length, first, count })
        first += count
      }
    }
    this.devices = first
    this.daps = Math.max(1, Math.ceil(first / quantities['endpoints-per-dap']))
    this.districts = Math.min(MOST_DISTRICTS, this.daps)
  }

  class(name: string): DeviceClass | undefined {
    return this.classes.find((one) => one.name === name)
  }

  classOf(device: number): DeviceClass {
    let i = this.classes.length - 1
    while (i > 0 && (device < this.classes[i]!.first || this.classes[i]!.count === 0)) i--
    return this.classes[i]!
  }

  /** The DAP of a member: every DAP has the same mixture of classes. */
  dapOfMember(of: DeviceClass, member: number): number {
    return Math.floor((member * this.daps) / of.count)
  }

  dapOf(device: number): number {
    const of = this.classOf(device)
    return this.dapOfMember(of, device - of.first)
  }

  districtOfDap(dap: number): number {
    return Math.floor((dap * this.districts) / this.daps)
  }

  /** The members of a class in one district: those of its DAPs, which are neighbours. */
  membersIn(district: number, of: DeviceClass): MemberRange {
    const from = this.firstMember(of, this.firstDap(district))
    return { class: of, from, count: this.firstMember(of, this.firstDap(district + 1)) - from }
  }

  private firstDap(district: number): number {
    return Math.ceil((district * this.daps) / this.districts)
  }

  private firstMember(of: DeviceClass, dap: number): number {
    return Math.ceil((dap * of.count) / this.daps)
  }
}
