import { test } from 'vitest'
import { deploymentOf } from '../deployment/fixture.js'
import { Model } from '../../src/simulate/model.js'
const TOWN = `name: a
profile: AHEMCvW + DCSIRsF
use-cases: [Islanded Distr. Cust. Storage]
duration: 5 h
spontaneous-events: false
quantities:
  meters: { electric: { residential: 100 } }
  endpoints-per-dap: 20
  esi: { in-meter: 100 }
  han: { ipd: 30, ems: 20 }
  feeder-devices: { storage: 10 }
  fan-gateways: { substation: 5 }
events: [{ at: "01:00", what: transformer-lost }, { at: "03:00", what: transformer-restored }]
`
const LOSSLESS = ['fan', 'substation', 'wan', 'enterprise', 'nan', 'han'].map((name) => `networks.${name}.loss=0%`)
function check(name: string, yaml: string, ...set: string[]) {
  const model = new Model(deploymentOf(yaml, ...set))
  const { routes, links } = model.network
  const enter = (model.network as any).enter.bind(model.network)
  const seen = new Set<string>()
  ;(model.network as any).enter = (packet: number, step: number) => {
    const link = routes.link.at(step, model.network.packets.tree[packet]!, model.network.packets.device[packet]!)
    const g = links.groups.find((one) => link >= one.first && link < one.first + one.count)
    if (g && g.each === 1 && !(routes.from[step] === g.from || routes.to[step] === g.to)) {
      const m = model.network.packets.message[packet]!
      const key = `${name}: ${model.emissions[model.flight.messages.emission[m]!]!.id} ${routes.from[step]} -> ${routes.to[step]} link ${link} of ${g.flow} ${g.from}->${g.to} tree ${model.network.packets.tree[packet]} dev ${model.network.packets.device[packet]}`
      if (seen.size < 5 && !seen.has(key)) { seen.add(key); console.log(key) }
    }
    enter(packet, step)
  }
  try { while (!model.runSlice(Infinity)) continue; console.log(name, 'ok') } catch (e) { console.log(name, String(e)) }
}
test('x', () => {
  check('1', TOWN, ...LOSSLESS)
  check('2', TOWN, ...LOSSLESS, 'quantities.feeder-devices.storage=1', 'quantities.han.ipd=1')
  check('3', TOWN, ...LOSSLESS, 'quantities.feeder-devices.storage=400', 'networks.enterprise.loss=10%', 'networks.enterprise.retries=0')
  check('5', TOWN.replace('profile: AHEMCvW + DCSIRsF\n', '') +
        `territories:
  town: { profile: AHEMCvW + DCSIRsF, share: 60% }
  land: { profile: ACvW + DCSIRsF, share: 40% }
`, ...LOSSLESS)
})
