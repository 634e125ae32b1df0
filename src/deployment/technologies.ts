import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean, nearest } from '../input/nearest.js'
import { InputError, Problems } from '../input/problems.js'
import { found } from '../input/quantity.js'
import { readYaml, type YamlFile, type YamlPath } from '../input/yaml.js'
import { NETWORK_NAMES } from './networks.js'

type Group = Record<string, unknown>

/** Figures of a technology as a file has them: the keys of a medium, and where each comes from. */
export interface Technology {
  name: string
  file: YamlFile
  /** Whether it comes with sgsim: a file that no user has written. */
  isShipped: boolean
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
      const named = figures['technology']
      const technology = technologyAt(source, ['networks', name, 'technology'], named, problems)
      if (technology === undefined) {
        // Which keys there are is not known without the technology: nothing is said of them.
        return [name, named === undefined ? { medium: 'wire', ...figures } : { medium: 'wire', technology: named }]
      }
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
  // What stands in a file of one's own is found there. What ships with sgsim the user has not written: what is wrong with it is wrong
  // because of what stands beside its name.
  const place = (path: YamlPath, of: 'position' | 'keyPosition') => {
    const technology = technologyOf(path)
    if (technology === undefined) return source[of](path)
    if (!technology.isShipped) return technology.file[of](path.slice(2))
    const over = path.slice(0, 1 + path.findLastIndex((_, i) => i > 1 && isWritten(path.slice(0, i + 1))))
    return over.length > 0 ? source[of](over) : source.position([...path.slice(0, 2), 'technology'])
  }
  return {
    source: {
      file: source.file,
      data: { ...(source.data as Group), networks },
      position: (path) => place(path, 'position'),
      keyPosition: (path) => place(path, 'keyPosition'),
      // No text of a network has words of its own.
      positionIn: (path, character) => source.positionIn(path, character),
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
    return technologyIn(name, readYaml(file), !own)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    if (own && !existsSync(file)) problems.add(source.position(path), ...missingOf(path, name, file, source.file))
    else for (const { position, message, hint } of error.problems) problems.add(position, message, hint)
    return undefined
  }
}

/** Of a file of one's own that is not there: what is, and what ships. */
function missingOf(path: YamlPath, name: string, file: string, deployment: string): [message: string, hint: string] {
  const folder = dirname(file)
  const isFolder = existsSync(folder)
  const beside = isFolder
    ? readdirSync(folder)
        .filter((one) => one.endsWith('.yaml'))
        .sort()
    : []
  const others = beside.filter((one) => join(folder, one) !== resolve(deployment))
  const near = nearest(basename(file), others)
  const shipped = technologyNames()
  const same = nearest(basename(file, '.yaml'), shipped)
  const meant = near === undefined ? same : join(dirname(name), near)
  const hint = meant === undefined ? `technologies that ship: ${shipped.join(', ')}` : `did you mean "${meant}"?`
  return [`${path.join('.')}: ${name}: no such file${isFolder ? '' : `: there is no folder "${dirname(name)}"`}`, hint]
}

const media = new Map<string, unknown>()

/** Which medium one of the technologies that ship with sgsim is of. A list may name it on each of its lines. */
export function mediumOfShipped(name: string): unknown {
  if (!media.has(name))
    media.set(name, technologyIn(name, readYaml(join(SHIPPED, `${name}.yaml`)), true).figures['medium'])
  return media.get(name)
}

function technologyIn(name: string, file: YamlFile, isShipped: boolean): Technology {
  if (!isGroup(file.data) || typeof file.data['medium'] !== 'string')
    throw InputError.of(file.position(['medium']), 'expected a technology: the keys of a medium, medium: among them')
  const { sources, ...figures } = file.data
  const problems = new Problems()
  if (sources !== undefined) checkSources(file, ['sources'], sources, figures, problems)
  problems.throwIfAny()
  return { name, file, isShipped, figures, sources: flat(isGroup(sources) ? sources : {}) }
}

/** Sources are those of figures that the file has. */
function checkSources(file: YamlFile, path: string[], sources: unknown, figures: Group, problems: Problems): void {
  if (!isGroup(sources)) {
    const expected = 'expected a group of keys, each with where its figure comes from'
    problems.add(file.position(path), `${path.join('.')}: ${expected}; found ${found(sources)}`)
    return
  }
  const known = Object.keys(figures)
  for (const [key, source] of Object.entries(sources)) {
    const here = [...path, key]
    const figure = figures[key]
    if (!known.includes(key)) {
      const message = `${here.join('.')}: the file has no figure "${here.slice(1).join('.')}"`
      problems.add(file.keyPosition(here), message, didYouMean(key, known))
    } else if (isGroup(source) && isGroup(figure)) checkSources(file, here, source, figure, problems)
  }
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
