import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ServeOptions } from '@chat-completion/http'
import { bundle } from './bundle.ts'

/** The runtimes that adapters run on. */
export const runtimes = [
  'node20',
  'node22',
  'node24',
  'deno',
  'bun',
  'workerd',
  'workerd-without-signal',
  'edge-runtime',
] as const

export type Runtime = (typeof runtimes)[number]

/** The key that `OPENAI_API_KEY` holds in every runtime. */
export const keyInEnv = 'sk-from-the-environment'

/** A server in a process of its own. */
export interface SpawnedServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** What a second server on its port was told; not from hosts that listen by themselves. */
  readonly refusal?: string | null
  /** What it wrote to stderr so far. */
  complaints(): string
  /** Asks it to close, and waits until its process is gone. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Of the servers that listen by themselves: not workerd's, not edge-runtime's. */
export type SpawnOptions = Pick<ServeOptions, 'closeTimeout' | 'hostname'>

/** Starts what `app.ts` says in its real runtime, from source, and waits until it listens. */
export async function spawnServer(runtime: Runtime, options: SpawnOptions = {}): Promise<SpawnedServer> {
  const directory = await mkdtemp(join(tmpdir(), 'conformance-'))
  const child = await start(runtime, join(directory, 'server.mjs'), JSON.stringify(options))
  const exit = once(child, 'exit').finally(() => rm(directory, { recursive: true }))
  let complaints = ''
  child.stderr?.on('data', (text) => {
    complaints += text
  })
  const facts = await firstLine(child)
  if (facts === undefined) throw new Error(`Cannot start ${runtime}: ${complaints}`)
  const close = async (): Promise<void> => {
    child.stdin?.end()
    await exit
  }
  return { ...JSON.parse(facts), complaints: () => complaints, close, [Symbol.asyncDispose]: close }
}

async function start(runtime: Runtime, file: string, options: string): Promise<ChildProcess> {
  const source = (name: string) => fileURLToPath(new URL(`./servers/${name}.ts`, import.meta.url))
  switch (runtime) {
    case 'node20':
    case 'node22':
    case 'node24':
      await bundle(source('node'), file)
      return run(binary(runtime), [file, options])
    case 'deno':
      await bundle(source('deno'), file)
      return run(bin('deno'), ['run', '--no-config', '--allow-net', '--allow-env', '--allow-read', file, options])
    case 'bun':
      await bundle(source('bun'), file)
      return run(bin('bun'), [file, options])
    case 'workerd':
      await bundle(source('workerd'), file)
      return run(binary('node24'), [source('host-workerd'), file, 'enable_request_signal'])
    case 'workerd-without-signal':
      await bundle(source('workerd'), file)
      return run(binary('node24'), [source('host-workerd'), file, 'disable_request_signal'])
    case 'edge-runtime':
      await bundle(source('edge-runtime'), file)
      return run(binary('node24'), [source('host-edge-runtime'), file])
  }
}

/** A child process that ends when its stdin closes: `deno` from npm is a wrapper, and killing it would orphan the server. */
function run(command: string, parameters: readonly string[]): ChildProcess {
  return spawn(command, parameters, { stdio: 'pipe', env: { ...process.env, OPENAI_API_KEY: keyInEnv } })
}

/** `node` is the version this workspace is pinned to. */
function binary(node: string): string {
  return installed(`${node.replace('node24', 'node')}/bin/node`)
}

function bin(name: string): string {
  return installed(`.bin/${name}`)
}

function installed(path: string): string {
  return fileURLToPath(new URL(`../../../node_modules/${path}`, import.meta.url))
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (stdout === null) return undefined
  for await (const line of createInterface(stdout)) return line
  return undefined
}
