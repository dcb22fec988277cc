import { randomUUID } from 'node:crypto'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from '@chat-completion/core'
import { ProviderError } from '@chat-completion/core'
import { chatCompletion } from '@chat-completion/fixtures'
import type { AnswerContext } from '@chat-completion/http'
import { toChunks } from '@chat-completion/stream'

export const modelName = 'obedient-1'

/** Says what it is told to, word by word, as long as somebody listens. A word is a token. */
export async function* obedientModel(
  params: ChatCompletionCreateParams,
  { signal }: Pick<AnswerContext, 'signal'>,
): AsyncGenerator<ChatCompletionChunk, void, undefined> {
  if (params.model !== modelName) {
    throw new ProviderError(`There is no model "${params.model}"`, { status: 404, providerCode: 'model_not_found' })
  }
  const chunks = toChunks(answerTo(params))
  for (const chunk of chunks) {
    if (chunks.length > 100) await setTimeout(1, undefined, { signal })
    else await setImmediate()
    yield chunk
  }
}

function answerTo(params: ChatCompletionCreateParams): ChatCompletion {
  const { n, stop, maxTokens, maxCompletionTokens, tools, messages } = params
  const id = `chatcmpl-${randomUUID()}`
  if (tools?.length && messages.at(-1)?.role !== 'tool') {
    const calls = [{ id: 'call_1', function: { name: 'get_weather', arguments: '{"city":"Paris","unit":"celsius"}' } }]
    return chatCompletion.build({ id, model: modelName, choices: [{ message: { toolCalls: calls } }] })
  }
  const [end] = [stop ?? []].flat()
  const said = textFor(messages.at(-1)).split(end ?? /$^/)[0] ?? ''
  const words = said.match(/\S+\s*/g) ?? []
  const limit = maxCompletionTokens ?? maxTokens ?? Number.POSITIVE_INFINITY
  const isCut = words.length > limit
  const content = words.slice(0, limit).join('')
  return chatCompletion.build({
    id,
    model: modelName,
    choices: Array.from({ length: n ?? 1 }, () => ({ message: { content }, finishReason: isCut ? 'length' : 'stop' })),
  })
}

function textFor(message: ChatCompletionCreateParams['messages'][number] | undefined): string {
  const { content } = message ?? {}
  const question =
    typeof content === 'string' ? content : (content ?? []).map((part) => ('text' in part ? part.text : '')).join('')
  if (message?.role === 'tool') return 'It is warm in Paris.'
  const count = /^Count from 1 to (\d+)/.exec(question)?.[1]
  if (count) return Array.from({ length: Number(count) }, (_, place) => `${place + 1}`).join(', ')
  return /: (.*)$/s.exec(question)?.[1] ?? question
}
