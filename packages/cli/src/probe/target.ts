import type { Host } from '../host.ts'
import { knownProvider } from '../providers.ts'
import { isSecretName, Secrets } from './secrets.ts'
import { UsageError } from './usage-error.ts'

/** The key, and where it came from. */
interface Key {
  readonly variable: string
  readonly value: string
}

/** The endpoint, and what every request to it carries. */
export interface Target {
  readonly baseUrl: URL
  /** Undefined where none was found. */
  readonly key: Key | undefined
  /** The variable that would hold one. */
  readonly keyVariable: string | undefined
  /** The header of the key, and what stands before the key in it. */
  readonly keyHeader: { readonly name: string; readonly scheme: string }
  /** Of the command line; those that may hold a secret are apart. */
  readonly headers: Readonly<Record<string, string>>
  readonly secretHeaders: Readonly<Record<string, string>>
  readonly secrets: Secrets
}

export interface TargetOptions {
  readonly apiKeyEnv?: string
  /** `Name: value` each. */
  readonly header?: readonly string[]
}

/** @throws {UsageError} The URL, a header or the variable is not what it should be. */
export function toTarget(baseUrl: string, { apiKeyEnv, header = [] }: TargetOptions, env: Host['env']): Target {
  const url = toBaseUrl(baseUrl)
  const provider = knownProvider(url, env)
  for (const [name, value] of Object.entries(provider?.query ?? {})) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value)
  }
  const given = header.map(toHeader)
  const isGiven = given.some(([name]) => name === (provider?.keyHeader ?? 'authorization'))
  const keyVariable = apiKeyEnv ?? provider?.keyVariable
  const key = isGiven && apiKeyEnv === undefined ? undefined : toKey(keyVariable, apiKeyEnv !== undefined, env)
  const secretHeaders = Object.fromEntries(given.filter(([name]) => isSecretName(name)))
  const inQuery = [...url.searchParams].flatMap(([name, value]) => (isSecretName(name) ? value : []))
  return {
    baseUrl: url,
    key,
    keyVariable,
    keyHeader: { name: provider?.keyHeader ?? 'authorization', scheme: provider?.keyHeader ? '' : 'Bearer ' },
    headers: Object.fromEntries(given.filter(([name]) => !isSecretName(name))),
    secretHeaders,
    secrets: new Secrets([...(key ? [key.value] : []), ...Object.values(secretHeaders), ...inQuery]),
  }
}

/** Below the base URL, with its query. */
export function urlOf({ baseUrl }: Target, path: string): string {
  const url = new URL(baseUrl)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`
  return url.href
}

function toBaseUrl(text: string): URL {
  // What is wrong is not repeated: it may hold a password.
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('Cannot read the base URL: write it with its scheme, such as http://127.0.0.1:3000/v1')
  }
  if (url.username || url.password) {
    throw new UsageError('Cannot use the base URL: it holds credentials, send them with --header or --api-key-env')
  }
  url.hash = ''
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '')
  return url
}

function toHeader(text: string): [string, string] {
  const [, name = '', value = ''] = /^([^:]*):\s*(.*?)\s*$/s.exec(text) ?? []
  try {
    new Headers({ [name]: value })
  } catch {
    throw new UsageError("Cannot send a --header: write its name, a colon and its value, such as 'X-Title: My app'")
  }
  return [name.toLowerCase(), value]
}

function toKey(variable: string | undefined, isNamed: boolean, env: Host['env']): Key | undefined {
  if (variable === undefined) return undefined
  const value = env[variable]?.trim()
  if (value === undefined || value === '') {
    if (!isNamed) return undefined
    // Somebody may have given the key itself: what was given is not repeated.
    throw new UsageError('Cannot find the API key: --api-key-env names an environment variable that is not set')
  }
  try {
    new Headers({ authorization: value })
  } catch {
    throw new UsageError(`Cannot send the API key: ${variable} holds characters that no header can carry`)
  }
  return { variable, value }
}
