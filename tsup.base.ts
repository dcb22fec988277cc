import { globSync, readFileSync } from 'node:fs'
import { type BuildOptions, build } from 'esbuild'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * How every package is built: file by file, so that a bundler leaves out each one that is not needed, and once more in one piece, for
 * Node and others that open each file.
 */
export function packageConfig(...publicEntries: string[]): Options {
  return {
    entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/**/*.test-d.ts'],
    dts: { entry: publicEntries, banner: neededLibraries() },
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    esbuildOptions: leaveSourcesOut,
    clean: true,
    // Deno and edge runtimes know Node's modules only by their full name.
    removeNodeProtocol: false,
    esbuildPlugins: [fileByFile, pureCalls],
    onSuccess: () => buildWhole(publicEntries),
  }
}

async function buildWhole(entryPoints: string[]): Promise<void> {
  await build({
    entryPoints,
    outdir: 'dist/whole',
    outbase: 'src',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    target: 'es2022',
    sourcemap: true,
    sourcesContent: false,
  })
}

/** Says so where types need more than `es2022`: a user's configuration may have no later ones. JSR takes no such line in a source. */
function neededLibraries(): string {
  const sources = globSync('src/**/*.ts', { exclude: ['**/*.test.ts'] }).map((file) => readFileSync(file, 'utf8'))
  const areDisposable = sources.some((source) => source.includes('[Symbol.asyncDispose]()'))
  return areDisposable ? '/// <reference lib="esnext.disposable" />' : ''
}

/** Source maps name the sources, which are published beside them, once. */
function leaveSourcesOut(options: BuildOptions): void {
  options.sourcesContent = false
}

const fileByFile: Plugin = {
  name: 'file-by-file',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    )
  },
}

/**
 * Marks each call of a function that says `@__NO_SIDE_EFFECTS__`, because esbuild heeds that within a file only: without the
 * marks, importing one schema would bundle them all.
 */
const pureCalls: Plugin = {
  name: 'pure-calls',
  setup({ onLoad }) {
    const sources = globSync('src/**/*.ts').map((file) => readFileSync(file, 'utf8'))
    const names = sources.flatMap((source) =>
      [...source.matchAll(/@__NO_SIDE_EFFECTS__ \*\/\nexport function (\w+)/g)].map((match) => match[1]),
    )
    if (names.length === 0) return
    const call = new RegExp(`(?<!function |\\.)\\b(?:${names.join('|')})(?=\\(|<\\w+>\\()`, 'g')
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(call, '/* @__PURE__ */ $&'),
      loader: 'ts',
    }))
  },
}
