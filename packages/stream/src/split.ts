import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionChunkChoiceDelta,
  ChatCompletionChunkChoiceDeltaToolCall,
  ChatCompletionMessageToolCall,
} from '@chat-completion/core'
import { escapedDelta } from './choice.ts'

/** How to cut a text: after each word, each character, every so many characters, or by a function whose pieces make up the text. */
export type SplitBy = 'word' | 'character' | number | ((text: string) => readonly string[])

export interface ToChunksOptions {
  /** `'word'` by default, which is close to what models send. */
  readonly by?: SplitBy
}

/** What a chunk's choice adds, apart from its index. */
type Step = Partial<Omit<ChatCompletionChunkChoice, 'delta'>> & { readonly delta: ChatCompletionChunkChoiceDelta }

type Split = (text: string) => readonly string[]

/**
 * Turns a completion into the chunks of a stream that would give it: the exact inverse of accumulating them, but for the `index`
 * of tool calls, which deltas need and completions drop.
 *
 * A choice begins with its role, then come its reasoning, its text, its tool calls, and in the end its finish reason; the choices
 * take turns. What else the completion has comes with the last of them, and the usage after it, in a chunk without choices.
 *
 * @param completion Its choices have different indices.
 * @throws {RangeError} `by` is a number below 1, or a function whose pieces do not make up the text.
 *
 * @example
 * ```ts
 * import { toChunks } from '@chat-completion/stream'
 *
 * toChunks(completion, { by: 3 }).map((chunk) => chunk.choices[0]?.delta.content ?? '').filter(Boolean)
 * //=> ['Par', 'is']
 * ```
 */
export function toChunks(completion: ChatCompletion, { by = 'word' }: ToChunksOptions = {}): ChatCompletionChunk[] {
  const split = splitter(by)
  const { id, object, created, model, choices, systemFingerprint, serviceTier, provider, usage, ...rest } = completion
  const base = {
    id,
    object: 'chat.completion.chunk' as const,
    created,
    model,
    ...(systemFingerprint !== undefined && { systemFingerprint }),
    ...(serviceTier !== undefined && { serviceTier }),
    ...(provider !== undefined && { provider }),
  }
  const stepsOf = choices.map((choice) => ({ index: choice.index, steps: [...choiceSteps(choice, split)] }))
  const chunks: ChatCompletionChunk[] = []
  for (let turn = 0; stepsOf.some(({ steps }) => turn < steps.length); turn += 1) {
    for (const { index, steps } of stepsOf) {
      const step = steps[turn]
      if (step) chunks.push({ ...base, choices: [{ index, finishReason: null, ...step }] })
    }
  }
  const last = chunks.pop()
  if (!last) return [{ ...base, choices: [], ...rest, ...(usage !== undefined && { usage }) }]
  // Beside choices, because a chunk with an error and without choices is the error alone.
  chunks.push({ ...last, ...rest })
  if (usage !== undefined) chunks.push({ ...base, choices: [], usage })
  return chunks
}

/** A completion as a single chunk. */
export function toWholeChunk({ choices, object, ...rest }: ChatCompletion): ChatCompletionChunk {
  return {
    ...rest,
    object: 'chat.completion.chunk',
    choices: choices.map(({ message, index, finishReason, ...others }) => ({
      index,
      delta: {
        ...message,
        ...(message.toolCalls && {
          toolCalls: message.toolCalls.map((call, position) => ({ ...call, index: position })),
        }),
      } as ChatCompletionChunkChoiceDelta,
      finishReason,
      ...escaped(others),
    })),
  }
}

function splitter(by: SplitBy): Split {
  if (by === 'word') return (text) => text.match(/\s*\S+|\s+$/g) ?? []
  if (typeof by === 'function') return (text) => checkedPieces(by, text)
  const size = by === 'character' ? 1 : Math.floor(by)
  if (!(size >= 1)) throw new RangeError(`Cannot split by ${by}: expected 1 or more characters`)
  return (text) => {
    const characters = [...text]
    const pieces: string[] = []
    for (let at = 0; at < characters.length; at += size) pieces.push(characters.slice(at, at + size).join(''))
    return pieces
  }
}

function checkedPieces(by: (text: string) => readonly string[], text: string): readonly string[] {
  const pieces = text === '' ? [] : by(text)
  if (pieces.join('') !== text) throw new RangeError('Cannot split a text: the pieces do not make it up')
  return pieces
}

/** Message keys that are text and nothing else: sent piece by piece, in the order in which models produce them. */
const texts = ['reasoning', 'reasoningContent', 'refusal'] as const

function* choiceSteps(choice: ChatCompletionChoice, split: Split): Generator<Step> {
  const { index, message, finishReason, logprobs, ...others } = choice
  const { role, content, contentParts, toolCalls, functionCall, ...rest } = message
  const spoken = texts.filter((key) => rest[key])
  // What is null or empty has no pieces: it comes with the role.
  const begin: ChatCompletionChunkChoiceDelta = { role }
  for (const key of texts) if (rest[key] !== undefined && !rest[key]) begin[key] = rest[key]
  if (contentParts === undefined) begin.content = content === null ? null : ''
  if (toolCalls !== undefined && !toolCalls?.length) begin.toolCalls = toolCalls
  if (functionCall === null) begin.functionCall = functionCall
  yield { delta: begin }
  for (const key of spoken) for (const piece of split(rest[key] ?? '')) yield { delta: { [key]: piece } }
  for (const key of texts) delete rest[key]
  if (contentParts !== undefined) yield { delta: { content, contentParts } }
  const { spread, left } = contentSteps(contentParts === undefined ? (content ?? '') : '', logprobs, split)
  yield* spread
  if (Object.keys(rest).length > 0) yield { delta: rest as ChatCompletionChunkChoiceDelta }
  for (const [position, call] of (toolCalls ?? []).entries()) yield* toolCallSteps(call, position, split)
  if (functionCall) {
    yield { delta: { functionCall: { ...functionCall, arguments: '' } } }
    for (const piece of split(functionCall.arguments)) yield { delta: { functionCall: { arguments: piece } } }
  }
  yield { delta: {}, finishReason, ...(left !== undefined && { logprobs: left }), ...escaped(others) }
}

/** The pieces of a text, each with the log probabilities of its tokens where they make up the text; `left`: the others. */
function contentSteps(
  text: string,
  logprobs: ChatCompletionChoice['logprobs'],
  split: Split,
): { spread: Step[]; left: ChatCompletionChoice['logprobs'] } {
  const pieces = split(text)
  const tokens = logprobs?.content ?? []
  if (tokens.length === 0 || tokens.map(({ token }) => token).join('') !== text) {
    return { spread: pieces.map((content) => ({ delta: { content } })), left: logprobs }
  }
  let [end, start, next] = [0, 0, 0]
  const spread = pieces.map((piece) => {
    end += piece.length
    const first = next
    for (let token = tokens[next]; token && start < end; token = tokens[next]) {
      start += token.token.length
      next += 1
    }
    return { delta: { content: piece }, ...(next > first && { logprobs: { content: tokens.slice(first, next) } }) }
  })
  return { spread, left: { ...logprobs, content: tokens.slice(next) } }
}

function toolCallSteps(call: ChatCompletionMessageToolCall, index: number, split: Split): Step[] {
  const step = (fragment: object): Step => ({
    delta: { toolCalls: [{ ...fragment, index } as ChatCompletionChunkChoiceDeltaToolCall] },
  })
  const { function: called, custom } = call as ChatCompletionChunkChoiceDeltaToolCall
  const hasArguments = typeof called?.arguments === 'string'
  const hasInput = typeof custom?.input === 'string'
  return [
    step({
      ...call,
      ...(hasArguments && { function: { ...called, arguments: '' } }),
      ...(hasInput && { custom: { ...custom, input: '' } }),
    }),
    ...(hasArguments ? split(called.arguments ?? '') : []).map((piece) => step({ function: { arguments: piece } })),
    ...(hasInput ? split(custom.input ?? '') : []).map((piece) => step({ custom: { input: piece } })),
  ]
}

/** A completion's own key `delta` (Perplexity repeats the message there) would be taken for the chunk's. */
function escaped(others: object): object {
  const { delta, ...rest } = others as { readonly delta?: unknown }
  return delta === undefined ? rest : { ...rest, [escapedDelta]: delta }
}
