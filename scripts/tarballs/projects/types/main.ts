import { type ChatCompletion, completionFromWire, textOf } from '@chat-completion/core'
import type * as Wire from '@chat-completion/core/wire'
import { equal } from '../equal.js'

declare module '@chat-completion/core' {
  interface ChatCompletion {
    x_groq?: { id: string } | null
  }
}

const answer: Wire.ChatCompletion = {
  id: 'c1',
  object: 'chat.completion',
  created: 1700000000,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }],
}

export function main(): void {
  const completion: ChatCompletion = completionFromWire(answer)
  equal(
    [completion.choices[0]?.finishReason, completion.x_groq?.id ?? null, textOf(completion)],
    ['stop', null, 'Paris'],
  )

  // @ts-expect-error: a misspelt key is found
  equal(completion.choices[0]?.finish_reason ?? null, null)
}
