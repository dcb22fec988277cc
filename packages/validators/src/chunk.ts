import type { ChatCompletionChunk, ChatCompletionError } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { GenericSchema } from 'valibot'
import { ChatCompletionChunkSchema, chunkRules } from './chunk-schema.ts'
import { readChatCompletionChunk } from './compiled/chunk.ts'
import { isErrorBody } from './error-object.ts'
import { failureIn } from './failure.ts'
import { isObject } from './json.ts'
import { type ParseOptions, type ParseResult, parsedSchema, type Subject, safeParse, unwrap } from './parse.ts'
import { noCompletion, toProviderError } from './provider-error.ts'
import { byRules } from './repair.ts'

export const chunkSubject: Subject<Wire.ChatCompletionChunk, ChatCompletionChunk> = {
  name: 'chunk',
  schema: ChatCompletionChunkSchema,
  reader: readChatCompletionChunk,
  mender: byRules(chunkRules),
  refuse,
}

/** Keys that make a body a chunk where it has no choices. */
const chunkKeys = ['id', 'object', 'created', 'model', 'usage', 'choices']

/** A chunk may come without choices, but then not beside an error; something else altogether is no chunk. */
function refuse(body: unknown): ChatCompletionError | undefined {
  const choices = isObject(body) ? body.choices : undefined
  if (Array.isArray(choices) && choices.length > 0) return undefined
  if (isErrorBody(body) || failureIn(body)) return toProviderError(body)
  const isChunk = isObject(body) && chunkKeys.some((key) => Object.hasOwn(body, key))
  return isChunk ? undefined : noCompletion('chunk', body)
}

/**
 * Reads one chunk of a streamed response, as parsed from the data of an event.
 *
 * @throws {ProviderError} The chunk is an error of the provider and brings no choices.
 * @throws {ValidationError} The body is not a chunk; in strict mode, it deviates from the contract.
 * @throws {ChatCompletionError} `no-completion`: nothing of a chunk is there; `limit`: too deep, too large, too broken.
 *
 * @example
 * ```ts
 * import { parseChatCompletionChunk } from '@chat-completion/validators'
 *
 * const chunk = parseChatCompletionChunk({ choices: [{ index: 0, delta: { content: 'Pa' } }] })
 * chunk.choices[0]?.delta.content
 * //=> 'Pa'
 * ```
 */
export function parseChatCompletionChunk(body: unknown, options?: ParseOptions): ChatCompletionChunk {
  return unwrap(safeParseChatCompletionChunk(body, options))
}

/** As {@link parseChatCompletionChunk}, but the error is returned, and so are the repairs. Never throws on JSON. */
export function safeParseChatCompletionChunk(body: unknown, options?: ParseOptions): ParseResult<ChatCompletionChunk> {
  return safeParse(chunkSubject, body, options)
}

/** {@link parseChatCompletionChunk} as a Standard Schema. */
export const ParsedChatCompletionChunkSchema: GenericSchema<unknown, ChatCompletionChunk> =
  parsedSchema(safeParseChatCompletionChunk)
