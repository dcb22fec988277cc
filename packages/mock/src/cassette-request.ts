import type { CassetteRequest } from './cassette.ts'
import { binaryOf, decoded, type Edit, fromBinary, type Pieces, rewritten } from './pieces.ts'
import { Secrets } from './secrets.ts'

/** What recording and replaying must agree on. */
export interface CassetteOptions {
  /**
   * Takes out what must not be stored besides keys, names say. Called with the body of the request, and with each line of that of the
   * response. The texts of prompts and answers are stored otherwise.
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
  readonly #options: CassetteOptions
  /** By which it is found again: placeholders of keys may be words in it. */
  readonly #named: NamedRequest

  /** @param text The body. */
  constructor(request: Request, text: string, options: CassetteOptions) {
    const { method, url, headers } = request
    const redacted = options.redact?.(text) ?? text
    this.#options = options
    this.#secrets = new Secrets(request)
    this.#named = { method, url: this.#secrets.hideKeys(plainUrl(url)), body: this.#secrets.hideKeys(redacted) }
    this.request = {
      method,
      url: this.#secrets.hide(plainUrl(url)),
      headers: this.headers(headers),
      ...(redacted !== '' && { body: mapped(parsed(redacted), (part) => this.#secrets.hide(part)) }),
    }
  }

  /** What of headers concerns nobody in particular. */
  headers(headers: Headers): Record<string, string> {
    const kept = [...headers].filter(([name]) => impersonal.test(name))
    return Object.fromEntries(kept.map(([name, value]) => [name, this.#secrets.hide(value)]))
  }

  body(pieces: Pieces): Pieces {
    const { redact } = this.#options
    return this.#secrets.hideIn(redact ? rewritten(pieces, lineEdits(pieces.text, redact)) : pieces)
  }

  /** The name of its cassette, for the first of its kind. */
  get name(): string {
    const { method, url, body } = this.#named
    if (this.#options.name) return this.#options.name(this.#named)
    const path = new URL(url).pathname.replace(/[^a-z\d]+/gi, '-').replace(/^-|-$/g, '')
    return `${method}-${path.slice(-60)}-${hash(JSON.stringify(sorted(parsed(body))))}`.toLowerCase()
  }
}

/** Never what tells who asked: keys, cookies, organizations, addresses, agents. */
const impersonal =
  /^(?:accept|content-type|retry-after(?:-ms)?|x-should-retry|x-ratelimit-.*|(?:x-|apim-)?request-id|x-generation-id|openai-(?:model|processing-ms|version))$/

function plainUrl(text: string): string {
  const { origin, pathname, searchParams } = new URL(text)
  const version = searchParams.get('api-version')
  return origin + pathname + (version === null ? '' : `?${new URLSearchParams({ 'api-version': version })}`)
}

function lineEdits(bytes: string, redact: (text: string) => string): Edit[] {
  return Array.from(bytes.matchAll(/[^\r\n]+/g)).flatMap(({ 0: line, index }) => {
    const text = decoded(fromBinary(line))
    if (text === undefined) return []
    const redacted = redact(text)
    return redacted === text ? [] : { start: index, end: index + line.length, text: binaryOf(redacted) }
  })
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

/** The same for the same keys in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

/** cyrb53: enough to tell requests of tests apart, and at once, where Web Crypto would need a turn that no fake timer gives. */
function hash(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x9e3779b1)
    other = Math.imul(other ^ text.charCodeAt(at), 0x5f356495)
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35)
  other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  return ((other & 0x1fffff) * 0x100000000 + (one >>> 0)).toString(16).padStart(14, '0')
}
