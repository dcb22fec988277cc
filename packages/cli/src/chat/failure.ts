import { type ChatCompletionError, ProviderError } from '@chat-completion/core'
import type { NextTry } from '@chat-completion/http'
import { preview } from '../preview.ts'

const longest = 500

/** What a person can do something with: the provider's words, and what to find the request by. */
export function failureOf(error: ChatCompletionError): string {
  const message = preview(error.message, longest)
  if (!(error instanceof ProviderError)) return `${message} (${error.code})`
  const { status, providerCode, providerType, requestId, retryAfter, metadata } = error
  const { provider_name: upstream, raw } = metadata ?? {}
  const details = [
    typeof upstream === 'string' && `provider ${upstream}`,
    status !== undefined && `status ${status}`,
    // OpenRouter repeats the status here.
    providerCode !== null && providerCode !== status && `code ${providerCode}`,
    providerCode === null && providerType !== null && `type ${providerType}`,
    requestId !== undefined && `request ${requestId}`,
    retryAfter !== undefined && `wait ${retryAfter} s`,
  ].filter((detail) => detail !== false)
  // OpenRouter's own message says no more than that a provider behind it failed.
  const said = typeof raw === 'string' && raw !== '' ? `: ${preview(raw, longest)}` : ''
  return `${message}${said}${details.length > 0 ? ` (${preview(details.join(', '))})` : ''}`
}

export function nextTryOf({ error, delay }: NextTry): string {
  return `${failureOf(error)}: trying again in ${(delay / 1000).toFixed(1)} s`
}
