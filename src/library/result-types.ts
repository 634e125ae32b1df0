import type { Deployment } from './deployment-types.js'

/** What becomes of a requirement that is held against what happened. */
export type Verdict = 'pass' | 'fail' | 'undecided' | 'not exercised'

/** How many came to which verdict. */
export interface VerdictCounts {
  /** The whole interval meets the bound. */
  readonly pass: number
  /** None of it does. */
  readonly fail: number
  /** Neither. */
  readonly undecided: number
  /** Nothing was sent that could be judged, or the time was too short. */
  readonly notExercised: number
}

/** What counts as failed. */
export interface Strictness {
  /** Whether what is undecided or not exercised counts as failed too. */
  strict?: boolean | undefined
}

/** Something that can be told as sgsim's commands tell it. */
export interface Told {
  /** What the command prints on the terminal, without colours. */
  text(): string
  /** What it prints with `--json`. */
  json(): Record<string, unknown>
}

/** Requirements held against what happened, in a run or in a trace. */
export interface Result extends Told {
  /** What was run, or held against the trace. */
  readonly deployment: Deployment
  /** Of the requirements of the SRS; budgets are not counted here. */
  readonly verdicts: VerdictCounts
  /** Every requirement that applies, in the order of the catalogue. */
  readonly requirements: readonly RequirementResult[]
  /** What the deployment asks for beside the SRS. */
  readonly budgets: readonly BudgetResult[]
  /** Whether a requirement that is not relaxed failed, or a budget that is more than a warning: the command would end with status 1. */
  failed(how?: Strictness): boolean
  /** The verdicts as JUnit's XML, for a CI server. */
  junit(how?: Strictness): string
  /** What the command prints on the terminal, without colours. */
  text(how?: Strictness): string
}

/** One requirement and what came of it. Times in seconds; undefined where a figure does not exist. */
export interface RequirementResult {
  /** Its id: `<section>/<payload>/<n>`. */
  readonly requirement: string
  /** The name of the message. */
  readonly payload: string
  /** Of the SRS, such as `4.15.4.1`. */
  readonly section: string
  /** The use case, by its name of SRS 4.20.2. */
  readonly useCase: string
  /** The actor that sends it. */
  readonly from: string
  /** The actor that it is for. */
  readonly to: string
  /** Whether it is met. */
  readonly verdict: Verdict
  /** What the verdict rests on, or what is missing, in words. */
  readonly reason: string
  /** Messages that were sent to the receiver. */
  readonly sent: number
  /** Those of them that arrived. */
  readonly delivered: number
  /** Those that never will. */
  readonly lost: number
  /** Those under way at the end. */
  readonly open: number
  /** Those that count: their bound had passed by the end of the run. */
  readonly counted: number
  /** Of those that counted, the ones that arrived within the bound. */
  readonly inTime: number
  /** Of those that counted, the share that arrived at all. */
  readonly shareDelivered: number | undefined
  /** Of those that counted, the share that arrived within the bound: what the verdict is made of. */
  readonly shareInTime: number | undefined
  /** Where the interval of the true share begins. */
  readonly low: number | undefined
  /** Where it ends. */
  readonly high: number | undefined
  /** The share that the SRS asks for. */
  readonly boundReliability: number
  /** The time within which it asks for it, or the window of a requirement that has one. */
  readonly boundLatencyS: number
  /** How long the messages took that arrived. */
  readonly latencyS: Latency | undefined
  /** Lost messages by place and reason, most first. */
  readonly losses: readonly Loss[]
  /** Of a requirement that failed: the leg to which it owes most of that. */
  readonly costliestLeg: CostliestLeg | undefined
}

/** How long messages took, in seconds. */
export interface Latency {
  /** Half took no longer. */
  readonly p50: number
  /** Nine in ten took no longer. */
  readonly p90: number
  /** 95 in a hundred took no longer. */
  readonly p95: number
  /** 99 in a hundred took no longer. */
  readonly p99: number
  /** In the mean. */
  readonly mean: number
  /** None took longer. */
  readonly max: number
}

/** Messages that were lost in one way. */
export interface Loss {
  /** Where, and why. */
  readonly place: string
  /** How many. */
  readonly messages: number
}

/** The leg to which a failure is owed. */
export interface CostliestLeg {
  /** Which leg of the path it is, from 1. */
  readonly leg: number
  /** The data flow, such as `1D`. */
  readonly flow: string
  /** The network that it crosses. */
  readonly network: string
  /** What took the time, or the reason of the losses. */
  readonly cause: string
  /** How much of it. */
  readonly share: number
  /** All that in words. */
  readonly text: string
}

/** A demand of the deployment's own and what came of it. */
export interface BudgetResult {
  /** What reports call it. */
  readonly budget: string
  /** Whether it tightens a requirement, relaxes one, or asks for something that the SRS does not. */
  readonly kind: 'tighten' | 'relax' | 'add'
  /** Whether it fails the run, or only shows. */
  readonly level: 'error' | 'warn'
  /** The requirement that it is about; undefined of one about a network or nodes. */
  readonly requirement: string | undefined
  /** Whether it is met. */
  readonly verdict: Verdict
  /** What the verdict rests on, in words. */
  readonly found: string
  /** The share that met the bound. */
  readonly share: number | undefined
  /** Of a network or of nodes: what was measured. */
  readonly value: number | undefined
  /** And what it is held against, in the same unit. */
  readonly limit: number | undefined
}

/** The network and direction with the highest use of its capacity in any hour. */
export interface Busiest {
  /** The network, such as `wan`. */
  readonly network: string
  /** Away from the utility, or towards it. */
  readonly direction: 'down' | 'up'
  /** The share of its capacity that was in use in that hour. */
  readonly share: number
}

/** What crossed a network in one direction. */
export interface NetworkLoad {
  /** The network, such as `wan`. */
  readonly network: string
  /** Away from the utility, or towards it. */
  readonly direction: 'down' | 'up'
  /** How many links there are; 0 of a network that has none of its own. */
  readonly links: number
  /** Of one of them, in bits a second, where its medium has one rate. */
  readonly rateBps: number | undefined
  /** Headers, acknowledgements and repetitions among them. */
  readonly bytesWire: number
  /** The share of the capacity that was in use over the whole run. */
  readonly utilisation: number | undefined
  /** And in its busiest hour. */
  readonly utilisationBusiestHour: number | undefined
}
