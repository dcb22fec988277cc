import type { Answer, AnswerPart } from './answer.ts'

/** A part of an answer, a response that is the whole of it, or a piece of one. */
export type Part = AnswerPart | Response | Uint8Array

/** The parts of an answer that may still be on its way, until somebody stops them. */
export class Parts {
  #iterator: Iterator<Part> | AsyncIterator<Part>
  #interrupt: ((reason: unknown) => void) | undefined
  #stopped: { readonly reason: unknown } | undefined

  constructor(answer: Promise<Answer>) {
    this.#iterator = {
      next: async () => {
        this.#iterator = iteratorOf(await answer)
        if (this.#stopped) await this.#return()
        return this.#iterator.next()
      },
    }
  }

  /** Why, once somebody has stopped them. */
  get stopped(): { readonly reason: unknown } | undefined {
    return this.#stopped
  }

  /** The next part: at once, where it is there already. */
  next(): IteratorResult<Part> | Promise<IteratorResult<Part>> {
    return this.#iterator.next()
  }

  /** Work with the parts, which nobody waits for any longer once they are stopped: it rejects with the reason. */
  unlessStopped<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#stopped) return Promise.reject(this.#stopped.reason)
    return new Promise((resolve, reject) => {
      this.#interrupt = reject
      work().then(resolve, reject)
    })
  }

  /** Tells the reason to one, and to nobody else, when they are stopped. */
  onStop(interrupt: (reason: unknown) => void): void {
    this.#interrupt = interrupt
  }

  /** Tells the source to return; resolves when it has. */
  stop(reason: unknown): Promise<void> {
    this.#stopped ??= { reason }
    this.#interrupt?.(reason)
    return this.#return()
  }

  /** Goes on with other parts. */
  replace(iterator: AsyncIterator<Part>): void {
    this.#iterator = iterator
  }

  async #return(): Promise<void> {
    try {
      await this.#iterator.return?.()
    } catch {
      // Nobody waits for what it throws.
    }
  }
}

function iteratorOf(answer: Answer): Iterator<Part> | AsyncIterator<Part> {
  if (typeof answer === 'string' || 'choices' in answer) return [answer].values()
  if (isResponse(answer)) return once(answer)
  return Symbol.asyncIterator in answer ? answer[Symbol.asyncIterator]() : answer[Symbol.iterator]()
}

/** Also one of another realm. */
export function isResponse(part: Part | Answer): part is Response {
  return typeof part === 'object' && 'headers' in part && typeof Object(part.headers).get === 'function'
}

/** A response, whose body is cancelled if nobody has taken it by then. */
function once(response: Response): AsyncIterator<Response> {
  let isTaken = false
  return {
    async next() {
      const done = isTaken
      isTaken = true
      return done ? { done, value: undefined } : { done, value: response }
    },
    async return() {
      await response.body?.cancel()
      return { done: true, value: undefined }
    },
  }
}
