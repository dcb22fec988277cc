import {
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionCreateParams,
  chunkFromWire,
  chunkToWire,
  completionFromWire,
  completionToWire,
  createParamsFromWire,
  createParamsToWire,
  type ErrorBody,
  errorBodyFromWire,
  errorBodyToWire,
} from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import type { Kind } from './detect.ts'

/** How keys are spelled: as they travel (`finish_reason`), or as code uses them (`finishReason`). */
export const forms = ['wire', 'domain'] as const

export type Form = (typeof forms)[number]

/** From one form to the other, whatever it is: nothing is checked. */
interface Codec {
  fromWire(body: unknown): unknown
  toWire(body: unknown): unknown
}

export const codecs: Readonly<Record<Kind, Codec>> = {
  completion: {
    fromWire: (body) => completionFromWire(body as Wire.ChatCompletion),
    toWire: (body) => completionToWire(body as ChatCompletion),
  },
  chunk: {
    fromWire: (body) => chunkFromWire(body as Wire.ChatCompletionChunk),
    toWire: (body) => chunkToWire(body as ChatCompletionChunk),
  },
  request: {
    fromWire: (body) => createParamsFromWire(body as Wire.ChatCompletionCreateParams),
    toWire: (body) => createParamsToWire(body as ChatCompletionCreateParams),
  },
  error: {
    fromWire: (body) => errorBodyFromWire(body as Wire.ErrorBody),
    toWire: (body) => errorBodyToWire(body as ErrorBody),
  },
}

/**
 * How the keys of a body are spelled, told by what the codec would change. One with keys of both kinds is of the wire: a provider's
 * mistake, which parsing names.
 */
export function formOf(kind: Kind, body: unknown): Form {
  const { fromWire, toWire } = codecs[kind]
  return isOther(toWire(body), body) && !isOther(fromWire(body), body) ? 'domain' : 'wire'
}

/** The codec keeps the order of keys. */
function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
