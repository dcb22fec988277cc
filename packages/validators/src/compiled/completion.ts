// Written by scripts/compiled-readers.ts from the schemas: change those, then run `pnpm pages --write`.

import { textOfParts } from '@chat-completion/core'
import { ChatCompletionAnnotationSchema } from '../annotation.ts'
import { ChatCompletionChoiceSchema } from '../choice.ts'
import { ChatCompletionSchema } from '../completion-schema.ts'
import { isObject, type JsonObject } from '../json.ts'
import { ChatCompletionTokenLogprobsSchema } from '../logprobs.ts'
import { ChatCompletionMessageSchema, ContentSchema } from '../message.ts'
import { keyReaderFor, readerFor } from '../read.ts'
import { below, mend, misfit, number, numberOrNull, only, readList, someText, text, textOrNull } from '../reading.ts'
import { ReasoningDetailSchema } from '../reasoning.ts'
import { ChatCompletionMessageFunctionToolCallSchema, ToolCallFunctionSchema } from '../tool-call.ts'
import { readUsage } from './usage.ts'

/** Reads {@link ToolCallFunctionSchema}. */
function readToolCallFunction(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const toolCallFunction: JsonObject = { name: '', arguments: '' }
  let missing = 2
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'name':
        toolCallFunction.name = text(each)
        missing -= 1
        break
      case 'arguments':
        toolCallFunction.arguments = text(each)
        missing -= 1
        break
      default:
        keyReaderFor(ToolCallFunctionSchema)(toolCallFunction, key, each, depth)
    }
  }
  if (missing > 0) misfit()
  return toolCallFunction
}

/** Reads {@link ChatCompletionMessageFunctionToolCallSchema}. */
function readToolCall(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const toolCall: JsonObject = { id: '', type: '', function: null }
  let missing = 3
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'id':
        toolCall.id = someText(each)
        missing -= 1
        break
      case 'type':
        toolCall.type = only('function', each)
        missing -= 1
        break
      case 'function':
        toolCall.function = readToolCallFunction(each, depth + 1)
        missing -= 1
        break
      case 'index':
        toolCall.index = numberOrNull(each)
        break
      default:
        keyReaderFor(ChatCompletionMessageFunctionToolCallSchema)(toolCall, key, each, depth)
    }
  }
  if (missing > 0) misfit()
  return toolCall
}

/** Reads {@link ChatCompletionMessageSchema}. */
function readMessage(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const message: JsonObject = { role: '', content: null }
  let missing = 2
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'role':
        message.role = only('assistant', each)
        missing -= 1
        break
      case 'content':
        if (Array.isArray(each)) {
          message.contentParts = readerFor(ContentSchema)(each, depth + 1)
          message.content = textOfParts(each)
        } else message.content = textOrNull(each)
        missing -= 1
        break
      case 'refusal':
        message.refusal = textOrNull(each)
        break
      case 'annotations':
        message.annotations =
          each === null ? each : readList('annotations', readerFor(ChatCompletionAnnotationSchema), each, depth)
        break
      case 'reasoning':
        message.reasoning = textOrNull(each)
        break
      case 'reasoning_content':
        message.reasoningContent = textOrNull(each)
        break
      case 'reasoning_details':
        message.reasoningDetails =
          each === null ? each : readList('reasoning_details', readerFor(ReasoningDetailSchema), each, depth)
        break
      case 'tool_calls':
        message.toolCalls = each === null ? each : readList('tool_calls', readToolCall, each, depth)
        break
      default:
        keyReaderFor(ChatCompletionMessageSchema)(message, key, each, depth)
    }
  }
  if (missing > 0 && value.content === undefined) {
    message.content = mend('missing-content', 'content', null)
    missing -= 1
  }
  if (missing > 0) misfit()
  return message
}

/** Reads {@link ChatCompletionChoiceSchema}. */
function readChoice(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const choice: JsonObject = { index: 0, message: null, finishReason: null }
  let missing = 3
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'index':
        choice.index = number(each)
        missing -= 1
        break
      case 'message':
        choice.message = below('message', readMessage, each, depth)
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
        keyReaderFor(ChatCompletionChoiceSchema)(choice, key, each, depth)
    }
  }
  if (missing > 0) misfit()
  return choice
}

/** Reads {@link ChatCompletionSchema}. */
export function readChatCompletion(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit()
  const chatCompletion: JsonObject = { id: '', object: '', created: 0, model: '', choices: null }
  let missing = 5
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'choices':
        chatCompletion.choices = readList('choices', readChoice, each, depth)
        missing -= 1
        break
      case 'id':
        chatCompletion.id = text(each)
        missing -= 1
        break
      case 'created':
        chatCompletion.created = number(each)
        missing -= 1
        break
      case 'model':
        chatCompletion.model = text(each)
        missing -= 1
        break
      case 'object':
        chatCompletion.object = only('chat.completion', each)
        missing -= 1
        break
      case 'usage':
        chatCompletion.usage = each === null ? each : readUsage(each, depth + 1)
        break
      case 'system_fingerprint':
        chatCompletion.systemFingerprint = textOrNull(each)
        break
      case 'service_tier':
        chatCompletion.serviceTier = textOrNull(each)
        break
      case 'provider':
        chatCompletion.provider = textOrNull(each)
        break
      default:
        keyReaderFor(ChatCompletionSchema)(chatCompletion, key, each, depth)
    }
  }
  if (missing > 0 && value.created === undefined) {
    chatCompletion.created = mend('missing-created', 'created', 0)
    missing -= 1
  }
  if (missing > 0 && value.object === undefined) {
    chatCompletion.object = mend('wrong-object', 'object', 'chat.completion')
    missing -= 1
  }
  if (missing > 0) misfit()
  return chatCompletion
}
