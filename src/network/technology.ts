import { z } from 'zod'

/** The key that every medium has: which file of figures it starts from. What the file says is filled in before a medium's schema is asked. */
export function technology() {
  return z.string('expected the name of a technology, such as g3-plc').optional().meta({
    description:
      'Starts from the figures of scenarios/technologies/<name>.yaml, or of a YAML file of your own; keys beside it override them.',
  })
}
