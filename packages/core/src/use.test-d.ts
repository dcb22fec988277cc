import {
  type ChatCompletionAllowedToolChoice,
  type ChatCompletionAnnotation,
  type ChatCompletionAssistantMessageParam,
  type ChatCompletionChoice,
  type ChatCompletionContentPart,
  type ChatCompletionContentPartImage,
  type ChatCompletionContentPartText,
  type ChatCompletionContentPartThinking,
  type ChatCompletionCreateParams,
  type ChatCompletionCustomTool,
  type ChatCompletionError,
  type ChatCompletionFileAnnotation,
  type ChatCompletionFunctionTool,
  type ChatCompletionMessage,
  type ChatCompletionMessageCustomToolCall,
  type ChatCompletionMessageFunctionToolCall,
  type ChatCompletionMessageParam,
  type ChatCompletionMessageToolCall,
  type ChatCompletionModeration,
  type ChatCompletionNamedToolChoice,
  type ChatCompletionResponseFormat,
  type ChatCompletionTool,
  type ChatCompletionToolChoiceOption,
  type ChatCompletionToolMessageParam,
  type ChatCompletionUrlCitationAnnotation,
  type FinishReason,
  isCustomToolCall,
  isFunctionToolCall,
  type ModerationError,
  type ModerationResults,
  type ParsedToolCall,
  ProviderError,
  type ReasoningDetail,
  type ReasoningDetailServerToolCall,
  type ReasoningDetailSummary,
  type ReasoningDetailText,
  type ResponseFormatGrammar,
  type ResponseFormatJsonSchema,
  toMessageParam,
  type UnlistedReasoningDetail,
  type UnlistedToolCall,
  type UnlistedType,
  ValidationError,
} from '@chat-completion/core'
import { expectTypeOf, test } from 'vitest'

/** A value of a type, for the compiler. */
declare function a<Value>(): Value

test('a finish reason is open, and keeps its words for the editor', () => {
  expectTypeOf<'eos_token'>().toExtend<FinishReason>()
  expectTypeOf<string>().toExtend<FinishReason>()
  expectTypeOf<Extract<FinishReason, 'tool_calls'>>().toEqualTypeOf<'tool_calls'>()
  expectTypeOf<ChatCompletionChoice['finishReason']>().toEqualTypeOf<FinishReason | null>()
})

test('tool calls narrow by type', () => {
  const call = a<ChatCompletionMessageToolCall>()
  expectTypeOf(call.id).toEqualTypeOf<string>()
  if (call.type === 'function') expectTypeOf(call).toEqualTypeOf<ChatCompletionMessageFunctionToolCall>()
  else if (call.type === 'custom') expectTypeOf(call).toEqualTypeOf<ChatCompletionMessageCustomToolCall>()
  else expectTypeOf(call).toEqualTypeOf<UnlistedToolCall>()
})

test('tool calls narrow by guards', () => {
  const call = a<ChatCompletionMessageToolCall>()
  if (isFunctionToolCall(call)) expectTypeOf(call).toEqualTypeOf<ChatCompletionMessageFunctionToolCall>()
  if (isCustomToolCall(call)) expectTypeOf(call).toEqualTypeOf<ChatCompletionMessageCustomToolCall>()
  const functions = a<ChatCompletionMessageToolCall[]>().filter(isFunctionToolCall)
  expectTypeOf(functions).toEqualTypeOf<ChatCompletionMessageFunctionToolCall[]>()
})

test('parsed tool calls narrow by type', () => {
  const call = a<ParsedToolCall>()
  if (call.type === 'function') expectTypeOf(call.arguments).toEqualTypeOf<unknown>()
  else expectTypeOf(call.input).toEqualTypeOf<string>()
})

test('content parts narrow by type', () => {
  const part = a<ChatCompletionContentPart>()
  if (part.type === 'text') expectTypeOf(part).toEqualTypeOf<ChatCompletionContentPartText>()
  if (part.type === 'image_url') expectTypeOf(part).toEqualTypeOf<ChatCompletionContentPartImage>()
  if (part.type === 'input_audio') expectTypeOf(part.inputAudio.format).toExtend<string>()
  if (part.type === 'file') expectTypeOf(part.file.filename).toEqualTypeOf<string | null | undefined>()
  if (part.type === 'input_video') expectTypeOf(part.videoUrl.url).toEqualTypeOf<string>()
  if (part.type === 'refusal') expectTypeOf(part.refusal).toEqualTypeOf<string>()
  if (part.type === 'thinking') expectTypeOf(part).toEqualTypeOf<ChatCompletionContentPartThinking>()
})

test('annotations narrow by type', () => {
  const annotation = a<ChatCompletionAnnotation>()
  if (annotation.type === 'url_citation') expectTypeOf(annotation).toEqualTypeOf<ChatCompletionUrlCitationAnnotation>()
  if (annotation.type === 'file') expectTypeOf(annotation).toEqualTypeOf<ChatCompletionFileAnnotation>()
})

test('reasoning details narrow by type', () => {
  const detail = a<ReasoningDetail>()
  if (detail.type === 'reasoning.text') expectTypeOf(detail).toEqualTypeOf<ReasoningDetailText>()
  else if (detail.type === 'reasoning.summary') expectTypeOf(detail).toEqualTypeOf<ReasoningDetailSummary>()
  else if (detail.type === 'reasoning.encrypted') expectTypeOf(detail.data).toEqualTypeOf<string>()
  else if (detail.type === 'reasoning.server_tool_call')
    expectTypeOf(detail).toEqualTypeOf<ReasoningDetailServerToolCall>()
  else expectTypeOf(detail).toEqualTypeOf<UnlistedReasoningDetail>()
})

test('tools and tool choices narrow by type', () => {
  const tool = a<ChatCompletionTool>()
  if (tool.type === 'function') expectTypeOf(tool).toEqualTypeOf<ChatCompletionFunctionTool>()
  if (tool.type === 'custom') expectTypeOf(tool).toEqualTypeOf<ChatCompletionCustomTool>()
  const choice = a<ChatCompletionToolChoiceOption>()
  if (typeof choice === 'string') expectTypeOf(choice).toEqualTypeOf<'none' | 'auto' | 'required' | 'any'>()
  else if (choice.type === 'function') expectTypeOf(choice).toEqualTypeOf<ChatCompletionNamedToolChoice>()
  else if (choice.type === 'allowed_tools') expectTypeOf(choice).toEqualTypeOf<ChatCompletionAllowedToolChoice>()
})

test('response formats narrow by type', () => {
  const format = a<ChatCompletionResponseFormat>()
  if (format.type === 'json_schema') expectTypeOf(format).toEqualTypeOf<ResponseFormatJsonSchema>()
  if (format.type === 'grammar') expectTypeOf(format).toEqualTypeOf<ResponseFormatGrammar>()
})

test('moderation narrows by type', () => {
  const { input } = a<ChatCompletionModeration>()
  if (input.type === 'error') expectTypeOf(input).toEqualTypeOf<ModerationError>()
  else expectTypeOf(input).toEqualTypeOf<ModerationResults>()
})

test('messages of a request narrow by role', () => {
  const message = a<ChatCompletionMessageParam>()
  if (message.role === 'assistant') expectTypeOf(message).toEqualTypeOf<ChatCompletionAssistantMessageParam>()
  if (message.role === 'tool') expectTypeOf(message).toEqualTypeOf<ChatCompletionToolMessageParam>()
})

test('a tool that OpenRouter runs takes no cast', () => {
  const tool: ChatCompletionTool = { type: 'openrouter:web_search', parameters: { max_results: 3 } }
  expectTypeOf(tool).toExtend<ChatCompletionTool>()
})

test('a kind that is not listed takes a cast', () => {
  const type = 'tomorrow' as string as UnlistedType
  expectTypeOf({ type }).toExtend<ChatCompletionTool>()
  expectTypeOf({ type }).toExtend<ChatCompletionContentPart>()
  expectTypeOf({ type }).toExtend<ChatCompletionAnnotation>()
  expectTypeOf({ type }).toExtend<ReasoningDetail>()
  expectTypeOf({ type }).toExtend<ChatCompletionResponseFormat>()
  expectTypeOf({ type, id: 'call_1' }).toExtend<ChatCompletionMessageToolCall>()
})

test('a typo does not compile', () => {
  // @ts-expect-error `functoin`
  const tool: ChatCompletionTool = { type: 'functoin', function: { name: 'f' } }
  // @ts-expect-error `temprature`
  const params: ChatCompletionCreateParams = { messages: [], temprature: 1 }
  // @ts-expect-error `max_tokens`: the domain is in camelCase
  const wire: ChatCompletionCreateParams = { messages: [], max_tokens: 1 }
  // @ts-expect-error `asistant`
  const message: ChatCompletionMessageParam = { role: 'asistant', content: 'Paris' }
  expectTypeOf([tool, params, wire, message]).toBeObject()
})

test('an answer fits into messages without a cast', () => {
  const answer = toMessageParam(a<ChatCompletionMessage>())
  const params: ChatCompletionCreateParams = { messages: [answer, { role: 'user', content: 'And of Spain?' }] }
  expectTypeOf(params).toExtend<ChatCompletionCreateParams>()
})

test('an error’s code says which error it is', () => {
  const error = a<ChatCompletionError>()
  switch (error.code) {
    case 'provider':
    case 'invalid-json':
    case 'invalid-shape':
    case 'no-completion':
    case 'limit':
    case 'stream-failed':
    case 'stream-truncated':
    case 'timeout':
    case 'aborted':
    case 'disconnected':
    case 'connection':
      break
    default:
      expectTypeOf(error.code).toEqualTypeOf<never>()
  }
  if (error instanceof ProviderError) expectTypeOf(error.code).toEqualTypeOf<'provider'>()
  if (error instanceof ValidationError) expectTypeOf(error.code).toEqualTypeOf<'invalid-shape'>()
})
