import { type ChatCompletionCreateParams, createParamsToWire } from '@chat-completion/core'
import type { Environment, RequestOptions, SentRequest } from './client-options.ts'
import { openRouter, type Provider } from './provider.ts'
import { Secrets } from './secrets.ts'

/** A request that is ready but for its key. */
export interface PreparedRequest {
  readonly provider: Provider
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
  readonly json: string
  /** The headers of a try; the key may be asked for each time. */
  readonly authorize: () => Promise<Headers>
  /** The keys so far, and what else may be one. */
  readonly secrets: Secrets
}

/**
 * Puts a request together.
 *
 * @throws {TypeError} There is no base URL, or one that cannot be called; there is no key where the provider wants one; a header cannot
 * be sent.
 */
export function prepareRequest(
  params: ChatCompletionCreateParams,
  options: RequestOptions,
  stream: boolean,
): PreparedRequest {
  const provider = providerOf(options)
  const base = options.baseUrl ?? variable(options.env, provider.baseUrlVariable) ?? provider.baseUrl
  const url = toUrl(provider, base, options)
  const plain = toHeaders(provider, options)
  const isAuthorized = hasKey(plain, provider)
  const apiKey = options.apiKey ?? (isAuthorized ? undefined : variable(options.env, provider.keyVariable))
  const body = toBody(params, options, stream)
  const secrets = secretsIn(url, plain, provider)
  const authorized = (value: string | undefined): Headers => {
    const headers = new Headers(plain)
    const key = value?.trim()
    const { name, keyHeader, keyVariable } = provider
    if (key) {
      secrets.add(key)
      setHeader(headers, keyHeader ?? 'authorization', keyHeader ? key : `Bearer ${key}`)
    } else if (keyVariable !== undefined && !isAuthorized) {
      throw new TypeError(`Cannot call ${name}: no API key, give \`apiKey\` or set ${keyVariable}`)
    }
    return headers
  }
  // A key that is missing or cannot be sent is told at once.
  if (typeof apiKey !== 'function') authorized(apiKey)
  return {
    provider,
    url,
    body,
    json: JSON.stringify(body),
    authorize: async () => authorized(typeof apiKey === 'function' ? await apiKey() : apiKey),
    secrets,
  }
}

/** A base URL of somebody's own must not be sent the key of another. */
export function providerOf({ provider, baseUrl }: RequestOptions): Provider {
  return provider ?? (baseUrl === undefined ? openRouter : { name: 'the provider' })
}

type Given<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> }

/** What is not undefined. */
export function given<Fields extends object>(fields: Fields = {} as Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>
}

/** The caller's own headers may say it as well. */
function hasKey(headers: Headers, { keyHeader = 'authorization' }: Provider): boolean {
  return Boolean(headers.get('authorization') || headers.get(keyHeader))
}

function variable(env: Environment | undefined, name: string | undefined): string | undefined {
  if (env === undefined || name === undefined) return undefined
  const value: unknown = typeof env === 'function' ? env(name) : (env as Record<string, unknown>)[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

const path = '/chat/completions'

function toUrl(provider: Provider, base: string | undefined, { query }: RequestOptions): string {
  const problem = (state: string): TypeError => new TypeError(`Cannot call ${provider.name}: ${state}`)
  if (base === undefined) {
    const { baseUrlVariable } = provider
    throw problem(`no base URL, give \`baseUrl\`${baseUrlVariable ? ` or set ${baseUrlVariable}` : ''}`)
  }
  if (!URL.canParse(base)) throw problem('its base URL is no URL')
  const url = new URL(base)
  if (!/^https?:$/.test(url.protocol)) throw problem(`its base URL begins with ${url.protocol}`)
  if (url.username || url.password) throw problem('its base URL holds credentials, which fetch refuses')
  url.pathname = url.pathname.replace(/\/+$/, '')
  if (!url.pathname.endsWith(path)) url.pathname += url.pathname.endsWith('/') ? path.slice(1) : path
  for (const [name, value] of Object.entries({ ...provider.query, ...given(query) })) {
    // What the base URL says itself is more particular than the provider's default.
    if (query?.[name] !== undefined || !url.searchParams.has(name)) url.searchParams.set(name, value)
  }
  return url.href
}

function toHeaders(provider: Provider, { headers: own, attribution = {} }: RequestOptions): Headers {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json, text/event-stream' })
  const { url, title } = provider.attributionHeaders ?? {}
  if (url && attribution.url) setHeader(headers, url, attribution.url)
  if (title && attribution.title) setHeader(headers, title, attribution.title)
  for (const [name, value] of Object.entries(given(own))) setHeader(headers, name, value)
  return headers
}

/** The runtime's own error would quote the value. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    throw new TypeError(`Cannot send the header ${JSON.stringify(name)}: headers cannot carry its name or its value`)
  }
}

function toBody(
  params: ChatCompletionCreateParams,
  { extraBody }: RequestOptions,
  stream: boolean,
): Record<string, unknown> {
  const { stream: _, stream_options, ...wire } = createParamsToWire(params)
  return { ...wire, ...(stream && { stream, ...(stream_options && { stream_options }) }), ...extraBody }
}

/** What a hook may see. */
export function shown(request: PreparedRequest, headers: Headers, attempt: number): SentRequest {
  const { provider, url, body, json, secrets } = request
  const open = new URL(url)
  for (const name of [...open.searchParams.keys()]) if (isSecret(name)) open.searchParams.set(name, '***')
  const isOpen = ([name, value]: [string, string]): boolean =>
    !isSecret(name) && name !== provider.keyHeader?.toLowerCase() && secrets.hide(value) === value
  return {
    provider: provider.name,
    url: secrets.hide(open.href),
    headers: Object.fromEntries([...headers].filter(isOpen)),
    body: secrets.hide(json) === json ? body : (secrets.hideIn(body) as SentRequest['body']),
    attempt,
  }
}

/** What has a telling name and is shorter may as well be a number: `x-max-tokens: 4096`. */
const shortestGuess = 8

function secretsIn(url: string, headers: Headers, { keyHeader }: Provider): Secrets {
  const secrets = new Secrets()
  for (const [name, value] of [...headers, ...new URL(url).searchParams]) {
    const isKey = name === keyHeader?.toLowerCase()
    if (!isKey && (!isSecret(name) || value.length < shortestGuess)) continue
    secrets.add(value)
    // Whoever repeats a key leaves out its scheme.
    secrets.add(value.split(' ').at(-1) ?? '')
  }
  return secrets
}

/** Names of headers and query parameters that may hold a key. */
function isSecret(name: string): boolean {
  return /auth|key|token|secret|cookie|passw|signature|credential|jwt|^sig$|^code$/i.test(name)
}
