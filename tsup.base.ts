import type { Options } from 'tsup'

/** How every package is built: file by file, so that a bundler leaves out each one that is not needed. */
export function packageConfig(...publicEntries: string[]): Options {
  return {
    entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/**/*.test-d.ts'],
    dts: { entry: publicEntries },
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    clean: true,
    // Deno and edge runtimes know Node's modules only by their full name.
    removeNodeProtocol: false,
    esbuildPlugins: [
      {
        name: 'file-by-file',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\.?\// }, ({ kind, path }) =>
            kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
          )
        },
      },
    ],
  }
}
