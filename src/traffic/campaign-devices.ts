import type { Campaign } from '../deployment/campaigns.js'
import type { Deployment } from '../deployment/deployment.js'
import type { DeviceClass } from '../deployment/layout.js'
import { hashName } from '../kernel/keyed.js'
import { Permutation } from '../kernel/permutation.js'
import type { Emission } from './emission.js'

/** What a campaign sends: each of these to those of its devices that are of the emission's classes. */
export function emissionsOfCampaign(campaign: Campaign, emissions: readonly Emission[]): Emission[] {
  const ids = new Set(campaign.requirementIds)
  return emissions.filter(
    (one) => one.root && one.polls < 0 && one.device === 'receives' && ids.has(one.applied[0]!.requirement.id),
  )
}

/** The devices of a campaign: all of the classes that it is for, or so many of them, chosen at random for good. */
export class CampaignDevices {
  readonly first: number
  /** Device numbers from the first on, whether they are of it or not. */
  readonly range: number
  /** How many of them are of it. */
  readonly count: number
  private readonly chosen: Uint32Array

  constructor({ settings }: Deployment, campaign: Campaign, emissions: readonly Emission[]) {
    const classes = [...new Set(emissions.flatMap((one) => one.classes))].filter((one) => one.count > 0)
    this.first = Math.min(...classes.map((one) => one.first))
    this.range = Math.max(...classes.map((one) => one.first + one.count)) - this.first
    this.chosen = new Uint32Array(Math.ceil(this.range / 32))
    const all = classes.reduce((sum, one) => sum + one.count, 0)
    this.count = Math.min(campaign.devices, all)
    const order = new Permutation(all, hashName(`${settings.seed}/devices of campaign ${campaign.name}`))
    for (let k = 0; k < this.count; k++) this.choose(deviceAt(classes, this.count === all ? k : order.at(k)))
  }

  has(device: number): boolean {
    const i = device - this.first
    return i >= 0 && i < this.range && (this.chosen[i >> 5]! & (1 << (i & 31))) !== 0
  }

  private choose(device: number): void {
    const i = device - this.first
    this.chosen[i >> 5]! |= 1 << (i & 31)
  }
}

function deviceAt(classes: readonly DeviceClass[], place: number): number {
  let member = place
  for (const { first, count } of classes) {
    if (member < count) return first + member
    member -= count
  }
  throw new Error(`no device stands at place ${place}`)
}
