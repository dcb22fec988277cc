/** What is sent. Its headers do not hold the key: that is added on the way. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * How an answer ended: `close`, as it should; `left`, because we had seen enough; `limit`, because it was too large; `broken`, because the
 * connection failed.
 */
export type End = 'close' | 'left' | 'limit' | 'broken' | 'timeout' | 'interrupted'

export interface Piece {
  /** Since the request was sent, in milliseconds. */
  readonly at: number
  readonly bytes: Uint8Array
}

/** A request and all that came of it, as it came. */
export class Exchange {
  readonly sent: Sent
  /** Undefined where no answer has begun. */
  status: number | undefined
  headers: Headers = new Headers()
  readonly pieces: Piece[] = []
  size = 0
  end: End = 'close'
  /** Why the connection failed. */
  error: unknown
  /** From the request to the end, in milliseconds. */
  milliseconds = 0
  readonly #start: number = performance.now()
  #bytes: Uint8Array | undefined
  #text: string | undefined
  #json: { readonly value: unknown } | undefined

  constructor(sent: Sent) {
    this.sent = sent
  }

  begin({ status, headers }: Response): void {
    this.status = status
    this.headers = headers
  }

  push(bytes: Uint8Array): void {
    this.pieces.push({ at: performance.now() - this.#start, bytes })
    this.size += bytes.length
  }

  finish(end: End, error?: unknown): this {
    this.end = end
    this.error = error
    this.milliseconds = performance.now() - this.#start
    return this
  }

  /** The last piece says that the stream is over. */
  get isDone(): boolean {
    const last = this.pieces.at(-1)?.bytes.subarray(-64)
    return last !== undefined && /data: ?\[DONE\]\s*$/.test(new TextDecoder().decode(last))
  }

  get bytes(): Uint8Array {
    if (this.#bytes) return this.#bytes
    const bytes = new Uint8Array(this.size)
    let offset = 0
    for (const piece of this.pieces) {
      bytes.set(piece.bytes, offset)
      offset += piece.bytes.length
    }
    this.#bytes = bytes
    return bytes
  }

  get text(): string {
    this.#text ??= new TextDecoder().decode(this.bytes)
    return this.#text
  }

  /** Undefined where the body is not JSON. */
  get json(): unknown {
    this.#json ??= { value: parsed(this.text) }
    return this.#json.value
  }

  get contentType(): string {
    return this.headers.get('content-type') ?? ''
  }

  /** In words: how it went, where it did not go well. */
  get state(): string {
    if (this.end === 'timeout') {
      const what = this.status === undefined ? 'no answer came' : `the answer, of status ${this.status}, did not end`
      return `${what} within ${Math.round(this.milliseconds / 1000)} s`
    }
    if (this.end === 'broken')
      return `the connection broke${this.status === undefined ? '' : ' in the middle of the answer'}`
    if (this.end === 'limit') return 'the answer is larger than any that was asked for'
    return `received status ${this.status}`
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
