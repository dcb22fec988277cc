import type * as Wire from '@chat-completion/core/wire'
import { isObject, type JsonObject } from './json.ts'

/** What providers say of an error, in the places of OpenAI's and OpenRouter's envelope. */
export interface Failure {
  /** The provider's own text; undefined where it gives none. */
  readonly message: string | undefined
  readonly code: string | number | null
  readonly type: string | null
  readonly param: string | null
  readonly metadata: JsonObject | null
}

/**
 * Finds what a body says of an error: an envelope, or one of the shapes that providers use in its place.
 *
 * @returns Undefined where the body is no error.
 */
export function failureIn(body: unknown): Failure | undefined {
  if (typeof body === 'string') return body.trim() === '' ? undefined : failure(body)
  if (Array.isArray(body)) return firstOf(body) // Gemini
  if (!isObject(body)) return undefined
  return inEnvelope(body) ?? withoutEnvelope(body)
}

/** Under `error`: an object, a text (Hugging Face, xAI, Venice) or a list of them. */
function inEnvelope(body: JsonObject): Failure | undefined {
  const { error } = body
  if (isObject(error)) {
    const inner = withoutEnvelope(error) ?? inEnvelope(error) ?? failure(undefined, error)
    // Gemini's `status` is a word, and the word is the type.
    return { ...inner, type: inner.type ?? text(error.status) ?? null }
  }
  if (text(error) !== undefined) return { ...failure(text(error), body), type: text(body.error_type) ?? null }
  return Array.isArray(error) ? firstOf(error) : undefined
}

/** Where providers that have no envelope put the text of the error, in the order it is looked for. */
const messageKeys = [
  'message', // Mistral, doubleword, Cohere, Amazon Bedrock
  'error_msg', // Baidu
  'msg',
  'detail', // FastAPI: vLLM, SGLang, NVIDIA
]

function withoutEnvelope(body: JsonObject): Failure | undefined {
  for (const key of messageKeys) {
    const message = text(body[key]) ?? nestedText(body[key])
    if (message !== undefined) return failure(message, body)
  }
  return Array.isArray(body.errors) ? firstOf(body.errors) : undefined // Cloudflare, watsonx
}

function firstOf(errors: readonly unknown[]): Failure | undefined {
  const texts = errors.filter((error) => typeof error === 'string')
  if (texts.length > 0) return failure(texts.join('\n'))
  const first = errors.find(isObject)
  return first && (inEnvelope(first) ?? withoutEnvelope(first))
}

/** FastAPI puts its list of invalid fields, some gateways a whole error, where the text should be. */
function nestedText(value: unknown): string | undefined {
  if (Array.isArray(value) ? value.length === 0 : !isObject(value)) return undefined
  const nested = isObject(value) ? (inEnvelope(value) ?? withoutEnvelope(value)) : undefined
  return nested?.message ?? JSON.stringify(value)
}

function failure(message: string | undefined, source: JsonObject = {}): Failure {
  const { code, error_code, metadata } = source
  return {
    message,
    code: [code, error_code].find(isCode) ?? null,
    type: text(source.type) ?? null,
    param: text(source.param) ?? null,
    metadata: isObject(metadata) ? metadata : null,
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isCode(value: unknown): value is string | number {
  return Number.isFinite(value) || text(value) !== undefined
}

/** A failure as an envelope holds it. */
export function toErrorObject({ message = '', ...rest }: Partial<Failure> = {}): Wire.ErrorObject {
  return { message, ...rest }
}
