// Written by scripts/compiled-readers.ts from the schemas: change those, then run `pnpm pages --write`.

import { textOfParts } from '@chat-completion/core'
import { ChatCompletionAnnotationSchema } from '../annotation.ts'
import {
  ChatCompletionChunkChoiceDeltaSchema,
  ChatCompletionChunkChoiceDeltaToolCallSchema,
  ChatCompletionChunkChoiceSchema,
  ChatCompletionChunkSchema,
  ToolCallFunctionDeltaSchema,
} from '../chunk-schema.ts'
import { isObject, type JsonObject } from '../json.ts'
import { ChatCompletionTokenLogprobsSchema } from '../logprobs.ts'
import { ContentSchema } from '../message.ts'
import { readerFor, restReader } from '../read.ts'
import { given, mend, misfit, number, numberOrNull, only, readList, tally, text, textOrNull } from '../reading.ts'
import { ReasoningDetailSchema } from '../reasoning.ts'
import { readUsage } from './usage.ts'

const restOfToolCallFunction = /* @__PURE__ */ restReader(() => ToolCallFunctionDeltaSchema, '')

/** Reads {@link ToolCallFunctionDeltaSchema}. */
function readToolCallFunction(value: unknown, depth: number): unknown {
  if (!isObject(value)) return given(misfit)
  const toolCallFunction: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'name':
        toolCallFunction.name = textOrNull(each)
        break
      case 'arguments':
        toolCallFunction.arguments = textOrNull(each)
        break
      default:
        isMore = true
    }
  }

  return isMore ? restOfToolCallFunction(value, toolCallFunction, depth) : toolCallFunction
}

const restOfToolCall = /* @__PURE__ */ restReader(
  () => ChatCompletionChunkChoiceDeltaToolCallSchema,
  'custom extra_content',
)

/** Reads {@link ChatCompletionChunkChoiceDeltaToolCallSchema}. */
function readToolCall(value: unknown, depth: number): unknown {
  if (!isObject(value)) return given(misfit)
  const toolCall: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'index':
        toolCall.index = numberOrNull(each)
        break
      case 'id':
        toolCall.id = textOrNull(each)
        break
      case 'type':
        toolCall.type = textOrNull(each)
        break
      case 'function':
        toolCall.function = each === null ? each : readToolCallFunction(each, depth + 1)
        break
      default:
        isMore = true
    }
  }

  return isMore ? restOfToolCall(value, toolCall, depth) : toolCall
}

const restOfDelta = /* @__PURE__ */ restReader(
  () => ChatCompletionChunkChoiceDeltaSchema,
  'audio images name model function_call',
)

/** Reads {@link ChatCompletionChunkChoiceDeltaSchema}. */
function readDelta(value: unknown, depth: number): unknown {
  if (!isObject(value)) return given(misfit)
  const delta: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'refusal':
        delta.refusal = textOrNull(each)
        break
      case 'annotations':
        delta.annotations =
          each === null ? each : readList(each, 'annotations', readerFor(ChatCompletionAnnotationSchema), depth + 1)
        break
      case 'reasoning':
        delta.reasoning = textOrNull(each)
        break
      case 'reasoning_content':
        delta.reasoningContent = textOrNull(each)
        break
      case 'reasoning_details':
        delta.reasoningDetails =
          each === null ? each : readList(each, 'reasoning_details', readerFor(ReasoningDetailSchema), depth + 1)
        break
      case 'role':
        delta.role = textOrNull(each)
        break
      case 'content':
        if (Array.isArray(each)) {
          delta.contentParts = given(readerFor(ContentSchema)(each, depth + 1))
          delta.content = textOfParts(each)
        } else delta.content = textOrNull(each)
        break
      case 'tool_calls':
        delta.toolCalls = each === null ? each : readList(each, 'tool_calls', readToolCall, depth + 1)
        break
      default:
        isMore = true
    }
  }

  return isMore ? restOfDelta(value, delta, depth) : delta
}

const restOfChoice = /* @__PURE__ */ restReader(() => ChatCompletionChunkChoiceSchema, 'error')

/** Reads {@link ChatCompletionChunkChoiceSchema}. */
function readChoice(value: unknown, depth: number): unknown {
  if (!isObject(value)) return given(misfit)
  const choice: JsonObject = { index: 0, delta: null, finishReason: null }
  let missing = 3
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'index':
        choice.index = number(each)
        missing -= 1
        break
      case 'delta':
        choice.delta = readDelta(each, depth + 1)
        missing -= 1
        break
      case 'finish_reason':
        choice.finishReason = textOrNull(each)
        missing -= 1
        break
      case 'native_finish_reason':
        choice.nativeFinishReason = textOrNull(each)
        break
      case 'logprobs':
        choice.logprobs = each === null ? each : given(readerFor(ChatCompletionTokenLogprobsSchema)(each, depth + 1))
        break
      default:
        isMore = true
    }
  }
  if (missing > 0 && value.finish_reason === undefined) {
    choice.finishReason = mend('missing-finish-reason', 'finish_reason', null)
    missing -= 1
  }
  if (missing > 0) tally.isFit = false
  return isMore ? restOfChoice(value, choice, depth) : choice
}

const restOfChatCompletionChunk = /* @__PURE__ */ restReader(
  () => ChatCompletionChunkSchema,
  'metadata moderation openrouter_metadata citations error user_id',
)

/** Reads {@link ChatCompletionChunkSchema}. */
export function readChatCompletionChunk(value: unknown, depth: number): unknown {
  if (!isObject(value)) return given(misfit)
  const chatCompletionChunk: JsonObject = { id: '', object: '', created: 0, model: '', choices: null }
  let missing = 5
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'choices':
        chatCompletionChunk.choices = readList(each, 'choices', readChoice, depth + 1)
        missing -= 1
        break
      case 'id':
        chatCompletionChunk.id = text(each)
        missing -= 1
        break
      case 'created':
        chatCompletionChunk.created = number(each)
        missing -= 1
        break
      case 'model':
        chatCompletionChunk.model = text(each)
        missing -= 1
        break
      case 'object':
        chatCompletionChunk.object = only('chat.completion.chunk', each)
        missing -= 1
        break
      case 'usage':
        chatCompletionChunk.usage = each === null ? each : readUsage(each, depth + 1)
        break
      case 'system_fingerprint':
        chatCompletionChunk.systemFingerprint = textOrNull(each)
        break
      case 'service_tier':
        chatCompletionChunk.serviceTier = textOrNull(each)
        break
      case 'provider':
        chatCompletionChunk.provider = textOrNull(each)
        break
      case 'obfuscation':
        chatCompletionChunk.obfuscation = textOrNull(each)
        break
      default:
        isMore = true
    }
  }
  if (missing > 0 && value.object === undefined) {
    chatCompletionChunk.object = mend('wrong-object', 'object', 'chat.completion.chunk')
    missing -= 1
  }
  if (missing > 0) tally.isFit = false
  return isMore ? restOfChatCompletionChunk(value, chatCompletionChunk, depth) : chatCompletionChunk
}
