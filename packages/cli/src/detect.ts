import { safeParseErrorBody } from '@chat-completion/validators'

/** What a body can be. */
export const kinds = ['completion', 'chunk', 'request', 'error'] as const

export type Kind = (typeof kinds)[number]

/** What a body is, told by its shape. Whatever cannot be told is called a completion, and its parser says what is missing. */
export function kindOf(body: unknown): Kind {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return isError(body) ? 'error' : 'completion'
  const { choices, object, error, messages } = body as Record<string, unknown>
  const named = typeof object === 'string' ? object : ''
  const answers = Array.isArray(choices) ? choices : undefined
  if (error && !answers?.length) return 'error'
  // Perplexity ends its streams with `chat.completion.done`.
  if (named.startsWith('chat.completion.')) return 'chunk'
  if (named === 'chat.completion') return 'completion'
  if (answers?.length) return hasDeltasOnly(answers) ? 'chunk' : 'completion'
  if (Array.isArray(messages)) return 'request'
  // Azure and GitHub Copilot begin their streams without choices and without a name.
  if (answers) return 'chunk'
  return isError(body) ? 'error' : 'completion'
}

function hasDeltasOnly(choices: readonly unknown[]): boolean {
  return choices.some((choice) => has(choice, 'delta')) && !choices.some((choice) => has(choice, 'message'))
}

function has(choice: unknown, key: string): boolean {
  return typeof choice === 'object' && choice !== null && Object.hasOwn(choice, key)
}

function isError(body: unknown): boolean {
  return safeParseErrorBody(body).success
}
