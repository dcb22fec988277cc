import type { CassetteRequest } from './cassette.ts'
import { hashOf } from './hash-of.ts'
import { jsonStrings } from './json-strings.ts'
import { fromBytes, rewritten, toBytes } from './pieces.ts'
import { type Redact, redacted } from './redaction.ts'
import { isSecretProperty } from './secret-names.ts'
import { mask, Secrets, shortest } from './secrets.ts'

/** What recording and replaying must agree on. */
export interface CassetteOptions {
  /**
   * Takes out what must not be stored besides keys, names say. Called with the body of the request, with each line of that of the
   * response, and with each text that a stream tells piece by piece, put together. The texts of prompts and answers are stored otherwise.
   */
  readonly redact?: ((text: string) => string) | undefined
  /** Names a cassette, in place of method, path and a hash of the body. Slashes make folders in file stores. */
  readonly name?: ((request: NamedRequest) => string) | undefined
}

export interface NamedRequest {
  readonly method: string
  readonly url: string
  /** As it travels, redacted. */
  readonly body: string
}

/** What may be told of a request, by whom it is found again. */
export class RedactedRequest {
  readonly request: CassetteRequest
  readonly #secrets: Secrets
  readonly #redact: Redact | undefined
  readonly #nameOf: CassetteOptions['name']
  /** By which it is found again: placeholders of keys may be words in it. */
  readonly #named: NamedRequest

  /** @param text The body. */
  constructor(request: Request, text: string, { redact, name }: CassetteOptions) {
    const { method, url } = request
    this.#redact = redact && ((text) => textOf(redact(text)))
    this.#nameOf = name
    const headers = new Headers(request.headers)
    const { type, body: sent } = plainForm(headers.get('content-type'), text)
    if (type !== null) headers.set('content-type', type)
    const { body, keys } = withoutKeys(this.#redact ? this.#redact(sent) : sent)
    this.#secrets = new Secrets(request, keys)
    this.#named = { method, url: this.#secrets.hideKeys(plainUrl(url)), body: this.#secrets.hideKeys(body) }
    this.request = {
      method,
      url: this.#secrets.hide(plainUrl(url)),
      headers: this.headers(headers),
      ...(body !== '' && { body: mapped(parsed(body), (part) => this.#secrets.hide(part)) }),
    }
  }

  /** What of headers concerns nobody in particular. */
  headers(headers: Headers): Record<string, string> {
    const kept = [...headers].filter(([name]) => impersonal.test(name))
    return Object.fromEntries(kept.map(([name, value]) => [name, this.#secrets.hide(value)]))
  }

  /** The pieces of the response. */
  body(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
    if (!this.#redact && this.#secrets.isEmpty) return pieces
    const whole = fromBytes(pieces)
    const told = this.#secrets.hideIn(this.#redact ? redacted(whole, this.#redact) : whole)
    return told === whole ? pieces : toBytes(told)
  }

  /** The name of its cassette, for the first of its kind. */
  get name(): string {
    const { method, url, body } = this.#named
    if (this.#nameOf) return textOf(this.#nameOf(this.#named))
    const path = new URL(url).pathname.replace(/[^a-z\d]+/gi, '-').replace(/^-|-$/g, '')
    return `${method}-${path.slice(-60)}-${hashOf(parsed(body))}`.toLowerCase()
  }
}

function textOf(given: unknown): string {
  if (typeof given === 'string') return given
  throw new TypeError(`Cannot store a call: "redact" and "name" must give texts, and one gave ${typeof given}`)
}

/** A form with a boundary that is always the same: a new one is made up for each call. */
function plainForm(type: string | null, body: string): { readonly type: string | null; readonly body: string } {
  const boundary = /^multipart\/.*boundary="?([^";]+)/i.exec(type ?? '')?.[1]
  if (boundary === undefined || type === null) return { type, body }
  return { type: type.replace(boundary, 'boundary'), body: body.replaceAll(boundary, 'boundary') }
}

/** A body in which keys are masked, by the names of their properties. */
function withoutKeys(text: string): { readonly body: string; readonly keys: readonly string[] } {
  const found = jsonStrings(text).filter(({ key, text }) => isSecretProperty(key) && text.length >= shortest)
  const edits = found.map(({ start, text }) => ({ start, end: start + text.length, text: mask }))
  const keys = found.map(({ text }) => String(parsed(`"${text}"`)))
  return { body: rewritten({ text, cuts: [] }, edits).text, keys }
}

/** Never what tells who asked: keys, cookies, organizations, addresses, agents. */
const impersonal =
  /^(?:accept|content-type|retry-after(?:-ms)?|x-should-retry|x-ratelimit-.*|(?:x-|apim-)?request-id|x-generation-id|openai-(?:model|processing-ms|version))$/

function plainUrl(text: string): string {
  const { origin, pathname, searchParams } = new URL(text)
  const version = searchParams.get('api-version')
  return origin + pathname + (version === null ? '' : `?${new URLSearchParams({ 'api-version': version })}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A copy of JSON, each text in it mapped, names too. */
function mapped(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value)
  if (Array.isArray(value)) return value.map((item) => mapped(item, map))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [map(key), mapped(item, map)]))
}
