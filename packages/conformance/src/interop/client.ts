import { fetchSlowRecord, type SlowRecord } from './scenarios.ts'

/** A client that others wrote, as it is, and the plain facts it gives. */
export interface Client {
  readonly name: string
  /** @param model `chat`, `stream` or `text`: the answer that the server makes one body of. */
  chat(baseUrl: string, model: string): Promise<AnswerFacts>
  /** @param model The same, as a stream. */
  stream(baseUrl: string, model: string): Promise<StreamFacts>
  /** @param model `tools` or `tools-streamed`. The results are sent back, and `text` is the answer to them. */
  tools(baseUrl: string, model: string): Promise<ToolFacts>
  toolsStream(baseUrl: string, model: string): Promise<ToolFacts>
  error(baseUrl: string, status: number): Promise<ErrorFacts>
  /** The same for a client that wanted a stream. */
  streamError(baseUrl: string, status: number): Promise<ErrorFacts>
  midStreamError(baseUrl: string): Promise<MidStreamFacts>
  /** Of a stream. */
  abort(baseUrl: string): Promise<AbortFacts>
  /** Of an answer that is to come as a whole. */
  abortWhole(baseUrl: string): Promise<AbortFacts>
}

export interface UsageFacts {
  readonly prompt: number | undefined
  readonly completion: number | undefined
  readonly total: number | undefined
  readonly cached: number | undefined
  readonly reasoning: number | undefined
}

export interface AnswerFacts {
  readonly text: string
  /** Null where the client drops it. */
  readonly reasoning: string | null
  readonly usage: UsageFacts | null
  readonly finishReason: string | null | undefined
}

interface StreamFacts extends AnswerFacts {
  /** How many pieces of text came. */
  readonly deltas: number
}

export interface ToolFacts {
  readonly calls: readonly { readonly id: string; readonly name: string; readonly args: unknown }[]
  readonly finishReason: string | null | undefined
  readonly text: string
}

export interface ErrorFacts {
  /** Of its class. */
  readonly name: string
  readonly status: number | undefined
  readonly message: string
  readonly code?: unknown
  readonly type?: unknown
  readonly param?: unknown
  readonly requestId?: unknown
}

export interface MidStreamFacts {
  /** What came before it. */
  readonly text: string
  readonly error: ErrorFacts | null
}

export interface AbortFacts {
  /** How many deltas came before; none of an answer that is to come as a whole. */
  readonly deltas: number
  /** The class of what the client threw, null where it just ended. */
  readonly error: string | null
  /** How long after the abort the server's generator ended, in milliseconds. */
  readonly stoppedAfter: number
  /** How long after the abort it still gave something, in milliseconds; negative where it did not. */
  readonly lastDeltaAfter: number
  readonly isSignalled: boolean
}

export const prompt = 'What is the capital of France?'
export const toolPrompt = 'What are the weather and the time in Paris?'
export const apiKey = 'sk-right'

interface ToolParameters {
  type: 'object'
  properties: Record<string, { type: 'string' | 'integer' }>
  required: string[]
}

export const parameters: Readonly<Record<string, ToolParameters>> = {
  weather: {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer' }, note: { type: 'string' } },
    required: ['city'],
  },
  time: { type: 'object', properties: { zone: { type: 'string' } }, required: ['zone'] },
}

interface ToolDefinition {
  type: 'function'
  function: { name: string; description: string; parameters: { [key: string]: unknown } }
}

export const functions: ToolDefinition[] = Object.entries(parameters).map(([name, schema]) => ({
  type: 'function',
  function: { name, description: `Tells the ${name}`, parameters: { ...schema } },
}))

export function user(content: string): { role: 'user'; content: string } {
  return { role: 'user', content }
}

export function stringIn(holder: unknown, key: string): string | null {
  const value: unknown = Object(holder)[key]
  return typeof value === 'string' ? value : null
}

/** The facts of what it throws. */
export async function caught(act: () => PromiseLike<unknown>): Promise<ErrorFacts> {
  try {
    await act()
  } catch (error) {
    return errorFacts(error)
  }
  throw new Error('Nothing was thrown')
}

export function errorFacts(error: unknown): ErrorFacts {
  const { status, statusCode, code, type, param, requestID, message } = Object(error)
  return { name: nameOf(error), status: status ?? statusCode, message, code, type, param, requestId: requestID }
}

function nameOf(error: unknown): string {
  const { name } = Object(error)
  return name === undefined || name === 'Error' ? Object(error).constructor.name : name
}

export async function* texts<Piece>(
  stream: AsyncIterable<Piece>,
  read: (piece: Piece) => string | null | undefined,
): AsyncGenerator<string> {
  for await (const piece of stream) {
    const text = read(piece)
    if (text) yield text
  }
}

export async function readUntilError<Piece>(
  stream: AsyncIterable<Piece>,
  read: (piece: Piece) => string | null | undefined,
): Promise<MidStreamFacts> {
  let text = ''
  try {
    for await (const piece of texts(stream, read)) text += piece
  } catch (error) {
    return { text, error: errorFacts(error) }
  }
  return { text, error: null }
}

const deltasBeforeAbort = 3
const patience = 3_000

/** Aborts after three deltas, and asks the server what became of its generator. */
export async function aborted(
  baseUrl: string,
  open: (id: string, signal: AbortSignal) => Promise<AsyncIterable<string>>,
): Promise<AbortFacts> {
  const id = `slow ${crypto.randomUUID()}`
  const controller = new AbortController()
  let [deltas, abortedAt, error] = [0, 0, null as string | null]
  try {
    for await (const _ of await open(id, controller.signal)) {
      if (controller.signal.aborted) continue
      deltas += 1
      if (deltas < deltasBeforeAbort) continue
      abortedAt = Date.now()
      controller.abort()
    }
  } catch (reason) {
    error = nameOf(reason)
  }
  return abortFacts(baseUrl, id, { deltas, error, abortedAt })
}

/** Aborts once the server's generator has given three deltas. */
export async function abortedWhole(
  baseUrl: string,
  send: (id: string, signal: AbortSignal) => PromiseLike<unknown>,
): Promise<AbortFacts> {
  // Deno 2.9 notices small requests only: of no more than 512 bytes.
  const id = `slow ${crypto.randomUUID()} ${'x'.repeat(1_000)}`
  const controller = new AbortController()
  const outcome = caught(() => send(id, controller.signal))
  await recordWhere(baseUrl, id, ({ deltas }) => deltas >= deltasBeforeAbort)
  const abortedAt = Date.now()
  controller.abort()
  return abortFacts(baseUrl, id, { deltas: 0, error: (await outcome).name, abortedAt })
}

async function abortFacts(
  baseUrl: string,
  id: string,
  { deltas, error, abortedAt }: { deltas: number; error: string | null; abortedAt: number },
): Promise<AbortFacts> {
  const record = await recordWhere(baseUrl, id, ({ stopped }) => stopped !== undefined)
  return {
    deltas,
    error,
    stoppedAfter: (record?.stopped ?? Number.POSITIVE_INFINITY) - abortedAt,
    lastDeltaAfter: (record?.lastDelta ?? 0) - abortedAt,
    isSignalled: record?.signalled !== undefined,
  }
}

/** Waits for a record that is so, though not for ever. */
async function recordWhere(
  baseUrl: string,
  id: string,
  isSo: (record: SlowRecord) => boolean,
): Promise<SlowRecord | null> {
  for (const start = Date.now(); ; ) {
    const record = await fetchSlowRecord(baseUrl, id)
    if ((record && isSo(record)) || Date.now() - start > patience) return record
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
