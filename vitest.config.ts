import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const fromRoot = (file: string) => fileURLToPath(new URL(file, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: fromRoot('./') },
      // The package throws outside of Next's server build; its condition `react-server` would also take React's hooks away.
      { find: /^server-only$/, replacement: fromRoot('./node_modules/server-only/empty.js') },
    ],
  },
  test: {
    environment: 'node',
    globalSetup: ['scripts/test/database.ts'],
    setupFiles: ['scripts/test/environment.ts'],
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '.next/**', '.numina/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is awaited comes in milliseconds on a quiet machine, and in seconds on a busy one.
    expect: { poll: { timeout: 30_000 } },
  },
})
