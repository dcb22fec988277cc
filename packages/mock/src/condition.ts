import type { ChatCompletionContentPart, ChatCompletionCreateParams } from '@chat-completion/core'
import { atOnce, checkConditions } from './check-conditions.ts'
import { mentions } from './mentions.ts'

/** Which requests a rule answers: those that meet all of them. */
export interface Conditions {
  /**
   * In the last message of the user. A string is looked for as whole words, as they are written: `'hi'` is in `Say hi!` and not in `this`
   * or `Hi`.
   */
  readonly text?: string | RegExp | undefined
  /** The whole name, or a part of it by an expression. */
  readonly model?: string | RegExp | undefined
  /** The name of a tool that the model may call. */
  readonly tool?: string | RegExp | undefined
  /** Whether results of tools come last; or what one of them says, as in `text`. */
  readonly toolResult?: boolean | string | RegExp | undefined
  /** Anything else, at once: it cannot be asynchronous. */
  readonly request?: ((params: ChatCompletionCreateParams, request: Request) => boolean) | undefined
  /** Only the n-th request, from 1, that meets the other conditions. */
  readonly call?: number | undefined
}

/** One of the conditions, as it is told, and whether a request meets it. */
export interface Condition {
  readonly label: string
  isMet(params: ChatCompletionCreateParams, request: Request): boolean
}

/**
 * The conditions that a request meets or does not by itself.
 *
 * @throws {TypeError} One is unknown, or of a wrong type.
 */
export function conditionsOf(given: Conditions): Condition[] {
  checkConditions(given)
  const { text, model, tool, toolResult, request } = given
  const conditions: Condition[] = []
  const add = (label: string, isMet: Condition['isMet']): number => conditions.push({ label, isMet })
  if (text !== undefined) add(`text ${told(text)}`, (params) => mentions(lastUserText(params), text))
  if (model !== undefined) add(`model ${told(model)}`, (params) => isNamed(params.model ?? '', model))
  if (tool !== undefined) {
    add(`tool ${told(tool)}`, (params) => toolNamesOf(params).some((name) => isNamed(name, tool)))
  }
  if (toolResult !== undefined) {
    add(`toolResult ${told(toolResult)}`, (params) => hasToolResult(toolResultsOf(params), toolResult))
  }
  if (request !== undefined) {
    add(`request ${request.name === 'request' ? 'function' : request.name}`, (params, asked) =>
      atOnce(request(params, asked)),
    )
  }
  return conditions
}

/** The last message of the user; parts on lines of their own. */
export function lastUserText({ messages }: ChatCompletionCreateParams): string {
  const message = messages.filter(({ role }) => role === 'user').at(-1)
  return message ? contentText(message.content) : ''
}

/** What the model may call. */
export function toolNamesOf({ tools, functions }: ChatCompletionCreateParams): string[] {
  const named: readonly unknown[] = [...(tools ?? []), ...(functions ?? [])]
  return named.map((tool) => {
    const { type, function: called, custom, name } = Object(tool)
    return String(called?.name ?? custom?.name ?? name ?? type)
  })
}

/** What tools have said since the model asked them. */
function toolResultsOf({ messages }: ChatCompletionCreateParams): string[] {
  const areResults = messages.map(({ role }) => role === 'tool' || role === 'function')
  return messages.slice(areResults.lastIndexOf(false) + 1).map(({ content }) => contentText(content))
}

function hasToolResult(results: readonly string[], wanted: boolean | string | RegExp): boolean {
  if (typeof wanted === 'boolean') return results.length > 0 === wanted
  return results.some((result) => mentions(result, wanted))
}

function isNamed(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? name === wanted : name.search(wanted) !== -1
}

function contentText(content: string | readonly ChatCompletionContentPart[] | null | undefined): string {
  if (typeof content === 'string') return content
  return (content ?? [])
    .flatMap((part) => ('text' in part && typeof part.text === 'string' ? part.text : []))
    .join('\n')
}

function told(wanted: boolean | string | RegExp): string {
  return typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted)
}
