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
import { keyReaderFor, readerFor } from '../read.ts'
import { mend, misfit, number, numberOrNull, only, readList, text, textOrNull } from '../reading.ts'
import { ReasoningDetailSchema } from '../reasoning.ts'
import { readUsage } from './usage.ts'

/** Reads {@link ToolCallFunctionDeltaSchema}. */
function readToolCallFunction(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const toolCallFunction: JsonObject = {}

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
        keyReaderFor(ToolCallFunctionDeltaSchema)(toolCallFunction, key, each, depth)
    }
  }

  return toolCallFunction
}

/** Reads {@link ChatCompletionChunkChoiceDeltaToolCallSchema}. */
function readToolCall(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const toolCall: JsonObject = {}

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
        keyReaderFor(ChatCompletionChunkChoiceDeltaToolCallSchema)(toolCall, key, each, depth)
    }
  }

  return toolCall
}

/** Reads {@link ChatCompletionChunkChoiceDeltaSchema}. */
function readDelta(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const delta: JsonObject = {}

  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'refusal':
        delta.refusal = textOrNull(each)
        break
      case 'annotations':
        delta.annotations =
          each === null ? each : readList('annotations', readerFor(ChatCompletionAnnotationSchema), each, depth)
        break
      case 'reasoning':
        delta.reasoning = textOrNull(each)
        break
      case 'reasoning_content':
        delta.reasoningContent = textOrNull(each)
        break
      case 'reasoning_details':
        delta.reasoningDetails =
          each === null ? each : readList('reasoning_details', readerFor(ReasoningDetailSchema), each, depth)
        break
      case 'role':
        delta.role = textOrNull(each)
        break
      case 'content':
        if (Array.isArray(each)) {
          delta.contentParts = readerFor(ContentSchema)(each, depth + 1)
          delta.content = textOfParts(each)
        } else delta.content = textOrNull(each)
        break
      case 'tool_calls':
        delta.toolCalls = each === null ? each : readList('tool_calls', readToolCall, each, depth)
        break
      default:
        keyReaderFor(ChatCompletionChunkChoiceDeltaSchema)(delta, key, each, depth)
    }
  }

  return delta
}

/** Reads {@link ChatCompletionChunkChoiceSchema}. */
function readChoice(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const choice: JsonObject = { index: 0, delta: null, finishReason: null }
  let missing = 3
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
        choice.logprobs = each === null ? each : readerFor(ChatCompletionTokenLogprobsSchema)(each, depth + 1)
        break
      default:
        keyReaderFor(ChatCompletionChunkChoiceSchema)(choice, key, each, depth)
    }
  }
  if (missing > 0 && value.finish_reason === undefined) {
    choice.finishReason = mend('missing-finish-reason', 'finish_reason', null)
    missing -= 1
  }
  if (missing > 0) misfit()
  return choice
}

/** Reads {@link ChatCompletionChunkSchema}. */
export function readChatCompletionChunk(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const chatCompletionChunk: JsonObject = { id: '', object: '', created: 0, model: '', choices: null }
  let missing = 5
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'choices':
        chatCompletionChunk.choices = readList('choices', readChoice, each, depth)
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
        keyReaderFor(ChatCompletionChunkSchema)(chatCompletionChunk, key, each, depth)
    }
  }
  if (missing > 0 && value.object === undefined) {
    chatCompletionChunk.object = mend('wrong-object', 'object', 'chat.completion.chunk')
    missing -= 1
  }
  if (missing > 0) misfit()
  return chatCompletionChunk
}
