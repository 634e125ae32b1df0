import type { Deployment } from '../deployment/deployment.js'
import type { Prices } from '../deployment/prices.js'
import type { Figures } from '../run/figures.js'

/** What a value costs, by the deployment's own prices. */
export interface Price {
  total: number
  currency: string
  per: Prices['per']
  /** What it is made of: how many of it, and what they cost. */
  parts: { what: string; count: number; price: number }[]
}

const MBPS = 1e6

/** Of both directions of a network the one that has more links, and the higher rate: a link is paid for once. */
export function priceOf({ settings: { prices } }: Deployment, { networks, daps }: Figures): Price | undefined {
  if (prices === undefined) return undefined
  const parts = Object.entries(prices.networks ?? {}).flatMap(([name, price]) => {
    if (price === undefined) return []
    const lanes = networks.filter(({ network }) => network === name)
    const links = Math.max(0, ...lanes.map((one) => one.links))
    const mbps = (links * Math.max(0, ...lanes.map(({ rate }) => rate ?? 0))) / MBPS
    return [
      ...(price.link === undefined ? [] : [{ what: `${name} links`, count: links, price: links * price.link }]),
      ...(price.mbps === undefined ? [] : [{ what: `${name} Mbps`, count: mbps, price: mbps * price.mbps }]),
    ]
  })
  if (prices.dap !== undefined) parts.push({ what: 'DAPs', count: daps, price: daps * prices.dap })
  const total = parts.reduce((sum, { price }) => sum + price, 0)
  return { total, currency: prices.currency, per: prices.per, parts }
}
