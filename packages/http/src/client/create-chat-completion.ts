import {
  type ChatCompletion,
  type ChatCompletionCreateParams,
  ChatCompletionError,
  ProviderError,
} from '@chat-completion/core'
import { factsOf } from '@chat-completion/stream'
import { safeParseChatCompletionBySchema, toProviderError } from '@chat-completion/validators'
import { tenMinutes } from '../timer.ts'
import { parsed, readBody } from './body.ts'
import { Call } from './call.ts'
import type { CreateOptions } from './client-options.ts'
import { prepareRequest } from './request.ts'
import { send, unreadable } from './send.ts'

const defaultMaxSize = 64 * 1024 * 1024

/**
 * Asks a provider for a completion, as a whole.
 *
 * @param params `stream` does not count here.
 * @param options OpenRouter and `OPENROUTER_API_KEY` by default, where an adapter gives the environment.
 * @throws {ProviderError} The provider refused, sent an error in a 200, or what is no answer: a page, text, nothing.
 * @throws {ValidationError} The answer is not what the contract says, and cannot be mended; in strict mode, it deviates.
 * @throws {ChatCompletionError} `connection`, `disconnected`, `timeout`, `aborted`, `no-completion`, `limit`.
 * @throws {TypeError} There is no base URL or no key, or a header cannot be sent.
 *
 * @example
 * ```ts
 * import { completionToWire, textOf } from '@chat-completion/core'
 * import { createChatCompletion } from '@chat-completion/http'
 *
 * const answer = await createChatCompletion(
 *   { model: 'openai/gpt-5', messages: [{ role: 'user', content: 'The capital of France?' }], maxTokens: 9 },
 *   { apiKey: 'sk-or-v1-example', fetch: async () => Response.json(completionToWire(completion)) },
 * )
 * textOf(answer)
 * //=> 'Paris'
 * ```
 */
export async function createChatCompletion(
  params: ChatCompletionCreateParams,
  options: CreateOptions = {},
): Promise<ChatCompletion> {
  const { signal, timeout = tenMinutes, maxSize = defaultMaxSize } = options
  const request = prepareRequest(params, options, false)
  const call = new Call(signal, timeout)
  try {
    const response = await send(request, options, call)
    const { text, isCut } = await readBody(response, maxSize, call)
    if (isCut) {
      throw new ChatCompletionError('limit', `Cannot read the answer: it has more than ${maxSize} characters`)
    }
    return read(text, response, options)
  } catch (error) {
    throw request.secrets.cleanse(error)
  } finally {
    call.end()
  }
}

function read(text: string, response: Response, options: CreateOptions): ChatCompletion {
  const facts = factsOf(response)
  const body = parsed(text)
  if (body === undefined) throw unreadable(text, facts, text.trim() === '' ? 'it is empty' : 'it is not JSON')
  const result = safeParseChatCompletionBySchema(body, options)
  if (result.success) return result.value
  throw result.error instanceof ProviderError ? toProviderError(body, facts) : result.error
}
