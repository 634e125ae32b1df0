import type { Catalogue } from '../srs/catalogue.js'
import type { YamlFile } from '../input/yaml.js'
import type { Problem } from '../input/problems.js'
import type { Assumption } from './assumptions.js'
import type { Budget } from './budgets.js'
import type { Campaign } from './campaigns.js'
import type { ScriptedEvent } from './events.js'
import type { Fault } from './faults.js'
import type { Layout } from './layout.js'
import type { NetworkSettings } from './networks.js'
import type { Settings } from './schema.js'
import type { Territory } from './territories.js'
import type { UseCasesInPlay } from './use-cases.js'

/** A deployment that was read and checked: what a run, a report or a plan starts from. */
export interface Deployment {
  file: string
  settings: Settings
  /** One for each profile; a deployment with `profile:` is one territory without a name. */
  territories: Territory[]
  useCases: UseCasesInPlay
  catalogue: Catalogue
  layout: Layout
  /** What each backhaul of `layout.backhauls` is made of. */
  backhaulNetworks: readonly NetworkSettings[]
  /** The events that it makes happen, and the power outages that it lets happen at random, in the order of time. */
  scripted: ScriptedEvent[]
  /** The nodes and links that it makes fail, in the order of time; what fails at random is drawn in the run (`settings.faults`). */
  faults: readonly Fault[]
  /** Whether anything can fail: a node, a link, or the power. */
  canFail: boolean
  campaigns: readonly Campaign[]
  /** What it asks for beside the SRS, in the order in which it does. */
  budgets: readonly Budget[]
  /** Every value that the SRS leaves open, set or by default. */
  assumptions: Assumption[]
  /** Times in microseconds since the midnight before the start. */
  start: number
  end: number
  /** What is no mistake and still may not be meant; a command says so and goes on. */
  warnings: readonly Problem[]
  /** sha256 of the checked content: two files that say the same have the same. */
  hash: string
  source: YamlFile
}
