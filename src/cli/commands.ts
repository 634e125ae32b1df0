import type { Command } from 'commander'

/** A command as the list of all has it; its options, its help and its work are loaded when it is wanted. */
export interface Listed {
  name: string
  /** What follows the name. */
  usage: string
  summary: string
  load: () => Promise<Command>
}

/** In the order in which they are listed. What is said of each is held against the command itself by a test. */
export const COMMANDS: readonly Listed[] = [
  {
    name: 'init',
    usage: '[options] [file]',
    summary: 'Writes a deployment to begin with, every choice explained in it.',
    load: async () => (await import('./init-command.js')).initCommand(),
  },
  {
    name: 'validate',
    usage: '[options] <deployment...>',
    summary: 'Checks deployments without running them: what they would simulate, for how long.',
    load: async () => (await import('./validate-command.js')).validateCommand(),
  },
  {
    name: 'run',
    usage: '[options] <deployment>',
    summary: 'Simulates a deployment and holds it against the SRS.',
    load: async () => (await import('./run-command.js')).runCommand(),
  },
  {
    name: 'check',
    usage: '[options] <trace>',
    summary: 'Holds a trace of messages against the requirements, without simulating.',
    load: async () => (await import('./check-command.js')).checkCommand(),
  },
  {
    name: 'compare',
    usage: '[options] <base> <new>',
    summary: 'What became better or worse from one report to another.',
    load: async () => (await import('./compare-command.js')).compareCommand(),
  },
  {
    name: 'size',
    usage: '[options] <deployment>',
    summary: 'How large a value must be for a deployment to meet the SRS.',
    load: async () => (await import('./size-command.js')).sizeCommand(),
  },
  {
    name: 'sweep',
    usage: '[options] <deployment>',
    summary: 'Runs a deployment at many points: with other values in it, or other profiles.',
    load: async () => (await import('./sweep-command.js')).sweepCommand(),
  },
  {
    name: 'merge',
    usage: '[options] <folders...>',
    summary: 'Makes the tables of a sweep whose points were run by several processes or machines.',
    load: async () => (await import('./merge-command.js')).mergeCommand(),
  },
  {
    name: 'requirements',
    usage: '[options] <deployment>',
    summary: 'The requirements of a deployment: end to end, and their children, one a leg of the path (SRS 2.2.2.2.1).',
    load: async () => (await import('./requirements-command.js')).requirementsCommand(),
  },
  {
    name: 'volumetrics',
    usage: '[options] <deployment>',
    summary: 'How many events and bytes cross an interface (SRS 4.21), a flow, a network, a link or an actor.',
    load: async () => (await import('./volumetrics-command.js')).volumetricsCommand(),
  },
  {
    name: 'payloads',
    usage: '[options] [name]',
    summary: 'The application messages of the SRS, and the requirements of each.',
    load: async () => (await import('./payloads-command.js')).payloadsCommand(),
  },
  {
    name: 'profiles',
    usage: '[options] [code]',
    summary: 'The deployment profiles of the SRS (4.20.3), and what their letters mean.',
    load: async () => (await import('./profiles-command.js')).profilesCommand(),
  },
  {
    name: 'paths',
    usage: '[options] <from> <to>',
    summary: 'The ways between two actors (SRS 4.19), and the one that a profile takes.',
    load: async () => (await import('./paths-command.js')).pathsCommand(),
  },
  {
    name: 'explain',
    usage: '[options] <requirement>',
    summary: 'One requirement: what its cells say, how they were read, what becomes of it in a deployment.',
    load: async () => (await import('./explain-command.js')).explainCommand(),
  },
  {
    name: 'schema',
    usage: '[options]',
    summary: 'Prints the JSON Schema (draft-7) of a deployment, for editors.',
    load: async () => (await import('./schema-command.js')).schemaCommand(),
  },
  {
    name: 'trace',
    usage: '[options] <file>',
    summary: 'What a trace says: the life of one message hop by hop, or the worst latencies.',
    load: async () => (await import('./trace-command.js')).traceCommand(),
  },
  {
    name: 'completion',
    usage: '<shell>',
    summary: 'Prints a script with which a shell completes commands, options and names.',
    load: async () => (await import('./completion-command.js')).completionCommand(),
  },
]
