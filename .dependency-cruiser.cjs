// The house (DEVELOPMENT.md): a room imports only rooms to its left, and there is no import circle.
const rooms = [
  'kernel',
  'stats',
  'input',
  'srs',
  'network',
  'deployment',
  'trace',
  'check',
  'traffic',
  'events',
  'simulate',
  'run',
  'report',
  'plan',
  'cli',
  'library',
]

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['^src/index\\.ts$', '^bin/', '\\.d\\.ts$'] },
      to: {},
    },
    ...rooms.slice(0, -1).map((room, i) => ({
      name: `${room}-looks-left`,
      comment: `${room} may import only: ${rooms.slice(0, i).join(', ') || 'nothing'}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${rooms.slice(i + 1).join('|')})/` },
    })),
    {
      name: 'kernel-knows-nothing',
      severity: 'error',
      from: { path: '^src/(kernel|stats|input)/' },
      to: { path: '^src/(?!kernel|stats|input)' },
    },
    { name: 'srs-knows-no-simulation', severity: 'error', from: { path: '^src/srs/' }, to: { path: '^src/kernel/' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
}
