import { writeFile } from 'node:fs/promises'
import { build } from 'esbuild'

const bundles = new Map<string, Promise<Uint8Array>>()

/** Makes one file of a server and all it imports: Node 20 cannot run TypeScript, workerd and edge-runtime take a single script. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  const made = bundles.get(entry) ?? make(entry)
  bundles.set(entry, made)
  await writeFile(outfile, await made)
}

async function make(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    write: false,
    bundle: true,
    conditions: ['@chat-completion/source'],
    external: ['node:*'],
    format: 'esm',
    platform: 'neutral',
    // Node 20 cannot parse `await using`.
    target: 'es2022',
    logLevel: 'warning',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
