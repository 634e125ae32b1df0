import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { blocksOf } from './doc-blocks.js'
import { command, folderOf, ROOT, sgsim } from './sgsim.js'

const QUICKSTART = join(ROOT, 'scenarios', 'quickstart.yaml')
const ID = '4.10.4.1/on-demand_Mtr-read_resp-data/1'

/** Runs an example as examples/README.md says. */
function example(name: string, ...args: string[]) {
  return command(ROOT, process.execPath, [join('examples', name), ...args])
}

/** A CSV that sgsim wrote, its rows by column. */
function rowsOf(file: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const columns = head!.split(',')
  return lines.map((line) => {
    // Names are quoted only where they hold a comma; those that are looked at here do not.
    const cells = line.match(/("[^"]*"|[^,]*)(?:,|$)/g)!.map((cell) => cell.replace(/,$/, ''))
    return Object.fromEntries(columns.map((column, i) => [column, cells[i]!]))
  })
}

describe('examples', () => {
  test('are all explained, and all tried here', () => {
    const programs = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.js'))
    expect(programs).toEqual(['budget-gate.js', 'own-trace.js', 'size-by-hand.js'])
    const readme = readFileSync(join(ROOT, 'examples', 'README.md'), 'utf8')
    for (const one of programs) expect(readme).toContain(`node examples/${one}\n`)
  })
})

describe('size-by-hand', () => {
  let lines: string[][] = []
  beforeAll(() => {
    const { status, stdout, stderr } = example('size-by-hand.js')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    lines = stdout.trimEnd().split('\n').slice(2).map((line) => line.trim().split(/\s{2,}/)) // prettier-ignore
  })

  test('has the verdicts of the command at each rate', () => {
    expect(lines.map(([rate]) => rate)).toEqual(['500 bps', '1 kbps', '2 kbps', '10 kbps'])
    for (const [rate, ...cells] of [lines[0]!, lines[2]!]) {
      const folder = folderOf()
      const { stdout } = sgsim(folder, 'run', QUICKSTART, '--set', 'duration=1 day', '--set', `wan.rate=${rate}`, '--json', '--no-html') // prettier-ignore
      const { requirements } = JSON.parse(stdout) as { requirements: Record<string, number> }
      expect(cells.slice(0, 3)).toEqual(['pass', 'fail', 'undecided'].map((word) => String(requirements[word])))
    }
  })

  test('has a load that is bytes by rate: five times the rate, a fifth of it', () => {
    // Three digits are printed; both are far from full, so that the same messages are sent.
    const [slow, fast] = [lines[2]!, lines[3]!].map((cells) => Number(cells[4]!.replace(' %', '')))
    expect(slow! / fast!).toBeCloseTo(5, 1)
  })

  test('has something that fails where the WAN is slow, and nothing where it is fast', () => {
    expect(Number(lines[0]![2])).toBeGreaterThan(0)
    expect(Number(lines.at(-1)![2])).toBe(0)
  })
})

describe('budget-gate', () => {
  test('adds up the bytes of hourly.csv, and opens', () => {
    const folder = folderOf()
    sgsim(folder, 'run', QUICKSTART, '--set', 'duration=1 day', '--quiet', '--no-html')
    const wan = rowsOf(join(folder, 'reports', 'quickstart', 'hourly.csv')).filter(({ network }) => network === 'wan')
    expect(wan).toHaveLength(48)
    const bytes = wan.reduce((sum, row) => sum + Number(row['bytes_wire']), 0)
    const { status, stdout } = example('budget-gate.js')
    expect(status).toBe(0)
    // 10 000 meters, one day.
    expect(stdout).toContain(`ok    WAN: ${Math.round(bytes / 10_000)} bytes a meter and day, allowed are 12000\n`)
  })

  test('closes where its rule is broken, where the SRS is, and where there is nothing to hold against it', () => {
    const { status, stdout } = example('budget-gate.js', QUICKSTART, '10')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^ok .* the SRS: 0 of \d+ failed\nFAIL {2}WAN: /)
    const narrow = example('budget-gate.js', join(ROOT, 'scenarios', 'narrow-nan.yaml'))
    expect(narrow.status).toBe(1)
    expect(narrow.stdout).toMatch(/^FAIL {2}the SRS: [1-9]/)
    const none = example('budget-gate.js', 'quikstart.yaml')
    expect(none).toMatchObject({ status: 2, stdout: '' })
    expect(none.stderr).toMatch(/^quikstart\.yaml: no such file/)
  })
})

describe('own-trace', () => {
  test('says of homes what a trace of the command says, and its own trace is judged as the run is', () => {
    const { status, stdout } = example('own-trace.js')
    expect(status).toBe(0)
    const folder = folderOf()
    sgsim(folder, 'run', QUICKSTART, '--quiet', '--no-html', '--trace', 't.csv', '--trace-filter', `requirement=${ID}`)
    const waits = new Map<string, number[]>()
    for (const { device, sent_at, received_at } of rowsOf(join(folder, 't.csv'))) {
      if (received_at === 'NA') continue
      waits.set(device!, [...(waits.get(device!) ?? []), Number(received_at) - Number(sent_at)])
    }
    const means = [...waits.values()].map((all) => all.reduce((sum, one) => sum + one, 0) / all.length)
    expect(stdout).toContain(`${means.length} of 10000 homes were read on demand\n`)
    const [least, most] = [Math.min(...means), Math.max(...means)].map((one) => one.toFixed(3))
    expect(stdout).toContain(`the luckiest waited ${least} s in the mean, the unluckiest ${most} s\n`)
    const [, run, trace] = /^the run: {3}(.*)\nits trace: (.*)\n/m.exec(stdout)!
    expect(trace).toBe(run)
  })
})

describe('docs/library.md', () => {
  const programs = blocksOf(readFileSync(join(ROOT, 'docs', 'library.md'), 'utf8')).filter(({ language }) => language === 'js') // prettier-ignore

  test('shows programs that run', () => {
    const folder = folderOf()
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(ROOT, join(folder, 'node_modules', 'sgsim'))
    symlinkSync(join(ROOT, 'scenarios'), join(folder, 'scenarios'))
    const printed = programs.map(({ text }, i) => {
      writeFileSync(join(folder, `${i}.mjs`), text)
      const { status, stdout, stderr } = command(folder, process.execPath, [`${i}.mjs`])
      expect({ status, stderr }, text).toEqual({ status: 0, stderr: '' })
      return stdout
    })
    expect(printed).toHaveLength(4)
    expect(readdirSync(join(folder, 'reports', 'slow'))).toContain('requirements.csv')
    expect(printed[1]).toMatch(/^2 1 .*"profil".* did you mean "profile"\?\n/)
    expect(printed[2]).toBe('TimeoutError\n')
    expect(printed[3]).toMatch(/^\{ 'wan\.rate': '1 kbps' \} .*\n\{ 'wan\.rate': '2 Mbps' \} /)
  })
})
