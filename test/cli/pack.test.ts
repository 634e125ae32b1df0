import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linksOf } from '../docs/links-of.js'
import { command, ROOT, type Ended } from './sgsim.js'

/** What npm says of a package that it packs. */
interface Packed {
  filename: string
  unpackedSize: number
  files: { path: string; size: number }[]
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sgsim-pack-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)

// A runner of tests that was started by npm would have its settings passed on.
const own = Object.keys(process.env).filter((name) => /^npm_/i.test(name))
const env: NodeJS.ProcessEnv = Object.fromEntries(own.map((name) => [name, undefined]))
const npm = (where: string, ...args: string[]) => command(where, 'npm', args, env)

let packed: Packed
beforeAll(() => {
  // The scripts would build: what is tested is what is built.
  const { status, stdout, stderr } = npm(ROOT, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder)
  expect(status, stderr).toBe(0)
  packed = (JSON.parse(stdout) as [Packed])[0]
}, 60_000)

/** The files of a folder of the project. */
function filesIn(name: string): string[] {
  const all = readdirSync(join(ROOT, name), { recursive: true, withFileTypes: true })
  return all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(ROOT.length))
}

/** All folders that a path is in. */
function foldersOf(path: string): string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [folder, ...foldersOf(folder)]
}

describe('what is packed', () => {
  const paths = () => packed.files.map(({ path }) => path)

  test('is all that the program reads, and what explains it', () => {
    for (const name of ['bin', 'payloads', 'scenarios', 'templates', 'pages', 'examples', 'scaling'])
      expect(paths(), name).toEqual(expect.arrayContaining(filesIn(name)))
    expect(paths()).toEqual(expect.arrayContaining(filesIn('dist/program')))
    // What it is made of nobody can import: neither that nor its types are of use.
    const library = filesIn('src/library').map((path) => path.replace(/^src/, 'dist').replace(/\.ts$/, '.d.ts'))
    const built = paths().filter((path) => /^dist\/(?!program\/)/.test(path))
    expect(built.toSorted()).toEqual(['dist/index.d.ts', ...library].toSorted())
    const told = [
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'DEVELOPMENT.md',
      'docs/library.md',
      'reports/README.md',
    ]
    expect(paths()).toEqual(expect.arrayContaining(told))
  })

  test('is nothing else: no sources, no tests, no runs', () => {
    const known = /^(bin|dist|payloads|scenarios|templates|pages|examples|docs|scaling)\/|^reports\/README\.md$|^[A-Z]+(\.md)?$|^package\.json$/ // prettier-ignore
    expect(paths().filter((path) => !known.test(path))).toEqual([])
    expect(paths().filter((path) => /(?<!\.d)\.ts$|\.test\.|\.map$|\.tsbuildinfo$|^docs\/api\/|(^|\/)\./.test(path))).toEqual([]) // prettier-ignore
  })

  test('links to nothing that is not packed', () => {
    const there = new Set(paths().flatMap((path) => [path, ...foldersOf(path)]))
    const links = paths()
      .filter((path) => path.endsWith('.md'))
      .flatMap((page) =>
        linksOf(readFileSync(join(ROOT, page), 'utf8'))
          .filter((link) => !/^(https?|mailto):|^#/.test(link))
          .map((link) => ({ page, link, leadsTo: join(dirname(page), link.split('#')[0]!).replace(/\/$/, '') })),
      )
    expect(links.length).toBeGreaterThan(200)
    expect(links.filter(({ leadsTo }) => !there.has(leadsTo))).toEqual([])
  })

  test('asks for no script when it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
    for (const name of ['preinstall', 'install', 'postinstall']) expect(scripts).not.toHaveProperty(name)
  })
})

/** What npm says where there is no registry: of that nothing here is to blame. */
const OFFLINE = /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT/

describe('installed in an empty folder', () => {
  const home = join(folder, 'home')
  let install: Ended
  let isOffline = false
  beforeAll(() => {
    mkdirSync(home)
    writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }\n')
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1']
    install = npm(home, 'install', join(folder, packed.filename), ...quiet)
    isOffline = install.status !== 0 && OFFLINE.test(install.stderr)
    if (!isOffline) expect(install.status, install.stderr).toBe(0)
  }, 240_000)

  const SKIPPED = 'skipped: no registry of npm can be reached from here, so nothing could be installed'
  const installed = (name: string, act: () => void) =>
    test(name, (context) => {
      if (isOffline) context.skip(SKIPPED)
      act()
    })
  const program = (text: string, ...args: string[]) => {
    writeFileSync(join(home, 'program.mjs'), text)
    return command(home, process.execPath, ['program.mjs', ...args])
  }

  installed('without what only its developers need', () => {
    const there = readdirSync(join(home, 'node_modules'))
    expect(there).toContain('sgsim')
    for (const name of ['typescript', 'vitest', 'eslint', 'typedoc', 'playwright-core'])
      expect(there).not.toContain(name)
  })

  installed('the command runs, in several threads, and writes its report', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(npm(home, 'exec', '--no', '--', 'sgsim', '--version').stdout).toBe(`${version}\n`)
    const sgsim = join(home, 'node_modules', '.bin', 'sgsim')
    const scenario = 'node_modules/sgsim/scenarios/quickstart.yaml'
    const { status, stdout, stderr } = command(home, sgsim, ['run', scenario, '--replications', '2'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^quickstart\n[^]*\nno requirement failed; /)
    const report = readdirSync(join(home, 'reports', 'quickstart'))
    expect(report).toEqual(expect.arrayContaining(['requirements.csv', 'replications.csv', 'run.json', 'report.html']))
    // From the same deployment and seed, the same bytes as here.
    const here = join(folder, 'here')
    command(ROOT, process.execPath, [join(ROOT, 'bin', 'sgsim.js'), 'run', 'scenarios/quickstart.yaml', '--replications', '2', '--quiet', '--out', here]) // prettier-ignore
    const bytes = (where: string) => readFileSync(join(where, 'requirements.csv'), 'utf8')
    expect(bytes(join(home, 'reports', 'quickstart'))).toBe(bytes(here))
  })

  installed('the command begins a deployment of its templates, and says what it comes to', () => {
    const sgsim = join(home, 'node_modules', '.bin', 'sgsim')
    for (const args of [['init', '--template', 'storm', 'storm.yaml'], ['validate', 'storm.yaml'], ['schema']]) {
      const { status, stderr } = command(home, sgsim, args)
      expect({ status, stderr }, args.join(' ')).toEqual({ status: 0, stderr: '' })
    }
  })

  installed('a program uses the library, with threads and without, to the same figures', () => {
    const { status, stdout, stderr } = program(`
      import { readFileSync } from 'node:fs'
      import { check, load, parse, report, run, size, sweep } from 'sgsim'
      const file = 'node_modules/sgsim/scenarios/quickstart.yaml'
      const set = { duration: '12 h' }
      const [inThreads, here] = [load(file, { set }), parse(readFileSync(file, 'utf8'), file, { set })]
      const results = []
      for (const town of [inThreads, here]) {
        const result = await run(town, { replications: 2, trace: 't.csv' })
        const points = []
        for await (const { values, result } of sweep(town, { vary: { 'wan.rate': ['1 kbps', '2 Mbps'] }, workers: 2 })) points.push([values, result])
        const sized = await size(town, { vary: 'nan.delay', requirements: ['SW_opr_cmd'], from: '10 s', to: '3 min', resolution: 0.5 })
        await report(result, 'reports/library')
        const checked = await check(town, 't.csv')
        results.push(JSON.stringify([result.requirements, points, sized.answers, checked.verdicts]))
      }
      console.log(results[0] === results[1], results[0].length > 1000, JSON.parse(results[0])[1].length)
    `)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toBe('true true 2\n')
    expect(readdirSync(join(home, 'reports', 'library'))).toEqual(expect.arrayContaining(['run.json', 'report.html']))
  })

  installed('only the library can be imported, and not what it is made of', () => {
    const { status, stderr } = program(`await import('sgsim/dist/run/run.js')`)
    expect(status).toBe(1)
    expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  installed('an example runs where it is', () => {
    const { status, stdout } = command(home, process.execPath, ['node_modules/sgsim/examples/budget-gate.js'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^ok .*\nok .* bytes a meter and day/)
  })

  installed('a strict program type-checks against it, with no other types at hand', () => {
    writeFileSync(join(home, 'program.ts'), TYPED)
    const options = {
      ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, listFiles: true },
      ...{ target: 'ES2023', lib: ['ES2023'], module: 'NodeNext', moduleResolution: 'NodeNext', types: [] },
    }
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['program.ts'] }))
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
    const { status, stdout } = command(home, process.execPath, [tsc, '-p', '.'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.filter((line) => /error TS/.test(line))).toEqual([])
    expect(status).toBe(0)
    // What a program cannot name it does not meet: nothing of the rooms, nothing of other packages.
    const read = lines.filter((line) => !/[/\\]typescript[/\\]lib[/\\]/.test(line))
    expect(read.filter((line) => !/sgsim\/dist\/(index|library\/[a-z-]+)\.d\.ts$|\/program\.ts$/.test(line))).toEqual(
      [],
    )
    // And what is wrong is found.
    writeFileSync(join(home, 'program.ts'), TYPED.replace("'wan.rate': '2 Mbps'", "'wan.rate': () => 2"))
    expect(command(home, process.execPath, [tsc, '-p', '.']).status).not.toBe(0)
  })
})

const TYPED = `import { check, compare, InputError, load, report, run, size, sweep, volumetrics } from 'sgsim'
import type { CheckResult, Deployment, Message, RunResult, Sizing, Verdict } from 'sgsim'

const town: Deployment = load('town.yaml', { set: { 'wan.rate': '2 Mbps', sweep: { points: [{ seed: 1 }] } }, seed: 3 })
const late: Message[] = []
try {
  const result: RunResult = await run(town, { onMessage: (message) => void late.push(message), replications: 2 })
  const verdicts: Verdict[] = result.requirements.map(({ verdict }) => verdict)
  const p99: number | undefined = result.requirements[0]?.latencyS?.p99
  await report(result, 'reports/town', { html: false })
  const checked: CheckResult = await check(town, 'trace.csv', { columns: { sent_at: 'tx' }, unit: 'ms' })
  const sizing: Sizing = await size(town, { vary: ['wan.rate', 'nan.rate'], headroom: 0.2 })
  for await (const { number, result: point } of sweep(town)) void [number, point?.verdicts.pass]
  void [verdicts, p99, checked.rows, sizing.answers[0]?.passes, compare('a', 'b').regressions]
  void volumetrics(town, 'DAPjm', '2-Way Meter - Electr').directions[0].rows
} catch (error) {
  if (error instanceof InputError) for (const { position, hint } of error.problems) void [position.line, hint]
}
`
