import { ChatCompletionError } from '@chat-completion/core'

const mask = '***'
/** What is shorter would be found everywhere, and is no secret: the placeholders that local servers take. */
const shortest = 4
/** How much of a foreign error is looked through: sockets and the like have no end. */
const maxVisits = 1000
const maxDepth = 100

/** What must not be told, whoever repeats it: a provider in its answer, a runtime in its error. */
export class Secrets {
  /** In every spelling, the longest first: one may be the beginning of another. */
  #spellings: readonly string[] = []

  add(value: string): void {
    if (value.length < shortest) return
    const inQuery = new URLSearchParams([['', value]]).toString().slice(1)
    const spellings = new Set([...this.#spellings, value, inQuery, JSON.stringify(value).slice(1, -1)])
    this.#spellings = [...spellings].sort((one, other) => other.length - one.length)
  }

  hide(text: string): string {
    return this.#spellings.reduce((hidden, secret) => hidden.replaceAll(secret, mask), text)
  }

  /** A copy of what JSON can hold, with the secrets hidden in it. */
  hideIn(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.hide(value)
    if (typeof value !== 'object' || value === null) return value
    if (depth > maxDepth) return mask
    if (Array.isArray(value)) return value.map((item) => this.hideIn(item, depth + 1))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [this.hide(name), this.hideIn(item, depth + 1)]),
    )
  }

  /** Takes the secrets out of an error of this library, in place: it is new, and nobody has seen it. A cause that tells one is replaced. */
  cleanse<Thrown>(error: Thrown): Thrown {
    if (!(error instanceof ChatCompletionError) || isCallers(error) || !this.#isIn(error)) return error
    const { message, stack = '', cause } = error
    for (const [name, value] of Object.entries(error)) Object.assign(error, { [name]: this.hideIn(value) })
    Object.assign(error, { message: this.hide(message), stack: this.hide(stack) })
    if (this.#isIn(cause)) error.cause = new Error(this.hide(String(cause)))
    return error
  }

  /** What is too large to look through counts as if it had one. */
  #isIn(root: unknown): boolean {
    if (this.#spellings.length === 0) return false
    const visited = new Set<unknown>()
    const open: unknown[] = [root]
    while (open.length > 0) {
      const value = open.pop()
      if (typeof value === 'string' && this.#spellings.some((secret) => value.includes(secret))) return true
      if (typeof value !== 'object' || value === null || visited.has(value)) continue
      if (visited.add(value).size > maxVisits) return true
      if (value instanceof Headers) open.push(...[...value].flat())
      for (const [name, { value: item }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
        open.push(name, item)
      }
    }
    return false
  }
}

/** The reason of an abort is the caller's own. */
function isCallers({ code }: ChatCompletionError): boolean {
  return code === 'aborted' || code === 'timeout'
}
