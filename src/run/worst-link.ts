import { linkName } from '../network/link-name.js'
import { DELIVERED, TIME, type LinkGroup, type Links } from '../network/links.js'

/** A mean of fewer packets says more of chance than of the link. */
const FEWEST_PACKETS = 30

/** A link stands out that takes so many times as long as those like it. */
const STANDS_OUT = 2

/** The link of a family on which packets, of whatever payload, were longest. */
export interface WorstLink {
  /** As in links.csv; the data flow alone where no link of several had packets enough to tell. */
  name: string
  /** Whether the others of its family are much better. */
  standsOut: boolean
}

/** Looks each family up once, however many legs go over it. */
export class WorstLinks {
  private readonly known = new Map<LinkGroup, WorstLink>()

  constructor(private readonly links: Links) {}

  of(group: LinkGroup): WorstLink {
    const known = this.known.get(group) ?? this.find(group)
    this.known.set(group, known)
    return known
  }

  private find(group: LinkGroup): WorstLink {
    const { links } = this
    if (group.count === 1) return { name: linkName(group, 0), standsOut: false }
    let [worst, longest, times, packets] = [-1, -1, 0, 0]
    for (let i = 0; i < group.count; i++) {
      const many = links.get(group.first + i, DELIVERED)
      const took = links.get(group.first + i, TIME)
      times += took
      packets += many
      if (many < FEWEST_PACKETS || took / many <= longest) continue
      worst = i
      longest = took / many
    }
    if (worst < 0) return { name: group.flow, standsOut: false }
    return { name: linkName(group, worst), standsOut: longest >= (STANDS_OUT * times) / packets }
  }
}
