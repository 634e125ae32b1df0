import { copyFileSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'rolldown'

/*
 * dist/ → dist/program/: the program as it is started, in few files. To find and to read a thousand takes longer than most commands have to
 * work, and every thread reads them again. A file there is as deep as one of `dist/<room>`: what stands beside `dist` is found from both.
 */

const entries = [
  'cli/main',
  'cli/validate-action',
  'index',
  'plan/sweep-worker',
  'run/part-worker',
  'run/replication-worker',
  'run/variation-worker',
]

// Libraries of which much is read at every start, or a part is used. They are no dependencies of the package, and their licences go with it.
const takenIn = ['commander', 'picocolors', 'yaml', 'zod']
const leftOut = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).dependencies)

// What every command that reads a deployment needs, and a help text does not.
let ofDeployments = new Set()
const findThese = {
  name: 'of deployments',
  buildEnd() {
    const neededBy = (id, found = new Set()) => {
      found.add(id)
      for (const one of this.getModuleInfo(id).importedIds) if (!found.has(one)) neededBy(one, found)
      return found
    }
    const action = resolve('dist/cli/validate-action.js')
    const always = neededBy(resolve('dist/cli/main.js')).add(action)
    ofDeployments = new Set([...neededBy(action)].filter((id) => !always.has(id)))
  },
}

await build({
  input: Object.fromEntries(entries.map((path) => [path.split('/').at(-1), `dist/${path}.js`])),
  platform: 'node',
  external: (id) => leftOut.some((one) => id === one || id.startsWith(`${one}/`)),
  plugins: [findThese],
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist/program',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: 'deployments', test: (id) => ofDeployments.has(id) }],
    },
  },
})
for (const name of takenIn) copyFileSync(`node_modules/${name}/LICENSE`, `dist/program/LICENSE-${name}`)
