import type * as Wire from '@chat-completion/core/wire'
import * as v from 'valibot'
import { unlisted } from './kind.ts'
import { type Edit, fallback, type Place, type Rules } from './repair.ts'
import { dictionary, given, isObject, type JsonObject, literal, number, oneOf, record, type Schema, string, unknown } from './schema.ts'

/** Providers that send `''` mean none (vercel/ai#6663), but the answer to a call must name it. */
const toolCallId: Schema<string> = v.pipe(string, v.nonEmpty())

const common = {
  id: toolCallId,
  index: given(number),
  extra_content: given(dictionary(unknown)),
}

const ToolCallFunctionSchema: Schema<Wire.ToolCallFunction> = record({ name: string, arguments: string })

const ToolCallCustomSchema: Schema<Wire.ToolCallCustom> = record({ name: string, input: string })

export const ChatCompletionMessageFunctionToolCallSchema: Schema<Wire.ChatCompletionMessageFunctionToolCall> = record({
  ...common,
  type: literal('function'),
  function: ToolCallFunctionSchema,
})

export const ChatCompletionMessageCustomToolCallSchema: Schema<Wire.ChatCompletionMessageCustomToolCall> = record({
  ...common,
  type: literal('custom'),
  custom: ToolCallCustomSchema,
})

const UnlistedToolCallSchema: Schema<Wire.UnlistedToolCall> = record({
  id: toolCallId,
  type: unlisted('function', 'custom'),
}, { open: true })

export const ChatCompletionMessageToolCallSchema: Schema<Wire.ChatCompletionMessageToolCall> = oneOf('type', [
  ChatCompletionMessageFunctionToolCallSchema,
  ChatCompletionMessageCustomToolCallSchema,
  UnlistedToolCallSchema,
])

/**
 * The caller must echo the id, so one is made up: from everything known of the call, hence the same for the same input, and
 * another in each turn of a conversation.
 */
function toolCallIdFor({ root, path, parent }: Place): readonly Edit[] {
  const known = JSON.stringify([root.id, root.created, path, parent])
  let hash = 0x811c9dc5 // FNV-1a
  for (let index = 0; index < known.length; index += 1) {
    hash = Math.imul(hash ^ known.charCodeAt(index), 0x01000193)
  }
  return [{ code: 'tool-call-id', value: `call_${(hash >>> 0).toString(16).padStart(8, '0')}` }]
}

function toolCallType({ received, parent }: Place): readonly Edit[] {
  const call = parent as JsonObject
  if (typeof received === 'string' && received !== '') return []
  if (isObject(call.custom)) return [{ code: 'tool-call-type', value: 'custom' }]
  return isObject(call.function) || typeof call.name === 'string' ? [{ code: 'tool-call-type', value: 'function' }] : []
}

/** Some servers put name and arguments on the call itself. */
function toolCallFunction({ received, parent }: Place): readonly Edit[] {
  if (received !== undefined && received !== null) return []
  const { name, arguments: text } = parent as JsonObject
  return typeof name === 'string' ? [{ code: 'flat-tool-call', value: { name, arguments: text } }] : []
}

/** Arguments are text: of those sent as an object, their JSON. */
export function argumentsAsJson({ received }: Place): readonly Edit[] {
  if (typeof received !== 'object' || received === null) return []
  return [{ code: 'arguments-as-json', value: JSON.stringify(received) }]
}

function toolCallArguments(place: Place): readonly Edit[] {
  const { received, parent } = place
  const { parameters } = parent as JsonObject
  if (typeof received === 'object' && received !== null) return argumentsAsJson(place)
  if (isObject(parameters)) return [{ code: 'arguments-from-parameters', value: JSON.stringify(parameters) }]
  return fallback('missing-arguments', '')(place)
}

export const functionCallRules: Rules = {
  name: fallback('missing-tool-name', ''),
  arguments: toolCallArguments,
}

export const toolCallRules: Rules = {
  id: toolCallIdFor,
  type: toolCallType,
  function: { '.': toolCallFunction, ...functionCallRules },
  custom: { name: fallback('missing-tool-name', ''), input: fallback('missing-arguments', '') },
}
