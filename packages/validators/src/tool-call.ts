import type * as Wire from '@chat-completion/core/wire'
import { isObject } from './json.ts'
import { type Edit, fallback, itemRule, type Place, type Rules, take } from './repair.ts'
import { dictionary, leaf, literal, number, oneOf, record, type Schema, string, unknown } from './schema.ts'

/** Providers that send `''` mean none (vercel/ai#6663), but the answer to a call must name it. */
const toolCallId: Schema<string> = leaf('string', (id) => typeof id === 'string' && id !== '', 'non-empty string')

const extras = {
  index: number,
  extra_content: dictionary(unknown),
}

export const ToolCallFunctionSchema: Schema<Wire.ToolCallFunction> = record(() => [{ name: string, arguments: string }])

const ToolCallCustomSchema: Schema<Wire.ToolCallCustom> = record(() => [{ name: string, input: string }])

export const ChatCompletionMessageFunctionToolCallSchema: Schema<Wire.ChatCompletionMessageFunctionToolCall> = record(
  () => [{ id: toolCallId, type: literal('function'), function: ToolCallFunctionSchema }, extras],
)

export const ChatCompletionMessageCustomToolCallSchema: Schema<Wire.ChatCompletionMessageCustomToolCall> = record(
  () => [{ id: toolCallId, type: literal('custom'), custom: ToolCallCustomSchema }, extras],
)

export const ChatCompletionMessageToolCallSchema: Schema<Wire.ChatCompletionMessageToolCall> = oneOf(
  'type',
  () => [ChatCompletionMessageFunctionToolCallSchema, ChatCompletionMessageCustomToolCallSchema],
  record(() => [{ id: toolCallId }, extras]),
)

/**
 * The id for a tool call that came without one: the caller must echo it, so one is made up, of the answer's own id (or time) and
 * the call's place in it. It is the same for the same input, another in each turn of a conversation, and stays below the 40
 * characters that OpenAI takes back.
 *
 * @param positions Of the choice and of the call in it.
 *
 * @example
 * ```ts
 * import { toolCallIdFor } from '@chat-completion/validators'
 *
 * toolCallIdFor({ id: 'chatcmpl-1' }, [0, 1])
 * //=> 'call_chatcmpl-1_0_1'
 * ```
 */
export function toolCallIdFor(
  answer: { readonly id?: unknown; readonly created?: unknown },
  positions: readonly unknown[],
): string {
  return ['call', String(answer.id || answer.created || '').slice(-20), ...positions].join('_')
}

function toolCallType({ parent }: Place): readonly Edit[] {
  return take('tool-call-type', isObject(parent.custom) ? 'custom' : 'function')
}

/** Arguments are text: of those sent as an object, their JSON. */
export function argumentsRule(place: Place): readonly Edit[] | undefined {
  const { received } = place
  return typeof received === 'object' && received !== null
    ? take('arguments-as-json', JSON.stringify(received))
    : fallback('missing-arguments', '')(place)
}

export const functionCallRules: Rules = {
  name: fallback('missing-tool-name', ''),
  arguments: argumentsRule,
}

export const toolCallRules: Rules = {
  '.': itemRule,
  id: ({ root, path }) => take('tool-call-id', toolCallIdFor(root, path.filter(Number.isInteger))),
  type: toolCallType,
  function: { '.': fallback('missing-tool-name', { name: '', arguments: '' }), ...functionCallRules },
  custom: {
    '.': fallback('missing-tool-name', { name: '', input: '' }),
    name: fallback('missing-tool-name', ''),
    input: fallback('missing-arguments', ''),
  },
}
