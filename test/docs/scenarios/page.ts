import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { terminalReport } from '../../../src/report/terminal.js'
import { failedWorstFirst } from '../../../src/report/worst-first.js'
import type { Run } from '../../../src/run/run.js'
import { picturesOf } from './pictures.js'

const FOLDER = fileURLToPath(new URL('../../../docs/scenarios/', import.meta.url))
const update = process.env['SGSIM_SCENARIOS'] === 'update'

/** What stands above it on a page is written by hand. */
const GENERATED = '<!-- `npm run scenarios` writes what follows -->'

/** Holds the page of a scenario against its run (`report`: the folder that was written), or writes it, with SGSIM_SCENARIOS=update. */
export function holdPage(command: string, run: Run, report: string): void {
  const [, name] = /scenarios\/(\S+)\.yaml/.exec(command) as unknown as [string, string]
  const file = join(FOLDER, `${name}.md`)
  const pictures = picturesOf(report, failedWorstFirst(run.outcomes)[0]?.costliestLeg?.network)
  const shown = pictures.map(({ kind, says }) => `![${says}](${name}-${kind}.svg)\n`)
  const generated = `${GENERATED}

## Run it

\`\`\`sh
${command}
\`\`\`

\`\`\`text
${terminalReport(run, `reports/${run.deployment.settings.name}`).trimEnd()}
\`\`\`

${shown.join('\n')}`
  const [byHand = ''] = existsSync(file) ? readFileSync(file, 'utf8').split(GENERATED) : []
  const files = new Map(pictures.map(({ kind, svg }) => [`${name}-${kind}.svg`, svg]))
  files.set(`${name}.md`, `${byHand.trimEnd()}\n\n${generated}`)
  if (update) write(name, files)
  for (const [one, text] of files) {
    const path = join(FOLDER, one)
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '', `${path} is stale: npm run scenarios`).toBe(text)
  }
}

function write(name: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const one of readdirSync(FOLDER))
    if (['load', 'campaign', 'latency'].some((kind) => one === `${name}-${kind}.svg`)) rmSync(join(FOLDER, one))
  for (const [one, text] of files) writeFileSync(join(FOLDER, one), text)
}
