/** The rooms of ARCHITECTURE.md, leftmost first; a room imports from rooms to its left only. */
const rooms = [
  ['findings'],
  ['definitions'],
  ['oncall'],
  ['graph', 'alert-tests', 'forge'],
  ['providers', 'lint'],
  ['plan', 'program', 'show', 'scaffold', 'approvals', 'readiness'],
  ['git'],
  ['pipeline'],
  ['engine'],
  ['watch'],
  ['commands'],
  ['cli'],
];

/** Providers and rules bring parts that rooms to their left are assembled from; the assembling happens in scripts and in the pipeline. */
const layers = rooms.slice(0, -1).map((names, index) => ({
  name: `only-leftwards-from-${names.join('-')}`,
  severity: 'error',
  from: { path: `^src/(${names.join('|')})/` },
  to: {
    path: `^src/(${rooms
      .slice(index + 1)
      .flat()
      .join('|')})/`,
    pathNot: '^src/cli/(command|exit-codes)\\.ts$',
  },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pulumi-only-in-the-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: 'node_modules/@pulumi', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'live-objects-only-in-the-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: '^src/providers/[^/]+/(live|rest)\\.ts$' },
    },
    {
      name: 'no-network-left-of-the-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(engine|watch)/' },
      to: { path: '^(node:)?(http|https|net|tls|dgram|http2)$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
