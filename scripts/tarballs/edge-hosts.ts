import { EdgeVM } from '@edge-runtime/vm'
import { build, type Format } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

/** Calls `main` of the `main.js` in a directory, bundled as wrangler does. */
export async function runInWorkerd(directory: string): Promise<void> {
  const use = `export default { async fetch() { await main(); return new Response('done') } }`
  const contents = await bundle(directory, use, { conditions: ['workerd', 'worker', 'browser'], format: 'esm' })
  const modules = [{ type: 'ESModule' as const, path: 'main.mjs', contents }]
  const miniflare = new Miniflare(convertV4MiniflareOptions({ modules, compatibilityDate: '2026-07-01' }))
  try {
    const response = await miniflare.dispatchFetch('http://localhost/')
    const text = await response.text()
    if (text !== 'done') throw new Error(`Cannot go on: workerd answered ${text}`)
  } finally {
    await miniflare.dispose()
  }
}

/** Calls `main` of the `main.js` in a directory, bundled as Vercel does. */
export async function runInEdgeRuntime(directory: string): Promise<void> {
  const use = 'globalThis.done = main()'
  const code = await bundle(directory, use, { conditions: ['edge-light', 'worker', 'browser'], format: 'iife' })
  const machine = new EdgeVM()
  machine.evaluate(code)
  await machine.evaluate('globalThis.done')
}

interface BundleOptions {
  conditions: string[]
  format: Format
}

async function bundle(resolveDir: string, use: string, { conditions, format }: BundleOptions): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: resolveDir,
    stdin: { contents: `import { main } from './main.js'\n${use}`, resolveDir },
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    conditions,
    format,
    logLevel: 'silent',
  })
  return outputFiles.map(({ text }) => text).join('')
}
