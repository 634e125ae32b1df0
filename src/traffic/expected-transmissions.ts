import { lossForGood, type LinkLossSettings } from '../network/link-loss.js'
import type { NetworkSettings } from '../deployment/networks.js'

/** What one packet is on a network on the mean: how often it is sent, retries and repeating nodes included, and what answers each time. */
export interface Transmissions {
  /** Where nothing is lost: more than one where nodes on the way send it on. */
  without: number
  /** With the retries that its losses bring. */
  with: number
  /** Bytes of the acknowledgement of the radio or the line, of each transmission. */
  acknowledgement: number
}

/** As far as the figures of the network alone say it: contention, and whom a radio does not reach at all, are left out. */
export function transmissionsOn(settings: NetworkSettings): Transmissions {
  switch (settings.medium) {
    case 'wire':
    case 'sector':
    case 'lan':
      return {
        without: 1,
        with: attempts(settings.loss, settings.retries, settings['retry-after']),
        acknowledgement: 0,
      }
    case 'polled':
      return { without: 1, with: attempts(settings.loss, settings.retries, settings['time-out']), acknowledgement: 0 }
    case 'mesh':
      return overNodes(settings, settings.hops === 'by density' ? [1] : settings.hops)
    case 'plc':
      return overNodes(settings, settings.repeaters)
    case 'radio-lan':
      return overNodes(settings, [1])
  }
}

interface Contended {
  loss: LinkLossSettings
  acknowledged: boolean
  retries: number
  ack: number
  'ack-time-out': number
}

/** `shares`: of the devices, those at hop 1, 2, …; a packet that is lost on a hop is on none after it. */
function overNodes(settings: Contended, shares: readonly number[]): Transmissions {
  const { loss, acknowledged, ack } = settings
  const retries = acknowledged ? settings.retries : 0
  const between = settings['ack-time-out']
  const each = attempts(loss, retries, between)
  const passes = 1 - lossForGood(loss, retries, between)
  const sum = (ofHop: (hop: number) => number) =>
    shares.reduce((all, share, i) => {
      let sent = 0
      for (let hop = 0; hop <= i; hop++) sent += ofHop(hop)
      return all + share * sent
    }, 0)
  return {
    without: sum(() => 1),
    with: sum((hop) => passes ** hop * each),
    acknowledgement: acknowledged ? ack : 0,
  }
}

/** How often a packet is sent on a link that gives it up after so many retries: once more for each time that all so far were lost. */
function attempts(loss: LinkLossSettings, retries: number, between: number): number {
  let sent = 1
  for (let retry = 0; retry < retries; retry++) sent += lossForGood(loss, retry, between)
  return sent
}
