import { describe, it } from 'vitest'
import { server, instant, wire } from './parts.js'
import { expectValidated } from './validation.js'
import { replicateWires } from './wires.js'

/** As often as needed: that a packet is lost a hundred times does not happen. */
const RETRIES = 100

describe('packets that are lost on a wire and sent again', () => {
  // The loss is noticed when the packet is over, and it goes to the end of the line at once: M/G/1 with Bernoulli feedback (Takács, Bell
  // System Technical Journal 42, 1963). With q = 1 - p and a service of b₁, b₂ (first and second moment):
  // T = (λ b₂ + 2 b₁ (1 - λ b₁)) / (2 (q - λ b₁)). It follows from the work in the system, λ E[G²] / (2 (1 - ρ)) with G the sum of a geometric
  // number of services, since each that waits still has E[G] before it. (At once ahead of the others it would be M/G/1 with the service G.)
  it.each([
    { loss: 0.1, load: 0.5, customers: 6e5 },
    { loss: 0.1, load: 0.8, customers: 3e6 },
    { loss: 0.4, load: 0.7, customers: 2e6 },
  ])(
    'spend the time of M/D/1 with feedback at loss $loss and load $load, retries included',
    ({ loss, load, customers }) => {
      const lambda = load * (1 - loss)
      const settings = { ...wire(1), loss, retries: RETRIES }
      const classes = [{ arrivals: lambda, priority: 0, bytes: 1, sizes: 'constant' as const }]
      const replications = replicateWires({ hops: [{ wire: settings }], classes }, customers)
      const named = `constant size, loss ${loss}, load ${load}`
      const sojourns = replications.map((figures) => figures.classes[0]!.sojourn)
      const theory = (lambda + 2 * (1 - lambda)) / (2 * (1 - loss - lambda))
      expectValidated('M/G/1 with retransmission, mean sojourn (Takács 1963)', named, sojourns, theory)
      const transmissions = replications.map((figures) => figures.hops[0]!.transmissions)
      expectValidated(
        'Mean transmissions until a success, 1 / (1 - p) (elementary)',
        named,
        transmissions,
        1 / (1 - loss),
      )
    },
  )

  // The loss is noticed long after: the packets under way meanwhile are a second node, in which nobody waits. The wire and the servers
  // behind it in a network of Jackson's with an infinite server (BCMP, Journal of the ACM 22, 1975): here the server at the far end is M/M/1
  // at the rate that is offered, whatever detours packets took before it.
  it.each([{ loss: 0.3, load: 0.7, after: 20, customers: 4e6 }])(
    'come to the next server as a Poisson process however late they are sent again, at loss $loss',
    ({ loss, load, after, customers }) => {
      const settings = { ...instant, loss, retries: RETRIES, 'retry-after': after * 1e6 }
      const classes = [{ arrivals: load, priority: 0, bytes: 1, sizes: 'constant' as const }]
      const hops = [{ wire: settings, node: server('exponential', 1) }]
      const replications = replicateWires({ hops, classes }, customers)
      const sojourns = replications.map((figures) => figures.classes[0]!.sojourn)
      const theory = (after * loss) / (1 - loss) + 1 / (1 - load)
      const named = `lost ${loss}, sent again ${after} services later, then a server at load ${load}`
      expectValidated(
        'Retransmission with delay before M/M/1, mean sojourn (Baskett et al. 1975)',
        named,
        sojourns,
        theory,
      )
    },
  )
})
