import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../input/nearest.js'
import { InputError, type Problems } from '../input/problems.js'
import { found } from '../input/quantity.js'
import { readYaml, type YamlFile, type YamlPath } from '../input/yaml.js'
import { NETWORK_NAMES } from './networks.js'

type Group = Record<string, unknown>

/** Figures of a technology as a file has them: the keys of a medium, and where each comes from. */
export interface Technology {
  name: string
  file: YamlFile
  figures: Group
  /** By key (`rate`, `loss.share`): where the figure comes from, or `none` where it is an assumption of sgsim's. */
  sources: Readonly<Record<string, string>>
}

/** A deployment whose networks say all that their technologies say of them, and where each of those figures stands. */
export interface Settled {
  source: YamlFile
  /** Whether the deployment itself says it. */
  isWritten(path: YamlPath): boolean
  /** The technology that a value comes from, where the deployment does not set it. */
  technologyOf(path: YamlPath): Technology | undefined
}

const SHIPPED = fileURLToPath(new URL('../../scenarios/technologies', import.meta.url))

/** The technologies that ship with sgsim. */
export function technologyNames(): string[] {
  if (!existsSync(SHIPPED)) return []
  const files = readdirSync(SHIPPED).filter((one) => one.endsWith('.yaml'))
  return files.map((one) => one.slice(0, -'.yaml'.length)).sort()
}

/**
 * `networks: {nan: {technology: g3-plc, rate: 30 kbps}}`: what the file of the technology says, and over it what the deployment
 * says. A network that names neither a technology nor a medium is a wire.
 */
export function settledNetworks(source: YamlFile, problems: Problems): Settled {
  const used = new Map<string, Technology>()
  const given = (source.data as Group | null)?.['networks']
  const isWritten = (path: YamlPath) => isThere(source.data, path)
  if (!isGroup(given)) return { source, isWritten, technologyOf: () => undefined }
  const networks = Object.fromEntries(
    Object.entries(given).map(([name, figures]) => {
      if (!isGroup(figures) || !(NETWORK_NAMES as string[]).includes(name)) return [name, figures]
      const technology = technologyAt(source, ['networks', name, 'technology'], figures['technology'], problems)
      if (technology === undefined) return [name, { medium: 'wire', ...figures }]
      used.set(name, technology)
      const medium = figures['medium']
      if (medium !== undefined && medium !== technology.figures['medium']) {
        const its = String(technology.figures['medium'])
        const message = `networks.${name}.medium: ${technology.name} is a ${its}; found ${found(medium)}`
        problems.add(source.position(['networks', name, 'medium']), message, 'leave out the medium or the technology')
      }
      // Which medium it is decides which keys there are: that of the technology, so that nothing else is said of them.
      return [name, { ...over(technology.figures, figures), medium: technology.figures['medium'] }]
    }),
  )
  const technologyOf = (path: YamlPath): Technology | undefined => {
    const [top, name, ...rest] = path
    if (top !== 'networks' || rest.length === 0 || isWritten(path)) return undefined
    const technology = used.get(String(name))
    return technology !== undefined && isThere(technology.figures, rest) ? technology : undefined
  }
  // What stands in the file of a technology is found there.
  const inside = (path: YamlPath) => technologyOf(path)?.file
  return {
    source: {
      file: source.file,
      data: { ...(source.data as Group), networks },
      position: (path) => inside(path)?.position(path.slice(2)) ?? source.position(path),
      keyPosition: (path) => inside(path)?.keyPosition(path.slice(2)) ?? source.keyPosition(path),
    },
    isWritten,
    technologyOf,
  }
}

/** Reads a technology by its name, or by the path of a file of one's own (from the folder of the deployment). */
export function technologyAt(
  source: YamlFile,
  path: YamlPath,
  name: unknown,
  problems: Problems,
): Technology | undefined {
  if (typeof name !== 'string') return undefined
  const own = name.endsWith('.yaml')
  const known = technologyNames()
  if (!own && !known.includes(name)) {
    const message = `${path.join('.')}: expected a technology, found "${name}"`
    const hint = didYouMean(name, known) || `known are ${known.join(', ')}`
    problems.add(source.position(path), message, hint)
    return undefined
  }
  const file = own ? resolve(dirname(source.file), name) : join(SHIPPED, `${name}.yaml`)
  try {
    return technologyIn(name, readYaml(file))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    return undefined
  }
}

function technologyIn(name: string, file: YamlFile): Technology {
  if (!isGroup(file.data) || typeof file.data['medium'] !== 'string')
    throw InputError.of(file.position(['medium']), 'expected a technology: the keys of a medium, medium: among them')
  const { sources, ...figures } = file.data
  return { name, file, figures, sources: flat(isGroup(sources) ? sources : {}) }
}

/** Groups of keys in each other are one: what is said later replaces what was said before, key by key. */
function over(below: Group, above: Group): Group {
  // A group that has a mode has other keys in another one.
  if (above['mode'] !== undefined && above['mode'] !== below['mode']) return above
  const merged: Group = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key]
    merged[key] = isGroup(old) && isGroup(value) ? over(old, value) : value
  }
  return merged
}

function flat(group: Group, before = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(group).map(([key, value]) =>
      isGroup(value) ? flat(value, `${before}${key}.`) : { [before + key]: String(value) },
    ),
  ) as Record<string, string>
}

function isThere(data: unknown, path: YamlPath): boolean {
  let inside = data
  for (const step of path) {
    if (inside === null || typeof inside !== 'object' || !(step in inside)) return false
    inside = (inside as Record<string | number, unknown>)[step]
  }
  return true
}

function isGroup(value: unknown): value is Group {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
