import { ChatCompletionError } from '@chat-completion/core'
import type { JsonObject } from './json.ts'

/** Levels of nesting. Recorded answers have at most 15; JSON Schemas in requests, some dozens. */
const maxDepth = 256
/** Values and characters together: what 64 MiB of JSON text could hold. */
export const maxSize: number = 64 * 1024 * 1024

/**
 * How many values and characters there are below `value`, or infinity: deeper than the limit allows, or larger.
 *
 * @param depth Where the value lies in the body. A body that contains itself is too deep.
 */
export function weigh(value: unknown, depth = 0): number {
  if (depth > maxDepth) return Number.POSITIVE_INFINITY
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  const isList = Array.isArray(value)
  let weight = 0
  for (const key of Object.keys(value)) {
    weight += (isList ? 1 : key.length + 1) + weigh((value as JsonObject)[key], depth + 1)
    if (weight > maxSize) return Number.POSITIVE_INFINITY
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
