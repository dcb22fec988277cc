import type { ChatCompletionMessage } from './message.ts'
import type { ChatCompletionAssistantMessageParam } from './message-param.ts'

/**
 * Makes an answer sendable again, as the next request's history.
 *
 * Reasoning, its details and signatures, `extraContent` and unknown keys are kept, because providers demand them back
 * (anomalyco/opencode#4947, langchain-ai/langchainjs#11699). Left out is what requests may not carry: the message's
 * nulls, an empty list of tool calls, and of audio all but the `id`.
 *
 * @example
 * ```ts
 * import { choiceOf, toMessageParam } from '@chat-completion/core'
 *
 * const messages = [toMessageParam(choiceOf(completion).message), { role: 'user', content: 'And of Spain?' }]
 * ```
 */
export function toMessageParam(message: ChatCompletionMessage): ChatCompletionAssistantMessageParam {
  const given = Object.fromEntries(
    Object.entries(message).filter(([, value]) => value !== null && value !== undefined),
  ) as unknown as ChatCompletionAssistantMessageParam
  if (given.toolCalls?.length === 0) delete given.toolCalls
  const { audio } = given
  delete given.audio
  if (audio?.id) given.audio = { id: audio.id }
  return given
}
