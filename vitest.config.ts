import { defineConfig } from 'vitest/config'

const needsNode = '**/*.node.test.ts'
const long = '**/*.long.test.ts'

export default defineConfig({
  ssr: { resolve: { conditions: ['@chat-completion/source'] } },
  // For tests in jsdom, which are resolved as a browser's code is.
  resolve: { conditions: ['@chat-completion/source', 'module', 'browser', 'development|production'] },
  test: {
    // Tests that compile or spawn share two cores with the others.
    testTimeout: 30_000,
    // Vitest's own default leaves a core idle: many tests wait for a child, a socket or a timer.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{bench,packages,examples,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', long],
        },
      },
      {
        extends: true,
        test: {
          name: 'edge-runtime',
          environment: 'edge-runtime',
          include: ['packages/{core,validators,stream,http,fixtures,mock}/src/**/*.test.ts'],
          exclude: [needsNode, long],
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['packages/*/src/**/*.test-d.ts'],
            tsconfig: 'tsconfig.json',
            // `pnpm typecheck` judges the sources; a half-finished refactoring may still run its tests.
            ignoreSourceErrors: true,
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['{packages,scripts}/**/*.long.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 600_000,
        },
      },
    ],
  },
})
