import type * as Domain from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import { expectTypeOf, test } from 'vitest'

type DomainName<Key> = Key extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<DomainName<Tail>>}` : Key

/** A wire type in the domain's spelling. Keys of records are not spelled: they are the user's or the provider's. */
type InDomain<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends (infer Item)[]
    ? InDomain<Item>[]
    : Value extends object
      ? string extends keyof Value
        ? Value
        : { [Key in keyof Value as DomainName<Key>]: InDomain<Value[Key]> }
      : Value

type Plain<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends (infer Item)[]
    ? Plain<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Plain<Value[Key]> }
      : Value

/** Where the domain splits content into text and parts, both families are compared without. */
type WithoutContent<Value> = Omit<Value, 'content' | 'contentParts'>

test('the domain types are the wire types in another spelling', () => {
  expectTypeOf<InDomain<Wire.CompletionUsage>>().toEqualTypeOf<Plain<Domain.CompletionUsage>>()
  expectTypeOf<InDomain<Wire.ChatCompletionTokenLogprobs>>().toEqualTypeOf<Plain<Domain.ChatCompletionTokenLogprobs>>()
  expectTypeOf<InDomain<Wire.ChatCompletionContentPart>>().toEqualTypeOf<Plain<Domain.ChatCompletionContentPart>>()
  expectTypeOf<InDomain<Wire.ChatCompletionAnnotation>>().toEqualTypeOf<Plain<Domain.ChatCompletionAnnotation>>()
  expectTypeOf<InDomain<Wire.ChatCompletionMessageToolCall>>().toEqualTypeOf<
    Plain<Domain.ChatCompletionMessageToolCall>
  >()
  expectTypeOf<InDomain<Wire.ReasoningDetail>>().toEqualTypeOf<Plain<Domain.ReasoningDetail>>()
  expectTypeOf<InDomain<Wire.ChatCompletionModeration>>().toEqualTypeOf<Plain<Domain.ChatCompletionModeration>>()
  expectTypeOf<InDomain<Wire.OpenRouterMetadata>>().toEqualTypeOf<Plain<Domain.OpenRouterMetadata>>()
  expectTypeOf<InDomain<Wire.ErrorBody>>().toEqualTypeOf<Plain<Domain.ErrorBody>>()
  expectTypeOf<InDomain<Wire.ChatCompletionTool>>().toEqualTypeOf<Plain<Domain.ChatCompletionTool>>()
  expectTypeOf<InDomain<Wire.ChatCompletionToolChoiceOption>>().toEqualTypeOf<
    Plain<Domain.ChatCompletionToolChoiceOption>
  >()
  expectTypeOf<InDomain<Wire.ChatCompletionResponseFormat>>().toEqualTypeOf<
    Plain<Domain.ChatCompletionResponseFormat>
  >()
  expectTypeOf<InDomain<Omit<Wire.ChatCompletion, 'choices'>>>().toEqualTypeOf<
    Plain<Omit<Domain.ChatCompletion, 'choices'>>
  >()
  expectTypeOf<InDomain<Omit<Wire.ChatCompletionChoice, 'message'>>>().toEqualTypeOf<
    Plain<Omit<Domain.ChatCompletionChoice, 'message'>>
  >()
  expectTypeOf<InDomain<Omit<Wire.ChatCompletionChunk, 'choices'>>>().toEqualTypeOf<
    Plain<Omit<Domain.ChatCompletionChunk, 'choices'>>
  >()
  expectTypeOf<InDomain<Omit<Wire.ChatCompletionCreateParams, 'messages'>>>().toEqualTypeOf<
    Plain<Omit<Domain.ChatCompletionCreateParams, 'messages'>>
  >()
})

test('messages differ in content alone: the domain has text, and the parts beside it', () => {
  expectTypeOf<InDomain<WithoutContent<Wire.ChatCompletionMessage>>>().toEqualTypeOf<
    Plain<WithoutContent<Domain.ChatCompletionMessage>>
  >()
  expectTypeOf<InDomain<WithoutContent<Wire.ChatCompletionChunkChoiceDelta>>>().toEqualTypeOf<
    Plain<WithoutContent<Domain.ChatCompletionChunkChoiceDelta>>
  >()
  expectTypeOf<InDomain<WithoutContent<Wire.ChatCompletionAssistantMessageParam>>>().toEqualTypeOf<
    Plain<WithoutContent<Domain.ChatCompletionAssistantMessageParam>>
  >()
  expectTypeOf<InDomain<Exclude<Wire.ChatCompletionMessageParam, { role: 'assistant' }>>>().toEqualTypeOf<
    Plain<Exclude<Domain.ChatCompletionMessageParam, { role: 'assistant' }>>
  >()
  expectTypeOf<Domain.ChatCompletionMessage['content']>().toEqualTypeOf<string | null>()
})
