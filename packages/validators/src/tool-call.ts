import type * as Wire from '@chat-completion/core/wire'
import { isObject } from './json.ts'
import { type Edit, fallback, type Place, type Rules, take } from './repair.ts'
import { dictionary, leaf, literal, number, oneOf, record, type Schema, string, unknown } from './schema.ts'

/** Providers that send `''` mean none (vercel/ai#6663), but the answer to a call must name it. */
const toolCallId: Schema<string> = leaf('string', (id) => typeof id === 'string' && id !== '', 'non-empty string')

const extras = {
  index: number,
  extra_content: dictionary(unknown),
}

const ToolCallFunctionSchema: Schema<Wire.ToolCallFunction> = record({ name: string, arguments: string })

const ToolCallCustomSchema: Schema<Wire.ToolCallCustom> = record({ name: string, input: string })

export const ChatCompletionMessageFunctionToolCallSchema: Schema<Wire.ChatCompletionMessageFunctionToolCall> = record(
  { id: toolCallId, type: literal('function'), function: ToolCallFunctionSchema },
  extras,
)

export const ChatCompletionMessageCustomToolCallSchema: Schema<Wire.ChatCompletionMessageCustomToolCall> = record(
  { id: toolCallId, type: literal('custom'), custom: ToolCallCustomSchema },
  extras,
)

export const ChatCompletionMessageToolCallSchema: Schema<Wire.ChatCompletionMessageToolCall> = oneOf(
  'type',
  [ChatCompletionMessageFunctionToolCallSchema, ChatCompletionMessageCustomToolCallSchema],
  record({ id: toolCallId }),
)

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
  return take('tool-call-id', `call_${(hash >>> 0).toString(16)}`)
}

function toolCallType({ received, parent }: Place): readonly Edit[] | undefined {
  const kind = ['function', 'custom'].find((key) => isObject(parent[key]))
  return !received && kind ? take('tool-call-type', kind) : undefined
}

/** Arguments are text: of those sent as an object, their JSON. */
export function argumentsAsJson({ received }: Place): readonly Edit[] | undefined {
  return typeof received === 'object' && received !== null
    ? take('arguments-as-json', JSON.stringify(received))
    : undefined
}

function toolCallArguments(place: Place): readonly Edit[] | undefined {
  const { parameters } = place.parent
  if ((place.received ?? null) === null && isObject(parameters)) {
    return take('arguments-from-parameters', JSON.stringify(parameters))
  }
  return argumentsAsJson(place) ?? fallback('missing-arguments', '')(place)
}

export const functionCallRules: Rules = {
  name: fallback('missing-tool-name', ''),
  arguments: toolCallArguments,
}

export const toolCallRules: Rules = {
  id: toolCallIdFor,
  type: toolCallType,
  function: { '.': fallback('missing-tool-name', { name: '', arguments: '' }), ...functionCallRules },
  custom: { name: fallback('missing-tool-name', ''), input: fallback('missing-arguments', '') },
}
