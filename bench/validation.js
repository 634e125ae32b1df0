import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { LIMITS } from './validation/limits.js'
import { peerPart } from './validation/peer.js'
import { theoryPart } from './validation/theory.js'
import { measured, ROOT } from './measured.js'

/**
 * Writes docs/validation.md: runs the theory tests, which write what they measured, and puts it beside the figures of bench/peers. `npm run
 * validation`; with the name of a CSV file that the tests have written before (SGSIM_VALIDATION), it runs nothing.
 */
measured('SGSIM_VALIDATION', ['--project', 'theory'], document)

function document(file) {
  const rows = read(file).map((row) => ({ ...row, ...numbers(row) }))
  const path = join(ROOT, 'docs', 'validation.md')
  const node = process.versions.node.split('.')[0]
  const text = `# Validation

What sgsim's networks are held against, and how near they come. \`npm run validation\` writes this file (here with Node ${node}): no figure in it is
written by hand. It runs the theory tests; \`bench/peers\` runs ns-3.

${theoryPart(rows)}
${peerPart(read(join(ROOT, 'bench', 'peers', 'results.csv')))}
${LIMITS}`
  writeFileSync(path, text)
  console.log(`docs/validation.md: ${rows.length} figures`)
}

function read(file) {
  return parse(readFileSync(file, 'utf8'), { columns: true })
}

function numbers({ ours, theory, difference, interval_low: low, interval_high: high }) {
  const values = { ours, theory, difference, interval_low: low, interval_high: high }
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(value)]))
}
