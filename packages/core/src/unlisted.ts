/**
 * The `type` of a kind that this library does not list: a union stays open for what providers invent tomorrow, and still
 * narrows on the kinds it lists, which `string` would prevent.
 *
 * The value is the provider's word alone; the template is there for the compiler only, so writing one takes a cast.
 *
 * @example
 * ```ts
 * import type { ChatCompletionTool, UnlistedType } from '@chat-completion/core'
 *
 * const search: ChatCompletionTool = { type: 'browser_search' as string as UnlistedType }
 * ```
 */
export type UnlistedType = `unlisted ${string}`
