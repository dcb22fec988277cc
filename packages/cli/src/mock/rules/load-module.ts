import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createMock, type Mock } from '@chat-completion/mock'
import { preview } from '../../preview.ts'
import { TroubleError } from '../trouble-error.ts'
import type { LoadOptions } from './load-rules.ts'

/** Makes each load of a module a new one. */
let loads = 0

/**
 * A mock as a module makes it, or makes it up: anew each time, but for what the module itself imports.
 *
 * @throws {TroubleError} It cannot be loaded, or exports neither.
 */
export async function loadModule(file: string, { mock: options, fault }: LoadOptions): Promise<Mock> {
  loads += 1
  const url = pathToFileURL(resolve(file))
  url.search = loads > 1 ? `?load=${loads}` : ''
  // Bun does not look at the query, and nobody does for CommonJS.
  delete createRequire(import.meta.url).cache[resolve(file)]
  const module: Record<string, unknown> = await import(url.href).catch((error) => fail(file, error))
  const { rules, mock } = module
  if (typeof rules === 'function') {
    if (fault)
      throw new TroubleError([`Cannot use ${file}: in a module, rules say themselves what goes wrong, not --fault`])
    const made = createMock(options)
    await (async () => rules(made))().catch((error) => fail(file, error))
    return made
  }
  if (isMock(mock)) {
    const given = Object.entries({ ...options, fault }).filter(
      ([name, value]) => name !== 'cors' && value !== undefined,
    )
    if (given.length === 0) return mock
    throw new TroubleError([
      `Cannot use ${file}: the mock it exports has options of its own, export a function "rules" to use those given here`,
    ])
  }
  const names = Object.keys(module).slice(0, 9).join(', ')
  throw new TroubleError([
    `Cannot use ${file}: it must export a function "rules(mock)" or a "mock", it exports ${names === '' ? 'nothing' : names}`,
  ])
}

function fail(file: string, error: unknown): never {
  const { code, message } = Object(error) as NodeJS.ErrnoException
  const isOfTypes = code === 'ERR_UNKNOWN_FILE_EXTENSION'
  const state = isOfTypes
    ? 'this version of Node knows no TypeScript, version 22.18 does, as do Bun and Deno'
    : preview(message ?? String(error))
  throw new TroubleError([`Cannot load ${file}: ${state}`], { cause: error })
}

function isMock(value: unknown): value is Mock {
  const { handler, verify, requests } = Object(value)
  return typeof handler === 'function' && typeof verify === 'function' && Array.isArray(requests)
}
