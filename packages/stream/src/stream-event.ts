import type { ChatCompletionMessageToolCall, CompletionUsage, FinishReason } from '@chat-completion/core'

/** What happens in a streamed answer, for those who show it. `choice` is the choice's index, `toolCall` the call's position. */
export type ChatCompletionStreamEvent =
  | { readonly type: 'text-delta'; readonly choice: number; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly choice: number; readonly text: string }
  | { readonly type: 'refusal-delta'; readonly choice: number; readonly text: string }
  | {
      readonly type: 'tool-call-start'
      readonly choice: number
      readonly toolCall: number
      /** `''` where the provider has sent none so far. */
      readonly id: string
      readonly name: string
    }
  | {
      readonly type: 'tool-call-delta'
      readonly choice: number
      readonly toolCall: number
      /** A piece of the arguments of a function, or of the input of a custom tool. */
      readonly text: string
    }
  | {
      /** The call is complete and can be made. Calls whose arguments end in the middle are never ready. */
      readonly type: 'tool-call-ready'
      readonly choice: number
      readonly toolCall: number
      readonly call: ChatCompletionMessageToolCall
    }
  | { readonly type: 'finish'; readonly choice: number; readonly finishReason: FinishReason }
  /** Some providers count in every chunk: the last usage is the whole one. */
  | { readonly type: 'usage'; readonly usage: CompletionUsage }
