import {
  type ChatCompletion,
  type ChatCompletionChoice,
  type ChatCompletionCreateParams,
  type ChatCompletionMessage,
  type ChatCompletionMessageToolCall,
  type ChatCompletionTokenLogprobs,
  type ChatCompletionTool,
  type CompletionUsage,
  type FinishReason,
  isFunctionToolCall,
  type ParsedCustomToolCall,
  type ReasoningDetail,
  toMessageParam,
  type UnlistedType,
} from '@chat-completion/core'
import { expectTypeOf, test } from 'vitest'

declare module '@chat-completion/core' {
  // Of no consequence to the other type tests, which share this program.
  interface ParsedCustomToolCall {
    server?: string
  }
}

test('the examples of the model documents compile', () => {
  const completion: ChatCompletion = {
    id: '<id>',
    choices: [],
    created: 6764.71,
    model: 'Altima',
    object: 'chat.completion',
  }
  const choice: ChatCompletionChoice = {
    finishReason: 'stop',
    index: 7209.22,
    message: { role: 'assistant', content: '<value>', refusal: '<value>' },
  }
  const usage: CompletionUsage = { completionTokens: 3945.12, promptTokens: 7037.32, totalTokens: 1194.53 }
  const logprobs: ChatCompletionTokenLogprobs = {
    content: null,
    refusal: [
      {
        token: '<value>',
        logprob: 3926.44,
        bytes: [],
        topLogprobs: [{ token: '<value>', logprob: 9278.78, bytes: [8074.62, 4190.25] }],
      },
    ],
  }
  expectTypeOf({ ...completion, choices: [{ ...choice, logprobs }], usage }).toExtend<ChatCompletion>()
})

test('a finish reason is open, and keeps its words for the editor', () => {
  expectTypeOf<'eos_token'>().toExtend<FinishReason>()
  expectTypeOf<Extract<FinishReason, 'tool_calls'>>().toEqualTypeOf<'tool_calls'>()
})

test('unions narrow on the kinds they list', () => {
  const call = {} as ChatCompletionMessageToolCall
  if (call.type === 'function') expectTypeOf(call.function.arguments).toEqualTypeOf<string>()
  if (call.type === 'custom') expectTypeOf(call.custom.input).toEqualTypeOf<string>()
  if (isFunctionToolCall(call)) expectTypeOf(call.function.name).toEqualTypeOf<string>()
  expectTypeOf(call.id).toEqualTypeOf<string>()
  const detail = {} as ReasoningDetail
  if (detail.type === 'reasoning.summary') expectTypeOf(detail.summary).toEqualTypeOf<string>()
})

test('a kind that is not listed takes a cast, and a typo does not compile', () => {
  expectTypeOf({ type: 'browser_search' as string as UnlistedType }).toExtend<ChatCompletionTool>()
  // @ts-expect-error `functoin`
  const tool: ChatCompletionTool = { type: 'functoin', function: { name: 'f' } }
  // @ts-expect-error `temprature`
  const params: ChatCompletionCreateParams = { messages: [], temprature: 1 }
  expectTypeOf([tool, params]).toBeObject()
})

test('an answer fits into messages without a cast', () => {
  const message = {} as ChatCompletionMessage
  const params: ChatCompletionCreateParams = { messages: [toMessageParam(message), { role: 'user', content: 'And?' }] }
  expectTypeOf(params).toExtend<ChatCompletionCreateParams>()
})

test('users type unknown keys by interface merging', () => {
  expectTypeOf<ParsedCustomToolCall['server']>().toEqualTypeOf<string | undefined>()
})
