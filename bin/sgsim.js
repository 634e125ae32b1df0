#!/usr/bin/env node
import { existsSync } from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19))
  refuse(`sgsim needs Node 20.19 or newer; this is ${process.versions.node}`)
else if (existsSync(new URL('../dist/program/main.js', import.meta.url))) {
  const { main } = await import('../dist/program/main.js')
  await main(process.argv)
} else refuse('sgsim is not built yet: run npm ci (or npm run build)')

function refuse(words) {
  process.stderr.write(`${words}\n`)
  process.exitCode = 3
}
