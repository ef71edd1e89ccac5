/**
 * Which folder may import which. The order is the architecture: model, then the pure parts, then the edges, then the
 * commands. Siblings do not know each other; ports join them in commands.
 */
const pure = ['planner', 'proposal', 'report', 'state'];
const edges = ['applier', 'scm', 'git', 'mail', 'roster', 'sandbox'];
const at = (names) => `^src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'model-imports-nothing',
      severity: 'error',
      from: { path: '^src/model/', pathNot: '[.]test[.]ts$' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'the-pure-core-touches-nothing',
      comment: 'state reads files (state/load.ts); hashing and drawing are no input or output',
      severity: 'error',
      from: { path: at(pure), pathNot: '^src/state/|[.]test[.]ts$' },
      to: { dependencyTypes: ['core', 'npm'], pathNot: '^(node:)?crypto$|(^|/)node_modules/vega' },
    },
    ...pure.map((name) => ({
      name: `${name}-knows-only-the-model`,
      severity: 'error',
      from: { path: `^src/${name}/`, pathNot: '[.]test[.]ts$' },
      to: { path: '^src/', pathNot: `^src/(model|${name})/` },
    })),
    ...edges.map((name) => ({
      name: `${name}-knows-no-sibling`,
      severity: 'error',
      from: { path: `^src/${name}/`, pathNot: '[.]test[.]ts$' },
      to: { path: '^src/', pathNot: `^src/(model|${pure.join('|')}|${name})/` },
    })),
    {
      name: 'only-the-cli-knows-commands',
      severity: 'error',
      from: { pathNot: '^src/(commands|cli)' },
      to: { path: '^src/(commands|cli)' },
    },
    {
      name: 'sources-do-not-know-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '[.]test[.]ts$' },
      to: { path: '^test/|[.]test[.]ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
