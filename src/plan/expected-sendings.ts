import type { Deployment } from '../deployment/deployment.js'
import { sendingDays } from '../run/sending-days.js'
import { CampaignDevices, emissionsOfCampaign } from '../traffic/campaign-devices.js'
import type { Emission, EmissionTerm } from '../traffic/emission.js'
import type { Expected } from '../traffic/expected.js'
import { Occurrences, type Occurrence } from '../traffic/occurrences.js'
import { circuitsIn } from '../traffic/terms.js'

/** How many messages of each emission a run sends, by arithmetic: those by the clock, those that its events set off, and what they cause. */
export class ExpectedSendings {
  private readonly occurrences: Occurrences
  private readonly known = new Map<number, number>()
  /** By emission: what campaigns send of it, as images. */
  private readonly campaigns = new Map<number, number>()

  constructor(
    private readonly deployment: Deployment,
    private readonly expected: Expected,
    emissions: readonly Emission[],
  ) {
    this.occurrences = new Occurrences(deployment)
    for (const { emission, images } of imagesOf(deployment, emissions))
      this.campaigns.set(emission.index, this.imagesOf(emission) + images)
  }

  /** Of those, what goes out in blocks instead: images, each of which is as a message to what it causes. */
  imagesOf(emission: Emission): number {
    return this.campaigns.get(emission.index) ?? 0
  }

  /** In the whole run. */
  of(emission: Emission): number {
    const known = this.known.get(emission.index)
    if (known !== undefined) return known
    // Stands in for what causes itself in a circle.
    this.known.set(emission.index, 0)
    const sent = emission.root ? this.ofRoot(emission) : this.ofEffect(emission)
    this.known.set(emission.index, sent)
    return sent
  }

  private ofEffect(emission: Emission): number {
    const causes = this.expected.causesOf(emission)
    // Only what goes to all has an effect more than once.
    return causes.reduce((sum, { cause, each }) => sum + this.of(cause) * each, 0)
  }

  private ofRoot(emission: Emission): number {
    const sent = emission.terms.reduce(
      (sum, term) => sum + this.byClock(emission, term) + this.byEvents(emission, term),
      0,
    )
    const { settings } = this.deployment
    // What waits for no event is exercised once.
    const exercised =
      settings.exercise === 'all' && !emission.scheduled && emission.terms.some((one) => !one.event) ? 1 : 0
    return sent + exercised + this.imagesOf(emission)
  }

  private byClock(emission: Emission, { event, members, perMemberPerDay, partOfYear }: EmissionTerm): number {
    const spontaneous = event?.concerns === 'member' && this.deployment.settings['spontaneous-events']
    if (event !== undefined && !spontaneous) return 0
    return members * perMemberPerDay * partOfYear * sendingDays(this.deployment, emission)
  }

  private byEvents(emission: Emission, term: EmissionTerm): number {
    if (term.event === undefined) return 0
    const times = this.occurrences.of(term.event, emission.territory)
    return times.reduce((sum, one) => sum + this.atOne(emission, term, one), 0)
  }

  /** As an `OccurrenceSource` sends them. */
  private atOne({ toAll, territory }: Emission, term: EmissionTerm, { one, each, share, where }: Occurrence): number {
    if (toAll) return 1
    if (one) return term.atOccurrence > 0 ? 1 : 0
    const { layout } = this.deployment
    const devices = term.classes.reduce((sum, of) => sum + of.count, 0)
    const among =
      where === undefined
        ? devices
        : term.classes.flatMap((of) => layout.membersAt(where, of)).reduce((sum, range) => sum + range.count, 0)
    if (each) return among
    const atPlace = term.event!.concerns === 'place'
    const part = devices === 0 ? 1 : among / devices
    const there = atPlace ? Math.ceil(part) : part
    return (term.members * term.atOccurrence * share * there) / (atPlace ? circuitsIn(layout, territory) : 1)
  }
}

/** What campaigns send of each emission: an image for each device, or one for all. */
export function imagesOf(deployment: Deployment, emissions: readonly Emission[]) {
  return deployment.campaigns.flatMap((campaign) => {
    const parts = emissionsOfCampaign(campaign, emissions)
    const all = sum(parts.map(devicesOf))
    if (all === 0) return []
    const { count } = new CampaignDevices(deployment, campaign, parts)
    return parts.map((emission) => {
      const images = emission.toAll ? count / all : (count * devicesOf(emission)) / all
      return { campaign, emission, images }
    })
  })
}

function devicesOf({ classes }: Emission): number {
  return sum(classes.map((one) => one.count))
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0)
}
