import { it } from 'vitest'
import { replicate, difference } from './replicate.js'
const instant = { medium: 'wire' as const, rate: 1e12, delay: 0, loss: 0, retries: 0, 'retry-after': 0, mtu: 1500, header: 0, queue: 1e15 }
it('x', () => {
  for (const [rho, n] of [[0.3, 2e6], [0.7, 4e6], [0.9, 20e6]] as const) {
    const t = performance.now()
    const f = replicate({ origin: { processing: 1e6, distribution: 'exponential', servers: 1 }, hops: [{ wire: instant }], arrivals: rho, bytes: 1, servers: 1, long: Math.log(20)/(1-rho)*1e6 }, n)
    console.log(rho, performance.now() - t, difference(f.map(x => x.sojourn), 1/(1-rho)), difference(f.map(x => x.inside), rho/(1-rho)),difference(f.map(x => x.waiting), rho*rho/(1-rho)), difference(f.map(x=>x.long), .05), f[0])
  }
})
