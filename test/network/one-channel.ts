import { EVERYONE, NO_DOMAIN, type Medium, type Membership } from '../../src/network/medium.js'
import { Polled } from '../../src/network/polled.js'
import { polledSchema, type PolledSettings } from '../../src/network/polled-settings.js'
import { Sector } from '../../src/network/sector.js'
import { sectorSchema, type SectorSettings } from '../../src/network/sector-settings.js'
import { Bench, hop, place, type CreateMedium } from './bench.js'

/** What a message is that is sent over the channel; it goes up unless it says otherwise. */
export interface Message {
  device: number
  bytes?: number
  down?: boolean
  priority?: number
}

/** A shared medium with a link up and a link down: one domain of so many devices, or all of them grouped by the medium itself. */
export class OneChannel<M extends Medium> {
  readonly bench: Bench
  medium!: M
  readonly up: number
  readonly down: number
  private number = 0

  constructor(
    create: (...given: Parameters<CreateMedium>) => M,
    { devices = 100, seed = 1, noDomain = false, processing = 0 } = {},
  ) {
    const bench = new Bench(seed)
    this.bench = bench
    const members: Membership = {
      nodes: devices + 1,
      membersOf: (_, visit) => {
        for (let device = 0; device < devices; device++) visit(device)
      },
    }
    const medium = bench.medium((...given) => (this.medium = create(...given)), members)
    const domain = place('one', noDomain ? NO_DOMAIN : devices)
    this.up = bench.links(medium, { flow: 'radio', direction: 'up', processing })
    this.down = bench.links(medium, { flow: 'radio', direction: 'down', processing })
    for (const link of [this.up, this.down]) bench.route(hop(link, { domain, endpoint: place('device') }))
  }

  /** Sends a message, and gives its number: from 0, in the order of the calls. */
  send(at: number, { device, bytes = 100, down = false, priority = 0 }: Message): number {
    this.bench.send(at, this.number, { device, bytes, priority, route: down ? 1 : 0, source: 1 })
    return this.number++
  }

  sendToAll(at: number, bytes = 100): number {
    return this.send(at, { device: EVERYONE, bytes, down: true })
  }

  /** When each message has arrived whole, by its number; undefined where it has not. */
  run(until?: number): (number | undefined)[] {
    const arrivals = this.bench.run(until).arrivals()
    return Array.from({ length: this.number }, (_, message) => arrivals.get(message))
  }

  get links() {
    return this.bench.network.links
  }
}

/** A sector without header, loss or sleep, all endpoints alike, unless more is said: 1 Mbps, so that a byte takes 8 µs. */
export function sector(more: object = {}): SectorSettings {
  return sectorSchema().parse({
    medium: 'sector', coverage: [{ share: '100%', 'rate-factor': 1 }], delay: '0 s', access: 'granted', grant: '0 s', 'set-up': '0 s',
    'power-save': { mode: 'none' }, loss: '0%', header: '0 B', ...more,
  }) // prettier-ignore
}

/** A polled channel without header or loss, unless more is said: 1 Mbps; a question takes 40 µs, a station then 20 µs, an answer 40 µs. */
export function polled(more: object = {}): PolledSettings {
  return polledSchema().parse({
    medium: 'polled', rate: '1 Mbps', poll: '5 B', answer: '5 B', turnaround: '20 us', 'time-out': '500 us', loss: '0%', header: '0 B', ...more,
  }) // prettier-ignore
}

export type ChannelOptions = ConstructorParameters<typeof OneChannel>[1]

export function sectorChannel(more: object = {}, options: ChannelOptions = {}): OneChannel<Sector> {
  const settings = sector(more)
  return new OneChannel((name, seed, book, members) => new Sector(name, settings, seed, book, members), options)
}

export function polledChannel(more: object = {}, options: ChannelOptions = {}): OneChannel<Polled> {
  const settings = polled(more)
  return new OneChannel((name, seed, book, members) => new Polled(name, settings, seed, book, members), options)
}
