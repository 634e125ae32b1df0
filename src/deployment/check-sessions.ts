import { didYouMean } from '../input/nearest.js'
import type { Problems } from '../input/problems.js'
import type { YamlFile } from '../input/yaml.js'
import type { Catalogue } from '../srs/catalogue.js'
import { sessionsBetween, type Sessions } from './sessions.js'

/** Actors that are known, between which something goes, and of which each pair has one session at most. */
export function checkSessions(source: YamlFile, catalogue: Catalogue, sessions: Sessions, problems: Problems): void {
  for (const [name, { between }] of Object.entries(sessions)) {
    const unknown = between.map((actor, i) => {
      if (catalogue.actor(actor) !== undefined) return false
      const position = source.position(['sessions', name, 'between', i])
      problems.add(position, `no actor is called "${actor}"`, didYouMean(actor, catalogue.actors.keys()))
      return true
    })
    if (unknown.includes(true)) continue
    const used = catalogue.requirements.some(
      ({ from, to, used }) => used && sessionsBetween(catalogue.actors, { [name]: { between } }, from, to).length > 0,
    )
    if (used) continue
    const position = source.position(['sessions', name, 'between'])
    const hint = 'a session joins the two ends of a message, not the nodes on its way'
    problems.add(position, `no payload goes between ${between.join(' and ')}`, hint)
  }
  const told = new Set<string>()
  for (const { from, to, used } of catalogue.requirements) {
    const names = used ? sessionsBetween(catalogue.actors, sessions, from, to) : []
    const key = names.join()
    if (names.length < 2 || told.has(key)) continue
    told.add(key)
    const position = source.keyPosition(['sessions', names[1]!])
    problems.add(position, `${from} and ${to} have two sessions: ${names.join(' and ')}`, 'leave out one of them')
  }
}
