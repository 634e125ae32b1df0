/**
 * By device, how many payloads counted and how many of those met the bound: losses that fall on a few devices again and again are
 * another matter than as many spread over all. A requirement that few devices ever have a payload of keeps them in a hash, one that
 * most have keeps all in a row; numbers take a byte until they need two, or four.
 */
export class DeviceShares {
  /** By slot, for each bound: counted, good. A slot is a device, or its place in the hash. */
  private numbers: Numbers
  /** The largest that one of them can be. */
  private most = 2 ** 8 - 1
  /** Of a hash: by slot, the device that has it, or FREE. Undefined where each device has its own. */
  private keys: Int32Array | undefined
  private taken = 0
  private readonly width: number
  /** Kept, so that looking is not left out. */
  lookedAt = 0

  constructor(
    /** The devices, numbered from `first` on. */
    private readonly first: number,
    private readonly devices: number,
    /** How many bounds there are: windows, of a requirement of several. */
    bounds = 1,
    /** Whether each of them is known to have some. */
    each = false,
  ) {
    this.width = bounds * 2
    const slots = SMALLEST < devices && !each ? SMALLEST : devices
    this.numbers = new Uint8Array(slots * this.width)
    this.keys = slots < devices ? new Int32Array(slots).fill(FREE) : undefined
  }

  counted(device: number, bound = 0): void {
    const own = device - this.first
    const i = (this.keys === undefined ? own : this.slotOf(own)) * this.width + bound * 2
    // What the row makes of a number that is too large for it is not what the sum is.
    if (++this.numbers[i]! > this.most) this.widen(i)
  }

  /** A device is about to be counted (simulate/foresight). */
  look(device: number): void {
    if (this.keys === undefined) this.lookedAt = this.numbers[(device - this.first) * this.width]!
  }

  /** One of those that counted met the bound. */
  good(device: number, bound = 0): void {
    const own = device - this.first
    // First the slot: taking one can put the numbers elsewhere.
    const i = (this.keys === undefined ? own : this.slotOf(own)) * this.width + bound * 2 + 1
    if (++this.numbers[i]! > this.most) this.widen(i)
  }

  /** All that was counted. */
  get counts(): DeviceCounts {
    return { numbers: this.numbers, keys: this.keys }
  }

  /** Adds what was counted elsewhere of the same devices. */
  absorb({ numbers, keys }: DeviceCounts): void {
    const { width } = this
    for (let i = 0; i < numbers.length; i++) {
      const slot = Math.floor(i / width)
      const own = keys === undefined ? slot : keys[slot]!
      if (own !== FREE && numbers[i]! > 0) this.add(own, i - slot * width, numbers[i]!)
    }
  }

  private add(own: number, column: number, many: number): void {
    const i = this.slotOf(own) * this.width + column
    const sum = this.numbers[i]! + many
    while (sum > this.most) this.widen(i)
    this.numbers[i] = sum
  }

  /** Held against a share that each device is to have by itself; undefined where none counted. */
  held({ share, strict }: { share: number; strict: boolean }, bound = 0): DevicesHeld | undefined {
    let [devices, below, failing, payloads, met] = [0, 0, 0, 0, 0]
    const byNumber = new Map<number, number>()
    for (let i = bound * 2; i < this.numbers.length; i += this.width) {
      const [counted, good] = [this.numbers[i]!, this.numbers[i + 1]!]
      if (counted === 0) continue
      devices++
      if (strict ? good / counted <= share : good / counted < share) below++
      if (good < counted) failing++
      payloads += counted
      met += good
      byNumber.set(counted, (byNumber.get(counted) ?? 0) + 1)
    }
    if (devices === 0) return undefined
    // Of n payloads that each meet it with the chance p, all do with p^n.
    let failingByChance = 0
    for (const [counted, many] of [...byNumber].sort(([a], [b]) => a - b))
      failingByChance += many * (1 - (met / payloads) ** counted)
    return { devices, below, failing, failingByChance, payloads, good: met }
  }

  /** Where the numbers of a device stand in the hash: a slot is taken at the first time. */
  private slotOf(own: number): number {
    if (own < 0 || own >= this.devices) throw new RangeError(`${own + this.first} is none of the devices`)
    if (this.keys === undefined) return own
    const found = find(this.keys, own)
    if (this.keys[found] === own) return found
    if ((this.taken + 1) * 4 > this.keys.length * 3) {
      this.grow()
      return this.slotOf(own)
    }
    this.taken++
    this.keys[found] = own
    return found
  }

  /** Twice the slots; or one for each device, where that takes no more room. */
  private grow(): void {
    const [keys, numbers, { width }] = [this.keys!, this.numbers, this]
    const each = width * numbers.BYTES_PER_ELEMENT
    const slots = keys.length * 2
    const all = this.devices * each <= slots * (each + keys.BYTES_PER_ELEMENT)
    this.keys = all ? undefined : new Int32Array(slots).fill(FREE)
    this.numbers = likewise(numbers, (all ? this.devices : slots) * width)
    for (const [slot, own] of keys.entries()) {
      if (own === FREE) continue
      const to = this.keys === undefined ? own : find(this.keys, own)
      if (this.keys !== undefined) this.keys[to] = own
      this.numbers.set(numbers.subarray(slot * width, (slot + 1) * width), to * width)
    }
  }

  /** A number has run over: all get twice the room. */
  private widen(i: number): void {
    const { numbers } = this
    const wide = numbers.BYTES_PER_ELEMENT === 1 ? new Uint16Array(numbers.length) : new Uint32Array(numbers.length)
    wide.set(numbers)
    wide[i] = this.most + 1
    this.most = 2 ** (8 * wide.BYTES_PER_ELEMENT) - 1
    this.numbers = wide
  }
}

/** How many devices had any payload that counted, and of those: */
export interface DevicesHeld {
  devices: number
  /** of whose own payloads a smaller share met the bound than is asked of all, */
  below: number
  /** that had one that did not meet it, and how many would have if it were the same chance for all. */
  failing: number
  failingByChance: number
  /** Payloads of all of them that counted, and those that met the bound. */
  payloads: number
  good: number
}

/** Of two runs: a device of the one is another device than the same in the other, with luck of its own. */
export function addDevices(a: DevicesHeld | undefined, b: DevicesHeld | undefined): DevicesHeld | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return {
    devices: a.devices + b.devices,
    below: a.below + b.below,
    failing: a.failing + b.failing,
    failingByChance: a.failingByChance + b.failingByChance,
    payloads: a.payloads + b.payloads,
    good: a.good + b.good,
  }
}

/** What was counted of devices: by slot, and which device each slot is of, where they are not all in a row. */
export interface DeviceCounts {
  numbers: Numbers
  keys: Int32Array | undefined
}

type Numbers = Uint8Array | Uint16Array | Uint32Array

const FREE = -1
const SMALLEST = 16

/** The slot of a device, or the free one where it would be put. */
function find(keys: Int32Array, own: number): number {
  const last = keys.length - 1
  let slot = (Math.imul(own, 0x9e3779b1) >>> 7) & last
  while (keys[slot] !== FREE && keys[slot] !== own) slot = (slot + 1) & last
  return slot
}

function likewise(numbers: Numbers, length: number): Numbers {
  if (numbers.BYTES_PER_ELEMENT === 1) return new Uint8Array(length)
  return numbers.BYTES_PER_ELEMENT === 2 ? new Uint16Array(length) : new Uint32Array(length)
}
