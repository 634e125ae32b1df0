/** The decisions of a distribution profile: the columns of SRS table 5.4.3. */
export interface DistributionDecisions {
  code: string
  control: 'centralized' | 'decentralized'
  /** Whose network reaches the feeder devices. */
  network: 'D-SCADA' | 'AMI'
  /** Who manages the gear of that network. */
  management: 'independent' | 'AMI'
  /** How the controller reaches the feeder line devices. */
  way: Way
  /** Whether a substation's FAN gateway hangs on the RTU there: the `R` of the codes (decision i: `via WAN via RTU via …`). */
  rtu: boolean
  /** Whether the SRS prints it; otherwise its columns imply it. */
  status: 'stated' | 'inferred'
}

export type Way = 'via WAN' | 'via substation FAN gateway' | 'via field FAN gateway' | 'via DAP'

const line = (
  code: string,
  control: DistributionDecisions['control'],
  network: DistributionDecisions['network'],
  management: DistributionDecisions['management'],
  way: Way,
  status: DistributionDecisions['status'],
): DistributionDecisions => ({ code, control, network, management, way, rtu: code.includes('R'), status })

/**
 * The 12 distribution profiles. The SRS prints six (table 5.4.3) and says that there are twelve; decision i of 4.20.3 names four
 * ways to the feeder devices. The other six are what its columns imply: centralized control over D-SCADA by each of three
 * ways, under either management (6); decentralized control through a FAN gateway of the substation or of the field, under
 * either management (4); and the AMI network, for either control (2).
 */
const LINES: readonly DistributionDecisions[] = [
  line('DCSIRsF', 'centralized', 'D-SCADA', 'independent', 'via substation FAN gateway', 'stated'),
  line('DCSIW', 'centralized', 'D-SCADA', 'independent', 'via WAN', 'stated'),
  line('DCSIfF', 'centralized', 'D-SCADA', 'independent', 'via field FAN gateway', 'inferred'),
  line('DCSARsF', 'centralized', 'D-SCADA', 'AMI', 'via substation FAN gateway', 'stated'),
  line('DCSAW', 'centralized', 'D-SCADA', 'AMI', 'via WAN', 'inferred'),
  line('DCSAfF', 'centralized', 'D-SCADA', 'AMI', 'via field FAN gateway', 'inferred'),
  line('DDIsF', 'decentralized', 'D-SCADA', 'independent', 'via substation FAN gateway', 'stated'),
  line('DDIfF', 'decentralized', 'D-SCADA', 'independent', 'via field FAN gateway', 'inferred'),
  line('DDARsF', 'decentralized', 'D-SCADA', 'AMI', 'via substation FAN gateway', 'stated'),
  line('DDAfF', 'decentralized', 'D-SCADA', 'AMI', 'via field FAN gateway', 'inferred'),
  line('DDAAD', 'decentralized', 'AMI', 'AMI', 'via DAP', 'stated'),
  line('DCAAD', 'centralized', 'AMI', 'AMI', 'via DAP', 'inferred'),
]

export const distributionProfiles: ReadonlyMap<string, DistributionDecisions> = new Map(
  LINES.map((one) => [one.code, one]),
)
