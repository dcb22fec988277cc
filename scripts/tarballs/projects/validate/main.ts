import { ProviderError } from '@chat-completion/core'
import { parseChatCompletion, safeParseChatCompletion } from '@chat-completion/validators'
import { equal } from '../equal.js'

const choice = { index: 0, message: { role: 'assistant', content: 'Paris' }, finish_reason: 'stop' }
const body = { id: 'c1', object: 'chat.completion', created: 1700000000, model: 'm', choices: [choice] }

export function main(): void {
  equal(parseChatCompletion(body, { mode: 'strict' }).choices[0]?.message.content, 'Paris')

  const mended = safeParseChatCompletion({ ...body, choices: [{ ...choice, message: { role: 'assistant' } }] })
  equal(mended.success && mended.repairs.map(({ path }) => path.join('.')), ['choices.0.message.content'])

  const failed = safeParseChatCompletion({ error: { message: 'Rate limit exceeded', code: 429 } })
  equal(!failed.success && failed.error instanceof ProviderError && failed.error.retryable, true)
}
