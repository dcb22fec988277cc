import type * as Domain from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type * as OpenRouter from '@openrouter/sdk/models'
import type OpenAI from 'openai'
import type { ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions'
import { expectTypeOf, test } from 'vitest'

test('what openai answers is assignable to the wire types', () => {
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletion>().toExtend<Wire.ChatCompletion>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionChunk>().toExtend<Wire.ChatCompletionChunk>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionMessage>().toExtend<Wire.ChatCompletionMessage>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionMessageToolCall>().toExtend<Wire.ChatCompletionMessageToolCall>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionTokenLogprob>().toExtend<Wire.ChatCompletionTokenLogprob>()
  expectTypeOf<OpenAI.CompletionUsage>().toExtend<Wire.CompletionUsage>()
  expectTypeOf<OpenAI.ErrorObject>().toExtend<Wire.ErrorObject>()
})

test('what openai is asked is assignable to the wire types', () => {
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionMessageParam>().toExtend<Wire.ChatCompletionMessageParam>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionContentPart>().toExtend<Wire.ChatCompletionContentPart>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionTool>().toExtend<Wire.ChatCompletionTool>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionToolChoiceOption>().toExtend<Wire.ChatCompletionToolChoiceOption>()
  expectTypeOf<ChatCompletionCreateParamsBase>().toExtend<Wire.ChatCompletionCreateParams>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionCreateParams>().toExtend<Wire.ChatCompletionCreateParams>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming>().toExtend<Wire.ChatCompletionCreateParams>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming>().toExtend<Wire.ChatCompletionCreateParams>()
})

test('ours is wider than openai’s, because it describes all providers', () => {
  expectTypeOf<Wire.ChatCompletion>().not.toExtend<OpenAI.Chat.Completions.ChatCompletion>()
  expectTypeOf<Wire.ChatCompletionCreateParams>().not.toExtend<OpenAI.Chat.Completions.ChatCompletionCreateParams>()
})

/** Their optional keys say `undefined`, which `exactOptionalPropertyTypes`, here on, tells from absent. */
type Given<Value> = Value extends (infer Item)[]
  ? Given<Item>[]
  : Value extends object
    ? { [Key in keyof Value]: Given<Exclude<Value[Key], undefined>> }
    : Value

test('parts of what @openrouter/sdk answers are assignable to the domain types', () => {
  expectTypeOf<Given<OpenRouter.ChatUsage>>().toExtend<Domain.CompletionUsage>()
  expectTypeOf<Given<OpenRouter.ChatTokenLogprobs>>().toExtend<Domain.ChatCompletionTokenLogprobs>()
  expectTypeOf<Given<OpenRouter.ChatToolCall>>().toExtend<Domain.ChatCompletionMessageToolCall>()
  expectTypeOf<Given<OpenRouter.ChatStreamToolCall>>().toExtend<Domain.ChatCompletionChunkChoiceDeltaToolCall>()
  expectTypeOf<Given<OpenRouter.ChatStreamChunkError>>().toExtend<Domain.ErrorObject>()
})

test('messages of @openrouter/sdk differ in content and reasoning details alone', () => {
  type Message = Given<OpenRouter.ChatAssistantMessage>
  expectTypeOf<
    Omit<Message, 'content' | 'reasoningDetails'> & { content: null }
  >().toExtend<Domain.ChatCompletionMessage>()
  expectTypeOf<Message['content']>().not.toExtend<Domain.ChatCompletionMessage['content']>()
  expectTypeOf<Message['reasoningDetails']>().not.toExtend<Domain.ChatCompletionMessage['reasoningDetails']>()
})
