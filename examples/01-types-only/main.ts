// Types a request, its answer as it travels, and the same answer in your own code. Of the types, nothing is left in the JavaScript.
//   Here:   npm run example 01     checks the types, then prints the JavaScript
//   Yours:  npm install --save-dev @chat-completion/core typescript
//           npx tsc --noEmit
import type { ChatCompletion } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'

/** A body as it travels, in the spelling of the API. */
export function requestFor(question: string): Wire.ChatCompletionCreateParams {
  return {
    model: 'openai/gpt-5-mini',
    messages: [{ role: 'user', content: question }],
    max_tokens: 200,
  }
}

// @ts-expect-error: what is missing or misspelled does not compile
export const misspelled: Wire.ChatCompletionCreateParams = { model: 'openai/gpt-5-mini', messages: [], max_token: 200 }

/** Trusts what comes; example 02 checks it. */
export async function ask(question: string, key: string): Promise<string> {
  const response = await fetch('https://openrouter.ai/api/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(requestFor(question)),
  })
  if (!response.ok) throw new Error(`Cannot ask: status ${response.status}`)
  const answer = (await response.json()) as Wire.ChatCompletion
  const content = answer.choices[0]?.message.content ?? ''
  // The types know that some providers send it in parts.
  return typeof content === 'string' ? content : content.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

/** In your own code the same contract is in camelCase; a finish reason that nobody has heard of yet compiles, too. */
export function isCutOff({ choices }: ChatCompletion): boolean {
  return choices.some(({ finishReason }) => finishReason === 'length')
}
