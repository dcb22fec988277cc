import { ChatCompletionError } from './chat-completion-error.ts'
import { findChoice } from './choice-of.ts'
import type { ChatCompletion } from './completion.ts'
import type { ChatCompletionMessageFunctionToolCall, ChatCompletionMessageToolCall } from './tool-call.ts'

/** A tool call ready to be made. */
export type ParsedToolCall = ParsedFunctionToolCall | ParsedCustomToolCall

export interface ParsedFunctionToolCall {
  readonly type: 'function'
  readonly id: string
  readonly name: string
  /** The arguments, parsed; undefined where {@link error} says why not. Not checked against the tool's schema. */
  readonly arguments: unknown
  /** The arguments as the model wrote them. */
  readonly rawArguments: string
  /** `invalid-json` where the arguments are not JSON. */
  readonly error: ChatCompletionError | null
}

export interface ParsedCustomToolCall {
  readonly type: 'custom'
  readonly id: string
  readonly name: string
  readonly input: string
}

/**
 * The function and custom tool calls of a completion's first choice, arguments parsed.
 *
 * Empty arguments read as `{}`, which is how models call a function without parameters. Calls of a kind this library does
 * not list read as function calls where they carry a function; the others are in `message.toolCalls` only.
 *
 * @param index Which choice, the first by default.
 * @returns The calls in order, `[]` where there are none. Never throws.
 *
 * @example
 * ```ts
 * import { toolCallsOf } from '@chat-completion/core'
 *
 * toolCallsOf(completion)
 * //=> []
 * ```
 */
export function toolCallsOf(completion: ChatCompletion, index = 0): ParsedToolCall[] {
  const parsed: ParsedToolCall[] = []
  for (const call of findChoice(completion, index)?.message.toolCalls ?? []) {
    if (hasFunction(call)) parsed.push(parseFunctionToolCall(call))
    else if (call.type === 'custom') {
      parsed.push({ type: 'custom', id: call.id, name: call.custom.name, input: call.custom.input })
    }
  }
  return parsed
}

/** Providers have kinds of their own that carry a function, such as Moonshot's `builtin_function`. */
function hasFunction(call: ChatCompletionMessageToolCall): call is ChatCompletionMessageFunctionToolCall {
  const { function: called } = call as Partial<ChatCompletionMessageFunctionToolCall>
  return typeof called?.name === 'string' && typeof called.arguments === 'string'
}

function parseFunctionToolCall(call: ChatCompletionMessageFunctionToolCall): ParsedFunctionToolCall {
  const { name, arguments: rawArguments } = call.function
  const base = { type: 'function', id: call.id, name, rawArguments } as const
  if (rawArguments.trim() === '') return { ...base, arguments: {}, error: null }
  try {
    return { ...base, arguments: JSON.parse(rawArguments), error: null }
  } catch (cause) {
    const message = `Cannot parse the arguments of tool call "${call.id}" to "${name}" as JSON: ${rawArguments.length} characters that are not JSON`
    return { ...base, arguments: undefined, error: new ChatCompletionError('invalid-json', message, { cause }) }
  }
}

/**
 * Whether the first choice calls a tool: by its content, because providers say `stop` beside calls and `tool_calls` without
 * any (anomalyco/opencode#14973, anomalyco/opencode#5139).
 *
 * @param index Which choice, the first by default.
 *
 * @example
 * ```ts
 * import { hasToolCalls } from '@chat-completion/core'
 *
 * hasToolCalls(completion)
 * //=> false
 * ```
 */
export function hasToolCalls(completion: ChatCompletion, index = 0): boolean {
  return (findChoice(completion, index)?.message.toolCalls ?? []).length > 0
}
