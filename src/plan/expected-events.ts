import { deliveryOf } from '../deployment/delivery.js'
import type { NetworkName, NetworkSettings } from '../deployment/networks.js'
import type { Model } from '../simulate/model.js'
import type { Emission } from '../traffic/emission.js'
import { transmissionsOn } from '../traffic/expected-transmissions.js'
import type { Expected } from '../traffic/expected.js'
import { imagesOf, type ExpectedSendings } from './expected-sendings.js'

type Medium = NetworkSettings['medium']

/**
 * Events of the simulation that a packet takes on a link: its coming, the end of its transmission, what is noticed of its loss; where nodes share a
 * channel also the waiting, the answer of the radio and the turns of others. Measured over the scenarios that ship, as the events of a run by
 * the transmissions that this file expects of it: wires 1.2 to 1.35, sectors 3.4 to 4, a polled channel 3.1, meshes 4.1 to 6.5, power lines 5.
 */
const EVENTS: Readonly<Record<Medium, number>> = {
  wire: 1.28,
  lan: 1.28,
  sector: 3.7,
  polled: 3.1,
  mesh: 5,
  plc: 5,
  'radio-lan': 5,
}

/** About how many events a run simulates, by arithmetic: what its time goes into. Queues that overflow, outages and nodes that join are left out. */
export function expectedEvents(
  { deployment, emissions, meshes }: Pick<Model, 'deployment' | 'emissions' | 'meshes'>,
  expected: Expected,
  sendings: ExpectedSendings,
): number {
  const depths = new Map(meshes.map(({ network, mesh }) => [network, mesh.coverage().meanHops]))
  let events = 0
  const add = (emission: Emission, messages: number, bytes: number) => {
    if (messages <= 0) return
    const { networks, delivery } = deployment.settings
    const { acknowledged } = deliveryOf(delivery, emission.applied[0]!.requirement.payload)
    const answered = acknowledged && !emission.toAll ? 2 : 1
    for (const { network, copies } of hopsOf(emission, expected)) {
      const settings = networks[network]
      const packets = Math.max(1, Math.ceil(bytes / (settings.mtu - settings.header)))
      const deep = settings.medium === 'mesh' && settings.hops === 'by density' ? deepness(depths.get(network)) : 1
      const each = transmissionsOn(settings).with * deep * EVENTS[settings.medium]
      events += messages * copies * packets * answered * each
    }
  }
  for (const emission of emissions) add(emission, sendings.of(emission) - sendings.imagesOf(emission), emission.bytes)
  // Before any repair.
  for (const { campaign, emission, images } of imagesOf(deployment, emissions))
    add(emission, images * Math.ceil((campaign.image ?? emission.bytes) / campaign.block), campaign.block)
  return events
}

/** Beyond the first hop, which has the gateway's own turns, a hop takes about half as many events: measured at 2 hops on the mean and at 12. */
function deepness(meanHops = 1): number {
  return 0.3 + meanHops / 2
}

/** The hops of a message that is copied only where the ways to its destinations part, each with how many stand before it. */
function hopsOf(emission: Emission, expected: Expected): { network: NetworkName; copies: number }[] {
  const perDay = expected.perDay(emission)
  const seen = new Set<string>()
  return emission.applied.flatMap((applied) => {
    let way = ''
    return applied.hops.flatMap((hop, number) => {
      way += `${hop.from} > ${hop.to} > `
      if (seen.has(way)) return []
      seen.add(way)
      const copies = perDay === 0 ? 1 : expected.perDayAtHop(emission, applied, number) / perDay
      return [{ network: hop.network as NetworkName, copies }]
    })
  })
}
