import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const DAPS = 'dap,feeder,area,meters_ci,meters_residential,backhaul,technology,rate'
export const GATEWAYS = 'gateway,substation,feeder,area,backhaul,technology,rate'
export const DEVICES = 'device,kind,feeder,node'

/** Lists by the keys of `nodes:`, each with its header, in a folder that is gone after the test: the YAML that names them. */
export function nodesOf(lists: Partial<Record<'daps' | 'fan-gateways' | 'feeder-devices', string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sgsim-lists-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const keys = Object.entries(lists).map(([key, text]) => {
    const file = join(folder, `${key}.csv`)
    writeFileSync(file, text)
    return `${key}: ${file}`
  })
  return `nodes: { ${keys.join(', ')} }\n`
}

/** What is wrong, with the folder of the lists left out. */
export function bare(problems: readonly string[]): string[] {
  return problems.map((one) => one.replaceAll(/\/\S*sgsim-lists-[^/]*\//g, ''))
}
