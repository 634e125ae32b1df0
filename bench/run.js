import { cpus, totalmem } from 'node:os'
import { city } from './city.js'
import { hold } from './hold.js'
import { sideBySide } from './side-by-side.js'

// Figures to read, never to pass or fail on: machines are shared and noisy.
console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB\n`,
)
await hold()
console.log()
const wire = await city()
const mesh = await city('city-1m-mesh')
sideBySide(wire, mesh)
await city('city-1m-ami')
