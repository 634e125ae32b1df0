import { z } from 'zod'
import { didYouMean } from '../input/nearest.js'
import type { Payload, PayloadType } from '../srs/payload.js'
import { speakingOf } from './payload-patterns.js'

/** Classes of priority: the first goes first, where a link or a node has an order of its own. */
export const CLASSES = ['alarm', 'command', 'response', 'bulk'] as const
export type PriorityClass = (typeof CLASSES)[number]

const priorityClass = () =>
  z.enum(CLASSES, {
    error: ({ input }) => `expected a class of priority: ${CLASSES.join(', ')}\n${didYouMean(String(input), CLASSES)}`,
  })

const ofType = (type: PayloadType, name: PriorityClass) =>
  priorityClass()
    .prefault(name)
    .meta({ description: `Class of priority of payloads of the type ${type}.`, source: 'none' })

/** `priorities:` which payloads go first where a link or a node has an `order:` of its own, and at a radio that chooses what to send next. */
export const priorities = z
  .strictObject({
    types: z
      .strictObject({
        alarm: ofType('alarm', 'alarm'),
        alert: ofType('alert', 'alarm'),
        cmd: ofType('cmd', 'command'),
        'negot-thrd': ofType('negot-thrd', 'command'),
        ack: ofType('ack', 'response'),
        'resp-data': ofType('resp-data', 'response'),
        'cmd-err': ofType('cmd-err', 'response'),
        'comm-err': ofType('comm-err', 'response'),
      } satisfies Record<PayloadType, ReturnType<typeof ofType>>)
      .prefault({})
      .meta({ description: 'Class of priority by type of payload.' }),
    files: priorityClass().prefault('bulk').meta({
      description:
        'Class of priority of files and software: bulk_*, and commands with firmware_update or program_update.',
      source: 'none',
    }),
    payloads: z.record(z.string(), priorityClass()).prefault({}).meta({
      description:
        'Other classes for some payloads: by type (cmd), by name with wildcards (bulk_*), or by name. A name says more than a wildcard, the longer of two wildcards more than the shorter, and all more than a type.',
    }),
  })
  .prefault({})
  .meta({ description: 'Classes of priority of the payloads: alarm before command before response before bulk.' })

export type Priorities = z.output<typeof priorities>

/** The class of a payload as a number: 0 goes first. */
export function priorityOf({ types, files, payloads }: Priorities, payload: Pick<Payload, 'name' | 'type'>): number {
  const key = speakingOf(Object.keys(payloads), payload).at(-1)
  if (key !== undefined) return CLASSES.indexOf(payloads[key]!)
  return CLASSES.indexOf(isFile(payload) ? files : types[payload.type])
}

export function isFile({ name, type }: Pick<Payload, 'name' | 'type'>): boolean {
  return name.startsWith('bulk_') || (type === 'cmd' && /_(firmware|program)_update_/.test(name))
}
