import type { ChatCompletion } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { GenericSchema } from 'valibot'
import { readChatCompletion } from './compiled/completion.ts'
import { refuseNoCompletion } from './completion-by-schema.ts'
import { ChatCompletionSchema, completionRules } from './completion-schema.ts'
import { type ParseOptions, type ParseResult, parsedSchema, type Subject, safeParse, unwrap } from './parse.ts'
import { byRules } from './repair.ts'

export const completionSubject: Subject<Wire.ChatCompletion, ChatCompletion> = {
  name: 'completion',
  schema: ChatCompletionSchema,
  reader: readChatCompletion,
  mender: byRules(completionRules),
  refuse: refuseNoCompletion,
}

/**
 * Reads the body of a completion response, as parsed from JSON.
 *
 * The body is not changed; values below keys this library does not know are shared with the result, not copied.
 *
 * @param body Up to 256 levels deep and 64 Mi values and characters.
 * @throws {ProviderError} The body is an error of the provider, also where its status said 200.
 * @throws {ValidationError} The body is not a completion; in strict mode, it deviates from the contract.
 * @throws {ChatCompletionError} `no-completion`: neither choices nor an error; `limit`: too deep, too large, too broken.
 *
 * @example
 * ```ts
 * import { parseChatCompletion } from '@chat-completion/validators'
 *
 * const completion = parseChatCompletion(body)
 * completion.choices[0]?.message.content
 * //=> 'Paris'
 * ```
 */
export function parseChatCompletion(body: unknown, options?: ParseOptions): ChatCompletion {
  return unwrap(safeParseChatCompletion(body, options))
}

/** As {@link parseChatCompletion}, but the error is returned, and so are the repairs. Never throws on JSON. */
export function safeParseChatCompletion(body: unknown, options?: ParseOptions): ParseResult<ChatCompletion> {
  return safeParse(completionSubject, body, options)
}

/** {@link parseChatCompletion} as a Standard Schema. */
export const ParsedChatCompletionSchema: GenericSchema<unknown, ChatCompletion> = parsedSchema(safeParseChatCompletion)
