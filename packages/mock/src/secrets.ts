import { binaryOf, type Edit, type Pieces, rewritten } from './pieces.ts'
import { isPersonalName, isSecretName } from './secret-names.ts'
import { spokenEdits } from './spoken.ts'

export const mask = '***'

/** What is shorter would be found everywhere, and is no secret: the placeholders that local servers take. */
export const shortest = 4
/** What need not be a key, the value of a cookie say, may be a word when it is shorter. */
const shortestOther = 8
/** Keys of providers are longer; placeholders, which may be words, are not. */
const shortestKey = 16

/** What was sent with a request and must not be told, whoever repeats it. */
export class Secrets {
  /** In every spelling, the longest first: one may be the beginning of another. */
  readonly #spellings: readonly string[]

  /** @param keys Those of its body. */
  constructor({ headers, url }: Pick<Request, 'headers' | 'url'>, keys: readonly string[]) {
    const named = [...headers, ...new URL(url).searchParams].filter(([name]) => isSecretName(name))
    const cookies = (headers.get('cookie') ?? '').split(/; */).map((cookie) => cookie.replace(/^[^=]*=/, ''))
    const personal = [...headers].flatMap(([name, value]) => (isPersonalName(name) ? value : []))
    const others = [...cookies, ...personal, ...keys.flatMap(withoutScheme)].filter(
      ({ length }) => length >= shortestOther,
    )
    const secrets = [...named.flatMap(([, value]) => withoutScheme(value)), ...others]
    const spellings = secrets.filter(({ length }) => length >= shortest).flatMap(spellingsOf)
    this.#spellings = [...new Set(spellings)].sort((one, other) => other.length - one.length)
  }

  hide(text: string): string {
    return this.hideIn({ text, cuts: [] }).text
  }

  /** Hides keys, but no word that somebody has put in place of a key. */
  hideKeys(text: string): string {
    return this.hideIn({ text, cuts: [] }, shortestKey).text
  }

  get isEmpty(): boolean {
    return this.#spellings.length === 0
  }

  /** Hides them also where they are cut, or said piece by piece. What has none is given as it is. */
  hideIn(pieces: Pieces, length: number = shortest): Pieces {
    const secrets = this.#spellings.filter((spelling) => spelling.length >= length)
    if (secrets.length === 0) return pieces
    const pattern = new RegExp(secrets.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
    const find = (text: string): Edit[] => Array.from(text.matchAll(pattern), toMask)
    for (let hidden = pieces; ; ) {
      const edits = find(hidden.text)
      const all = edits.length > 0 ? edits : spokenEdits(hidden.text, find)
      if (all.length === 0) return hidden
      // A mask may make up a secret with what is around it.
      hidden = rewritten(hidden, all)
    }
  }
}

function toMask({ 0: { length }, index }: RegExpExecArray): Edit {
  return { start: index, end: index + length, text: mask }
}

/** It comes back without the scheme, too. */
function withoutScheme(value: string): string[] {
  return [value, value.replace(/^\S+ +/, '')]
}

/** As it is, in a query, in a path, in JSON, in JSON that escapes slashes or all but ASCII; and as the bytes of each. */
function spellingsOf(secret: string): string[] {
  const inQuery = new URLSearchParams([['', secret]]).toString().slice(1)
  const inJson = JSON.stringify(secret).slice(1, -1)
  const inAscii = inJson.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const texts = [secret, inQuery, inQuery.replaceAll('+', '%20'), inJson, inAscii, inJson.replaceAll('/', '\\/')]
  return [...texts, ...texts.map(binaryOf)]
}
