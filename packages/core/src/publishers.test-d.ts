import type * as Wire from '@chat-completion/core/wire'
import type OpenAI from 'openai'
import { expectTypeOf, test } from 'vitest'

test('what openai sends and takes is assignable to the wire types', () => {
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletion>().toExtend<Wire.ChatCompletion>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionChunk>().toExtend<Wire.ChatCompletionChunk>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionMessage>().toExtend<Wire.ChatCompletionMessage>()
  expectTypeOf<OpenAI.CompletionUsage>().toExtend<Wire.CompletionUsage>()
  expectTypeOf<OpenAI.ErrorObject>().toExtend<Wire.ErrorObject>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionMessageParam>().toExtend<Wire.ChatCompletionMessageParam>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionTool>().toExtend<Wire.ChatCompletionTool>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionToolChoiceOption>().toExtend<Wire.ChatCompletionToolChoiceOption>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionCreateParams>().toExtend<Wire.ChatCompletionCreateParams>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming>().toExtend<Wire.ChatCompletionCreateParams>()
  expectTypeOf<OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming>().toExtend<Wire.ChatCompletionCreateParams>()
})
