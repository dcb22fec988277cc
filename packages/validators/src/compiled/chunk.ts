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
import { isNumberOrNull, isText, isTextOrNull, mend, misfit, readList } from '../reading.ts'
import { ReasoningDetailSchema } from '../reasoning.ts'
import { readUsage } from './usage.ts'

const restOfToolCallFunction = /* @__PURE__ */ restReader(() => ToolCallFunctionDeltaSchema, '')

/** Reads {@link ToolCallFunctionDeltaSchema}. */
function readToolCallFunction(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const toolCallFunction: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'name':
        if (!isTextOrNull(each)) return misfit
        toolCallFunction.name = each
        break
      case 'arguments':
        if (!isTextOrNull(each)) return misfit
        toolCallFunction.arguments = each
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
  if (!isObject(value)) return misfit
  const toolCall: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'index':
        if (!isNumberOrNull(each)) return misfit
        toolCall.index = each
        break
      case 'id':
        if (!isTextOrNull(each)) return misfit
        toolCall.id = each
        break
      case 'type':
        if (!isTextOrNull(each)) return misfit
        toolCall.type = each
        break
      case 'function': {
        const inner = each === null ? null : readToolCallFunction(each, depth + 1)
        if (inner === misfit) return misfit
        toolCall.function = inner
        break
      }
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
  if (!isObject(value)) return misfit
  const delta: JsonObject = {}

  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'refusal':
        if (!isTextOrNull(each)) return misfit
        delta.refusal = each
        break
      case 'annotations': {
        const inner =
          each === null ? null : readList(each, 'annotations', readerFor(ChatCompletionAnnotationSchema), depth + 1)
        if (inner === misfit) return misfit
        delta.annotations = inner
        break
      }
      case 'reasoning':
        if (!isTextOrNull(each)) return misfit
        delta.reasoning = each
        break
      case 'reasoning_content':
        if (!isTextOrNull(each)) return misfit
        delta.reasoningContent = each
        break
      case 'reasoning_details': {
        const inner =
          each === null ? null : readList(each, 'reasoning_details', readerFor(ReasoningDetailSchema), depth + 1)
        if (inner === misfit) return misfit
        delta.reasoningDetails = inner
        break
      }
      case 'role':
        if (!isTextOrNull(each)) return misfit
        delta.role = each
        break
      case 'content': {
        if (isTextOrNull(each)) delta.content = each
        else {
          const parts = readerFor(ContentSchema)(each, depth + 1)
          if (parts === misfit) return misfit
          delta.contentParts = parts
          delta.content = textOfParts(parts as unknown[])
        }
        break
      }
      case 'tool_calls': {
        const inner = each === null ? null : readList(each, 'tool_calls', readToolCall, depth + 1)
        if (inner === misfit) return misfit
        delta.toolCalls = inner
        break
      }
      default:
        isMore = true
    }
  }

  return isMore ? restOfDelta(value, delta, depth) : delta
}

const restOfChoice = /* @__PURE__ */ restReader(() => ChatCompletionChunkChoiceSchema, 'error')

/** Reads {@link ChatCompletionChunkChoiceSchema}. */
function readChoice(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const choice: JsonObject = { index: 0, delta: {}, finishReason: null }
  let missing = 3
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'index':
        if (!Number.isFinite(each)) return misfit
        choice.index = each
        missing -= 1
        break
      case 'delta': {
        const inner = readDelta(each, depth + 1)
        if (inner === misfit) return misfit
        choice.delta = inner
        missing -= 1
        break
      }
      case 'finish_reason':
        if (!isTextOrNull(each)) return misfit
        choice.finishReason = each
        missing -= 1
        break
      case 'native_finish_reason':
        if (!isTextOrNull(each)) return misfit
        choice.nativeFinishReason = each
        break
      case 'logprobs': {
        const inner = each === null ? null : readerFor(ChatCompletionTokenLogprobsSchema)(each, depth + 1)
        if (inner === misfit) return misfit
        choice.logprobs = inner
        break
      }
      default:
        isMore = true
    }
  }
  if (missing > 0) {
    if (value.finish_reason === undefined) {
      choice.finishReason = mend('missing-finish-reason', 'finish_reason', null)
      missing -= 1
    }
    if (missing > 0) return misfit
  }
  return isMore ? restOfChoice(value, choice, depth) : choice
}

const restOfChatCompletionChunk = /* @__PURE__ */ restReader(
  () => ChatCompletionChunkSchema,
  'metadata moderation openrouter_metadata citations error user_id',
)

/** Reads {@link ChatCompletionChunkSchema}. */
export function readChatCompletionChunk(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const chatCompletionChunk: JsonObject = { id: '', object: '', created: 0, model: '', choices: [] }
  let missing = 5
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'choices': {
        const inner = readList(each, 'choices', readChoice, depth + 1)
        if (inner === misfit) return misfit
        chatCompletionChunk.choices = inner
        missing -= 1
        break
      }
      case 'id':
        if (!isText(each)) return misfit
        chatCompletionChunk.id = each
        missing -= 1
        break
      case 'created':
        if (!Number.isFinite(each)) return misfit
        chatCompletionChunk.created = each
        missing -= 1
        break
      case 'model':
        if (!isText(each)) return misfit
        chatCompletionChunk.model = each
        missing -= 1
        break
      case 'object':
        if (each !== 'chat.completion.chunk') return misfit
        chatCompletionChunk.object = each
        missing -= 1
        break
      case 'usage': {
        const inner = each === null ? null : readUsage(each, depth + 1)
        if (inner === misfit) return misfit
        chatCompletionChunk.usage = inner
        break
      }
      case 'system_fingerprint':
        if (!isTextOrNull(each)) return misfit
        chatCompletionChunk.systemFingerprint = each
        break
      case 'service_tier':
        if (!isTextOrNull(each)) return misfit
        chatCompletionChunk.serviceTier = each
        break
      case 'provider':
        if (!isTextOrNull(each)) return misfit
        chatCompletionChunk.provider = each
        break
      case 'obfuscation':
        if (!isTextOrNull(each)) return misfit
        chatCompletionChunk.obfuscation = each
        break
      default:
        isMore = true
    }
  }
  if (missing > 0) {
    if (value.object === undefined) {
      chatCompletionChunk.object = mend('wrong-object', 'object', 'chat.completion.chunk')
      missing -= 1
    }
    if (missing > 0) return misfit
  }
  return isMore ? restOfChatCompletionChunk(value, chatCompletionChunk, depth) : chatCompletionChunk
}
