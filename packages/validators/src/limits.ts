import { ChatCompletionError } from '@chat-completion/core'
import type { JsonObject } from './json.ts'

/** Levels of nesting. Recorded answers have at most 15; JSON Schemas in requests, some dozens. */
const maxDepth = 256
/** Values and characters together: what 64 MiB of JSON text could hold. */
export const maxSize: number = 64 * 1024 * 1024

/**
 * How many values and characters there are below `value`; of what is too large, some more than allowed, of what is too deep, infinity.
 *
 * @param depth Where the value lies in the body. A body that contains itself is too deep.
 */
export function weigh(value: unknown, depth = 0): number {
  if (depth > maxDepth) return Number.POSITIVE_INFINITY
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  let weight = 0
  if (Array.isArray(value)) {
    weight = value.length
    for (let at = 0; at < value.length && weight <= maxSize; at += 1) weight += weigh(value[at], depth + 1)
  } else {
    for (const key in value) {
      weight += key.length + 1 + weigh((value as JsonObject)[key], depth + 1)
      if (weight > maxSize) break
    }
  }
  return weight
}

/**
 * Refuses a body that is too deep or too large, before anything else recurses into it.
 *
 * @returns The `limit` error, undefined where the body is within the limits.
 */
export function overLimit(body: unknown): ChatCompletionError | undefined {
  return weigh(body) > maxSize
    ? limitError(`it has more than ${maxDepth} levels or ${maxSize} values and characters`)
    : undefined
}

export function limitError(state: string): ChatCompletionError {
  return new ChatCompletionError('limit', `Cannot read the body: ${state}`)
}
