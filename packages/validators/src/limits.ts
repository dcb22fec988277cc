import { ChatCompletionError } from '@chat-completion/core'
import type { JsonObject } from './json.ts'

/** Levels of nesting. Recorded answers have at most 15; JSON Schemas in requests, some dozens. */
const maxDepth = 256
/** Values and characters together: what 64 MiB of JSON text could hold. */
const maxSize = 64 * 1024 * 1024

/**
 * Refuses a body that is too deep or too large, before anything recurses into it. A body that contains itself is too deep.
 *
 * @returns The `limit` error, undefined where the body is within the limits.
 */
export function overLimit(body: unknown): ChatCompletionError | undefined {
  let size = 0
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    const below: unknown[] = []
    for (const value of level) {
      if (typeof value === 'string') size += value.length
      else if (typeof value === 'object' && value !== null) {
        for (const key of Object.keys(value)) {
          size += key.length
          below.push((value as JsonObject)[key])
        }
      }
      if (depth > maxDepth || size + below.length > maxSize) {
        return limitError(`it is deeper than ${maxDepth} levels or larger than ${maxSize} values and characters`)
      }
    }
    size += below.length
    level = below
  }
  return undefined
}

export function limitError(state: string): ChatCompletionError {
  return new ChatCompletionError('limit', `Cannot read the body: ${state}`)
}
