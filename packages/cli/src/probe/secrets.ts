import { preview } from '../preview.ts'

const mask = '***'
/** What is shorter would be found everywhere, and is no secret: the placeholders that local servers take. */
const shortest = 8
/** More characters than are ever shown of a text, masks included. */
const enough = 8_192

/** What was sent and must not be told, whoever repeats it: an error page, a header, a body. */
export class Secrets {
  /** In every spelling, the longest first: one may be the beginning of another. */
  readonly #spellings: readonly string[]

  constructor(values: readonly string[]) {
    const all = values.flatMap(withoutScheme).filter(({ length }) => length >= shortest)
    this.#spellings = [...new Set(all.flatMap(spellingsOf))].sort((one, other) => other.length - one.length)
  }

  /** On one line, short, without control characters, and without secrets. */
  show(text: string, length?: number): string {
    return preview(this.hide(text.slice(0, enough)), length)
  }

  /** Also where a text was cut in the middle of one, by us or by the endpoint. */
  hide(text: string): string {
    const hidden = this.#spellings.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
    const long = this.#spellings.filter(({ length }) => length >= 2 * shortest)
    return long.reduce(hideEnds, long.reduce(hideBeginnings, hidden))
  }

  isIn(text: string): boolean {
    return this.#spellings.some((secret) => text.includes(secret))
  }

  get isEmpty(): boolean {
    return this.#spellings.length === 0
  }
}

/** Hides beginnings of a secret, as far as they go. */
function hideBeginnings(text: string, secret: string): string {
  const beginning = secret.slice(0, shortest)
  let [hidden, from] = ['', 0]
  for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, from)) {
    hidden += text.slice(from, at) + mask
    from = at + shortest
    while (from - at < secret.length && text[from] === secret[from - at]) from += 1
  }
  return hidden + text.slice(from)
}

/** Hides ends of a secret, from where they begin. */
function hideEnds(text: string, secret: string): string {
  const end = secret.slice(-shortest)
  let [hidden, from] = ['', 0]
  for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, from)) {
    const to = at + shortest
    let start = at
    while (start > from && to - start < secret.length && text[start - 1] === secret.at(start - 1 - to)) start -= 1
    hidden += text.slice(from, start) + mask
    from = to
  }
  return hidden + text.slice(from)
}

/** `Bearer sk-…` comes back without its scheme, too. */
function withoutScheme(value: string): string[] {
  return [value, value.replace(/^\S+ +/, '')]
}

/** As it is, in a URL, in JSON, in HTML. */
function spellingsOf(secret: string): string[] {
  const inHtml = secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  return [secret, new URLSearchParams([['', secret]]).toString().slice(1), JSON.stringify(secret).slice(1, -1), inHtml]
}

/** Names of headers and query parameters whose value may be a key. */
export function isSecretName(name: string): boolean {
  return /auth|key|token|secret|cookie|passw|signature|credential|jwt|^sig$|^code$/i.test(name)
}
