import { nearest } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile, YamlPath } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'
import type { Requirement } from '../srs/requirement.js'
import { readAddition, readBound, type Demand, type Metric } from './budget-grammar.js'
import type { NotRead, ReadBudget } from './budget-words.js'
import { BUDGET_KINDS, type Budget } from './budgets.js'
import { matches } from './payload-patterns.js'
import type { Settings } from './schema.js'

/**
 * Reads the texts of `budgets:` and says where they name something that does not exist. Whether what they name applies in this
 * deployment is known only when its requirements are (check/budget-counters, run/budget-metrics). Without settings, where something else
 * of the file is wrong, it says what can be said of the texts alone.
 */
export function checkedBudgets(
  source: YamlFile,
  settings: Pick<Settings, 'budgets' | 'nodes'> | undefined,
  catalogue: Catalogue,
  problems: Problems,
): Budget[] {
  const budgets = settings === undefined ? textsIn(source.data) : (settings.budgets ?? [])
  return budgets.flatMap((one, i): Budget[] => {
    if (one === undefined) return []
    const kind = BUDGET_KINDS.find((key) => one[key] !== undefined)!
    const path = ['budgets', i, kind] as const
    const written = one[kind]!
    const add = (at: YamlPath, { offset, message, hint }: NotRead) =>
      problems.add(source.positionIn(at, offset), `budgets.${i}.${at[2]}: ${message}`, hint)
    const read = kind === 'add' ? readAddition(written, catalogue.payloads.keys()) : boundOf(written.trim(), one.to!)
    if ('problem' in read) add(kind === 'add' ? path : ['budgets', i, 'to'], read.problem)
    const names = kind === 'add' ? namesIn(read) : written.trim()
    const known = names === undefined || isKnown(names, catalogue)
    if (!known) {
      const message = `no payload, and no requirement or row that is used, is called "${names}"`
      add(path, { offset: 0, message, hint: nearestName(names, catalogue) })
    }
    if ('problem' in read || !known) return []
    const demand = read.value
    if (demand.of === 'metric' && settings)
      checkLine(demand, settings.nodes, (message, hint) => add(path, { offset: 0, message, hint }))
    const text = kind === 'add' ? plain(written) : `${written.trim()} to ${plain(one.to!)}`
    return [{ kind, text, demand, level: one.level, reason: one.reason, position: source.position(path) }]
  })
}

/** Of what the schema may not have read: the budgets whose texts are texts, at their places; undefined of others. */
function textsIn(data: unknown): (WrittenBudget | undefined)[] {
  const { budgets } = (data ?? {}) as { budgets?: unknown }
  if (!Array.isArray(budgets)) return []
  return budgets.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) return undefined
    const written = one as Record<string, unknown>
    const keys = [...BUDGET_KINDS, 'to'].filter((key) => written[key] !== undefined)
    const areTexts = keys.every((key) => typeof written[key] === 'string' && written[key] !== '')
    const goTogether = ['tighten to', 'relax to', 'add'].includes(keys.join(' '))
    return areTexts && goTogether ? ({ level: 'error', ...written } as WrittenBudget) : undefined
  })
}

type WrittenBudget = NonNullable<Settings['budgets']>[number]

/** The requirements that a name speaks of: a payload, one with wildcards, an id, or a row. */
export function namedBy(names: string, requirements: Iterable<Requirement>): Requirement[] {
  return [...requirements].filter(
    ({ id, row, payload }) => id === names || row === names || matches(names, payload.name),
  )
}

function boundOf(names: string, to: string): ReadBudget<Demand> {
  const read = readBound(to)
  return 'problem' in read ? read : { value: { of: 'requirements', names, bound: read.value } }
}

function namesIn(read: ReadBudget<Demand>): string | undefined {
  return 'value' in read && read.value.of !== 'metric' ? read.value.names : undefined
}

function isKnown(names: string, { payloads, requirements }: Catalogue): boolean {
  if ([...payloads.keys()].some((name) => matches(names, name))) return true
  return namedBy(names, requirements).some((one) => one.used)
}

/** Ids are long and alike: with another number or section, the ids of the payload that was named; else the nearest payload. */
function nearestName(names: string, { payloads, requirements }: Catalogue): string {
  const used = requirements.filter((one) => one.used)
  const payload = names.split('/').find((part) => !/^[\d.]*$/.test(part)) ?? names
  const same = names.includes('/') ? used.filter((one) => one.payload.name === payload) : []
  const words = same.length > 0 ? same.flatMap(({ id, row }) => [id, row]) : []
  const near = nearest(names, words) ?? words[0] ?? nearest(payload, payloads.keys())
  return near === undefined ? 'sgsim payloads lists the payloads' : `did you mean "${near}"?`
}

/** Where packets never wait for one another, a bound on it would hold whatever happens. */
function checkLine({ node, figure }: Metric, nodes: Settings['nodes'], wrong: (message: string, hint: string) => void) {
  if (node === undefined || nodes[node].servers !== 'unlimited') return
  const what = figure === 'utilisation' ? 'has a share that is used' : 'makes packets wait'
  wrong(`${node} has unlimited servers: nothing there ${what}`, `nodes.${node}.servers says how many it has`)
}

/** With single blanks. */
function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
