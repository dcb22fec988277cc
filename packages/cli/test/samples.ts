/** What the contract asks for, and no more. */
export const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'a-model',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }],
}

/** Takes one repair: `missing-content`. */
export const withoutContent = {
  ...completion,
  choices: [{ index: 0, message: { role: 'assistant' }, finish_reason: 'stop' }],
}

export const chunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1700000000,
  model: 'a-model',
  choices: [{ index: 0, delta: { content: 'Par' }, finish_reason: null }],
}

export const request = { model: 'a-model', messages: [{ role: 'user', content: 'What is the capital of France?' }] }

export const errorBody = { error: { message: 'Rate limit reached', code: 429 } }

/** Neither an answer nor an error. */
export const nothing = { id: 'x' }

export function jsonLines(...bodies: readonly unknown[]): string {
  return bodies.map((body) => `${JSON.stringify(body)}\n`).join('')
}
