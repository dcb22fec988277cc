import type { AnswerPart } from '@chat-completion/http'
import type { Live } from './answer.ts'

/** The same parts. What goes wrong with them is told as `fail` has it. */
export function guarded(parts: Live, fail: (cause: unknown) => Error): AsyncIterable<AnswerPart> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = Symbol.asyncIterator in parts ? parts[Symbol.asyncIterator]() : parts[Symbol.iterator]()
      return {
        async next() {
          try {
            const next = await iterator.next()
            return next.done ? next : { value: partOf(next.value) }
          } catch (cause) {
            throw fail(cause)
          }
        },
        async return() {
          await iterator.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}

function partOf(part: unknown): AnswerPart {
  if (typeof part === 'string' || Array.isArray(Object(part).choices)) return part as AnswerPart
  throw new TypeError(`Cannot say ${typeof part === 'object' ? 'an object' : String(part)}: expected text or chunks`)
}
