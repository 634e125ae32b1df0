import { describe, expect, it } from 'vitest'
import { loadCatalogue } from '../../src/srs/catalogue.js'
import { labelInWords } from '../../src/srs/flow-label.js'

const { flowLabels, flows, errata } = loadCatalogue()
const said = (label: string) => labelInWords(flows, flowLabels.get(label)!)

/** The letters of SRS 4.4.1.1 behind 4D, 4E, 4F and 4G: each kind of feeder device has four lines. */
const DEVICES = ['CB', 'RC', 'RG', 'S', 'SW', 'ST', 'CG', 'CS']

describe('the labels of data flows whose drawing is not in the text', () => {
  it('are the 15 of SRS 4.3.1.1 and the 40 of 4.4.1.1', () => {
    const of = (section: string) => [...flowLabels.values()].filter((one) => one.section === section)
    expect(of('4.3.1.1').map(({ label }) => label)).toEqual(
      '2Aa 2Ab 2C 2Fa 2Fb 2Ja 2Jb 2Wa 2Wb 2Wd 3Aa 3Ab 2Dca 2Dcb 2Dcc'.split(' '),
    )
    const devices = DEVICES.flatMap((device) => ['D', 'E', 'F', 'G'].map((way) => `4${way}${device}`))
    const others = ['4ECR', '4ERU', '4A', '4Ba', '4Ca', '4Ea', '4Eb', '4F']
    expect(of('4.4.1.1').map(({ label }) => label)).toEqual([...devices, ...others])
    expect(flowLabels.size).toBe(15 + 40)
  })

  it('are named, and told as such, by an erratum of their section', () => {
    for (const { label, section, erratum } of flowLabels.values()) {
      const line = errata.find(({ id }) => id === erratum)!
      expect(line.section, label).toBe(section)
      expect(line.says.split(/[ ,|]+/), label).toContain(label)
    }
  })

  it('end at a device by as many ways as there are lines to it, where the letters name it', () => {
    for (const device of DEVICES) {
      const [first, ...rest] = ['D', 'E', 'F', 'G'].map((way) => flowLabels.get(`4${way}${device}`)!.actor!)
      expect(rest).toEqual([first, first, first])
      const lines = [...flows.values()].filter(({ to, network }) => to === first && network !== 'field-local')
      expect(lines, device).toHaveLength(4)
    }
  })

  it('are taken for a flow only where no other touches the actor', () => {
    const taken = [...flowLabels.values()].filter((one) => one.flow !== undefined)
    expect(taken.map(({ label, flow }) => [label, flow])).toEqual([['4ECR', 'RTU-CR']])
    for (const { actor, flow } of taken)
      expect([...flows.values()].filter(({ from, to }) => [from, to].includes(actor!)).map(({ name }) => name)).toEqual(
        [flow],
      )
  })

  it('are told in words', () => {
    expect(said('4ECR')).toBe('4ECR is taken for RTU-CR (inferred; SRS 4.4.1.1; erratum 4.4.1.1#4)')
    expect(said('2Aa')).toBe('2Aa is a data flow whose two ends the text does not say (SRS 4.3.1.1; erratum 4.3.1.1#1)')
    expect(said('4DCB')).toBe(
      '4DCB ends at Feeder Cap Bank, and the text does not say where it begins: ' +
        'one of FEP-CB, FGs-CB, FGf-CB, DAP-CB (SRS 4.4.1.1; erratum 4.4.1.1#1)',
    )
  })
})
