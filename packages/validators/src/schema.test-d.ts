import type * as Wire from '@chat-completion/core/wire'
import type { InferOutput } from 'valibot'
import { expectTypeOf, test } from 'vitest'
import type { ChatCompletionChunkSchema } from './chunk-schema.ts'
import type { ChatCompletionSchema } from './completion-schema.ts'
import type { ChatCompletionCreateParamsSchema } from './request.ts'
import { list, literal, number, record, type Schema, string } from './schema.ts'

test('a schema is of exactly its type', () => {
  expectTypeOf<InferOutput<typeof ChatCompletionSchema>>().toEqualTypeOf<Wire.ChatCompletion>()
  expectTypeOf<InferOutput<typeof ChatCompletionChunkSchema>>().toEqualTypeOf<Wire.ChatCompletionChunk>()
  expectTypeOf<InferOutput<typeof ChatCompletionCreateParamsSchema>>().toEqualTypeOf<Wire.ChatCompletionCreateParams>()
  const exact: Schema<Wire.ImageUrl> = record(() => [{ url: string }, { detail: string }])
  expectTypeOf(exact).toEqualTypeOf<Schema<Wire.ImageUrl>>()
})

/** Takes a schema of exactly `Value`. */
declare function exactly<Value>(schema: Schema<Value>): void

test('a schema that forgets, invents or mistypes a key does not compile', () => {
  // @ts-expect-error forgotten
  exactly<Wire.ImageUrl>(record(() => [{ url: string }]))
  // @ts-expect-error invented
  exactly<Wire.ImageUrl>(record(() => [{ url: string }, { detail: string, alt: string }]))
  // @ts-expect-error mistyped
  exactly<Wire.ImageUrl>(record(() => [{ url: string }, { detail: number }]))
  // @ts-expect-error narrower than the type
  exactly<Wire.ImageUrl>(record(() => [{ url: literal('https://example.com/') }, { detail: string }]))
  // @ts-expect-error optional where the type requires it
  exactly<Wire.ImageUrl>(record(() => [{}, { url: string, detail: string }]))
  // @ts-expect-error required where the type does not
  exactly<Wire.ImageUrl>(record(() => [{ url: string, detail: string }]))
  exactly<{ images: Wire.ImageUrl[] }>(
    // @ts-expect-error narrower, further down
    record(() => [{ images: list(record(() => [{ url: literal('a') }, { detail: string }])) }]),
  )
})
