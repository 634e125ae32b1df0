import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Loading the modules anew for each file takes longer than most tests; none of them keeps anything between files.
const isolate = false

// Four kinds of test, so that each can be run by itself (DEVELOPMENT.md).
export default defineConfig({
  test: {
    reporters: ['default'],
    // picocolors colours by itself where CI is set.
    env: { NO_COLOR: '1' },
    // Of its own accord vitest leaves one core idle, which on two is half of them.
    maxWorkers: Math.max(2, Math.ceil(availableParallelism() / 2)),
    projects: [
      {
        test: {
          name: 'unit',
          isolate,
          include: ['test/**/*.test.ts'],
          exclude: ['test/theory/**', 'test/cli/**', 'test/browser/**'],
          // Against hanging; how fast something is no test says.
          testTimeout: 60_000,
        },
      },
      { test: { name: 'theory', isolate, include: ['test/theory/**/*.test.ts'], testTimeout: 240_000 } },
      {
        test: {
          name: 'browser',
          isolate,
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'cli', isolate, include: ['test/cli/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
})
