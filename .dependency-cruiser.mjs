/**
 * The one-way rule of docs/architecture.md, checked by `npm test`:
 *
 *   app → components → lib/<domain>/{schema,actions};  app → lib/<domain>/server
 *   actions | route → use case → data → lib/platform → lib/core
 *
 * `lib/core`, `lib/platform`, `lib/http`, `lib/auth` and `lib/env` are the ground under the domains, not domains.
 */
/** Tests, and what they share beside the code they are of (`fake-server.testing.ts`). */
const TEST = '\\.(test|spec|testing)\\.tsx?$'
/** What Next serves: its own files at the root belong to `app`. */
const APP = '^(app/|(proxy|instrumentation|instrumentation-client)\\.ts$)'
const PRODUCT =
  '^(app|components|lib|prisma|emails)/|^(server|proxy|instrumentation|instrumentation-client|next\\.config)\\.ts$'
/** A part of a domain in a folder of its own may have its own. */
const DATA = ['^lib/[^/]+/data\\.ts$', '^lib/[^/]+/[^/]+/data\\.ts$']
/** Starting, stopping and checking the server process, the database connection included. */
const SERVER_ITSELF = '^lib/(boot|health/server)\\.ts$'
const DATABASE = '^lib/platform/db\\.ts$|(^|/)node_modules/(mongodb|@prisma/orm-mongo)/'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    rule(
      'no-cycles',
      'Cycles hide which part stands on which.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-orphans',
      'A module that nobody uses is dead code.',
      {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '(^|/)[^/]+\\.(config|setup)\\.(ts|mjs)$',
          '^\\.dependency-cruiser\\.mjs$',
          '^scripts/',
          `^services/[^/]+/(main|install|lock)\\.ts$`,
          '^app/',
          '^bench/',
          TEST,
        ],
      },
      {},
    ),
    rule(
      'no-unresolvable',
      'An import that leads nowhere.',
      { pathNot: '^public/' },
      { couldNotResolve: true },
    ),
    rule('no-tests-outside-tests', "Tests are nobody's dependency.", { pathNot: TEST }, { path: TEST }),
    rule(
      'no-dev-packages-in-product',
      'What runs in production is a dependency, not a devDependency.',
      { path: PRODUCT, pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),

    rule(
      'product-stands-alone',
      'The product gets the URL of a service and knows nothing of tests, benchmarks and scripts.',
      { path: PRODUCT, pathNot: TEST },
      { path: '^(services|e2e|bench|scripts)/' },
    ),
    rule(
      'service-stands-alone',
      'Each service is a package of its own.',
      { path: '^services/([^/]+)/', pathNot: TEST },
      {
        path: '^[^/]+',
        pathNot: ['^services/$1/', '(^|/)node_modules/'],
        dependencyTypesNot: ['core'],
        couldNotResolve: false,
      },
    ),

    rule(
      'lib-below-app',
      'lib is used by app and components, never the other way round.',
      { path: '^lib/' },
      { path: ['^components/', APP] },
    ),
    rule('components-below-app', 'Pages compose components.', { path: '^components/' }, { path: APP }),
    rule(
      'components-touch-the-wire-only',
      'A component knows the wire types and the actions of a domain, and pure helpers.',
      { path: '^components/', pathNot: TEST },
      { path: '^lib/', pathNot: '^lib/core/|^lib/[^/]+/(schema|limits|actions)\\.ts$' },
    ),
    rule(
      'no-schemas-in-the-browser',
      'A schema brings zod into every page: a component takes its types alone, and numbers from limits.ts.',
      { path: '^components/', pathNot: TEST },
      { path: '^lib/([^/]+/schema|core/id-schema)\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'app-uses-the-doors-of-a-domain',
      'Pages and routes use server.ts, schema.ts and actions.ts of a domain, and the wrappers of lib/http and lib/auth.',
      { path: APP, pathNot: TEST },
      {
        path: '^lib/',
        pathNot:
          '^lib/(core|http|auth)/|^lib/(env|boot)\\.ts$|^lib/(?!platform/)[^/]+/(server|schema|actions)\\.ts$',
      },
    ),
    rule(
      'domains-meet-at-server',
      'A domain reaches another through its server.ts; wire types may build on wire types.',
      { path: '^lib/(?!core/|platform/|http/|auth/)([^/]+)/', pathNot: TEST },
      {
        path: '^lib/',
        pathNot: [
          '^lib/$1/',
          '^lib/(core|platform|http|auth)/',
          '^lib/env\\.ts$',
          '^lib/[^/]+/(server|schema|limits)\\.ts$',
        ],
      },
    ),

    rule(
      'core-is-pure',
      'lib/core runs anywhere and stands on nothing of ours.',
      { path: '^lib/core/' },
      { path: '^(app|components|lib|prisma)/', pathNot: '^lib/core/' },
    ),
    rule(
      'platform-above-core',
      'Adapters know their vendor, the environment and lib/core.',
      { path: '^lib/platform/', pathNot: TEST },
      { path: '^lib/', pathNot: '^lib/(core|platform)/|^lib/env\\.ts$' },
    ),
    rule(
      'env-is-the-bottom',
      'The environment is read before anything else runs.',
      { path: '^lib/env\\.ts$' },
      { path: '^lib/' },
    ),
    rule(
      'wire-types-are-pure',
      'schema.ts, and wire.ts where its types have a file of their own, also run in the browser.',
      { path: '^lib/[^/]+/(schema|wire)\\.ts$' },
      { path: '^lib/', pathNot: '^lib/core/|^lib/[^/]+/(schema|limits|wire)\\.ts$' },
    ),
    rule(
      'data-alone-touches-the-database',
      'Scopes are applied in data.ts and nowhere else.',
      {
        path: '^(app|components|lib)/',
        pathNot: ['^lib/platform/', ...DATA, SERVER_ITSELF, TEST],
      },
      { path: DATABASE },
    ),
    rule(
      'data-is-the-end-of-a-domain',
      'data.ts serves use cases; it calls none.',
      { path: DATA },
      { path: '^lib/[^/]+/(actions|server)\\.ts$|^lib/http/' },
    ),
    rule(
      'use-cases-know-no-edge',
      'A use case is called by actions, routes, tasks and tests alike.',
      { path: '^lib/(?!http/|auth/|core/|platform/)[^/]+/', pathNot: ['^lib/[^/]+/actions\\.ts$', TEST] },
      { path: '^lib/http/(action|route)\\.ts$|^lib/[^/]+/actions\\.ts$' },
    ),
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(\\.next|\\.numina|coverage|playwright-report|test-results)/|^next-env\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts', '.css'],
    },
  },
}
