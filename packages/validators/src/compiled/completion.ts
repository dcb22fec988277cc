// Written by scripts/compiled-readers.ts from the schemas: change those, then run `pnpm pages --write`.

import { textOfParts } from '@chat-completion/core'
import { ChatCompletionAnnotationSchema } from '../annotation.ts'
import { ChatCompletionChoiceSchema } from '../choice.ts'
import { ChatCompletionSchema } from '../completion-schema.ts'
import { isObject, type JsonObject } from '../json.ts'
import { ChatCompletionTokenLogprobsSchema } from '../logprobs.ts'
import { ChatCompletionMessageSchema, ContentSchema } from '../message.ts'
import { readerFor, restReader } from '../read.ts'
import { isNumberOrNull, isText, isTextOrNull, mend, misfit, readList, tally, within } from '../reading.ts'
import { ReasoningDetailSchema } from '../reasoning.ts'
import { ChatCompletionMessageFunctionToolCallSchema, ToolCallFunctionSchema } from '../tool-call.ts'
import { readUsage } from './usage.ts'

const restOfToolCallFunction = /* @__PURE__ */ restReader(() => ToolCallFunctionSchema, '')

/** Reads {@link ToolCallFunctionSchema}. */
function readToolCallFunction(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const toolCallFunction: JsonObject = { name: '', arguments: '' }
  let missing = 2
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'name':
        if (!isText(each)) return misfit
        toolCallFunction.name = each
        missing -= 1
        break
      case 'arguments':
        if (!isText(each)) return misfit
        toolCallFunction.arguments = each
        missing -= 1
        break
      default:
        isMore = true
    }
  }
  if (missing > 0) return misfit
  return isMore ? restOfToolCallFunction(value, toolCallFunction, depth) : toolCallFunction
}

const restOfToolCall = /* @__PURE__ */ restReader(() => ChatCompletionMessageFunctionToolCallSchema, 'extra_content')

/** Reads {@link ChatCompletionMessageFunctionToolCallSchema}. */
function readToolCall(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const toolCall: JsonObject = { id: '', type: '', function: {} }
  let missing = 3
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'id':
        if (!(isText(each) && each !== '')) return misfit
        toolCall.id = each
        missing -= 1
        break
      case 'type':
        if (each !== 'function') return misfit
        toolCall.type = each
        missing -= 1
        break
      case 'function': {
        const inner = readToolCallFunction(each, depth + 1)
        if (inner === misfit) return misfit
        toolCall.function = inner
        missing -= 1
        break
      }
      case 'index':
        if (!isNumberOrNull(each)) return misfit
        toolCall.index = each
        break
      default:
        isMore = true
    }
  }
  if (missing > 0) return misfit
  return isMore ? restOfToolCall(value, toolCall, depth) : toolCall
}

const restOfMessage = /* @__PURE__ */ restReader(
  () => ChatCompletionMessageSchema,
  'audio images name model function_call',
)

/** Reads {@link ChatCompletionMessageSchema}. */
function readMessage(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const message: JsonObject = { role: '', content: null }
  let missing = 2
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'role':
        if (each !== 'assistant') return misfit
        message.role = each
        missing -= 1
        break
      case 'content': {
        if (isTextOrNull(each)) message.content = each
        else {
          const parts = readerFor(ContentSchema)(each, depth + 1)
          if (parts === misfit) return misfit
          message.contentParts = parts
          message.content = textOfParts(parts as unknown[])
        }
        missing -= 1
        break
      }
      case 'refusal':
        if (!isTextOrNull(each)) return misfit
        message.refusal = each
        break
      case 'annotations': {
        const inner =
          each === null ? null : readList(each, 'annotations', readerFor(ChatCompletionAnnotationSchema), depth + 1)
        if (inner === misfit) return misfit
        message.annotations = inner
        break
      }
      case 'reasoning':
        if (!isTextOrNull(each)) return misfit
        message.reasoning = each
        break
      case 'reasoning_content':
        if (!isTextOrNull(each)) return misfit
        message.reasoningContent = each
        break
      case 'reasoning_details': {
        const inner =
          each === null ? null : readList(each, 'reasoning_details', readerFor(ReasoningDetailSchema), depth + 1)
        if (inner === misfit) return misfit
        message.reasoningDetails = inner
        break
      }
      case 'tool_calls': {
        const inner = each === null ? null : readList(each, 'tool_calls', readToolCall, depth + 1)
        if (inner === misfit) return misfit
        message.toolCalls = inner
        break
      }
      default:
        isMore = true
    }
  }
  if (missing > 0) {
    if (value.content === undefined) {
      message.content = mend('missing-content', 'content', null)
      missing -= 1
    }
    if (missing > 0) return misfit
  }
  return isMore ? restOfMessage(value, message, depth) : message
}

const restOfChoice = /* @__PURE__ */ restReader(() => ChatCompletionChoiceSchema, 'error')

/** Reads {@link ChatCompletionChoiceSchema}. */
function readChoice(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const choice: JsonObject = { index: 0, message: {}, finishReason: null }
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
      case 'message': {
        const before = tally.mends.length
        const inner = readMessage(each, depth + 1)
        if (inner === misfit) return misfit
        choice.message = inner
        within('message', before)
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
  if (missing > 0) return misfit
  return isMore ? restOfChoice(value, choice, depth) : choice
}

const restOfChatCompletion = /* @__PURE__ */ restReader(
  () => ChatCompletionSchema,
  'metadata moderation openrouter_metadata citations error user_id',
)

/** Reads {@link ChatCompletionSchema}. */
export function readChatCompletion(value: unknown, depth: number): unknown {
  if (!isObject(value)) return misfit
  const chatCompletion: JsonObject = { id: '', object: '', created: 0, model: '', choices: [] }
  let missing = 5
  let isMore = false
  for (const key in value) {
    const each = value[key]
    switch (key) {
      case 'choices': {
        const inner = readList(each, 'choices', readChoice, depth + 1)
        if (inner === misfit) return misfit
        chatCompletion.choices = inner
        missing -= 1
        break
      }
      case 'id':
        if (!isText(each)) return misfit
        chatCompletion.id = each
        missing -= 1
        break
      case 'created':
        if (!Number.isFinite(each)) return misfit
        chatCompletion.created = each
        missing -= 1
        break
      case 'model':
        if (!isText(each)) return misfit
        chatCompletion.model = each
        missing -= 1
        break
      case 'object':
        if (each !== 'chat.completion') return misfit
        chatCompletion.object = each
        missing -= 1
        break
      case 'usage': {
        const inner = each === null ? null : readUsage(each, depth + 1)
        if (inner === misfit) return misfit
        chatCompletion.usage = inner
        break
      }
      case 'system_fingerprint':
        if (!isTextOrNull(each)) return misfit
        chatCompletion.systemFingerprint = each
        break
      case 'service_tier':
        if (!isTextOrNull(each)) return misfit
        chatCompletion.serviceTier = each
        break
      case 'provider':
        if (!isTextOrNull(each)) return misfit
        chatCompletion.provider = each
        break
      default:
        isMore = true
    }
  }
  if (missing > 0) {
    if (value.created === undefined) {
      chatCompletion.created = mend('missing-created', 'created', 0)
      missing -= 1
    }
    if (value.object === undefined) {
      chatCompletion.object = mend('wrong-object', 'object', 'chat.completion')
      missing -= 1
    }
    if (missing > 0) return misfit
  }
  return isMore ? restOfChatCompletion(value, chatCompletion, depth) : chatCompletion
}
