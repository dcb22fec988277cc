// Code that calls a model, and its tests with fixtures: no network, no key, nothing to set up.
//   Here:   npm run example 04
//   Yours:  npm install @chat-completion/core @chat-completion/http
//           npm install --save-dev @chat-completion/fixtures vitest
//           npx vitest run
import { type ChatCompletion, type ChatCompletionMessageParam, finishReasonOf, textOf } from '@chat-completion/core'
import { type CreateOptions, createChatCompletion } from '@chat-completion/http'

/** Asks, and where the answer was cut off at the limit of tokens, lets the model go on: three times at most. */
export async function askToTheEnd(question: string, options: CreateOptions): Promise<ChatCompletion> {
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }]
  const parts: ChatCompletion[] = []
  for (let round = 0; round < 4; round += 1) {
    const part = await createChatCompletion({ model: 'openai/gpt-5-mini', messages, maxTokens: 1000 }, options)
    parts.push(part)
    if (finishReasonOf(part) !== 'length') return joined(parts)
    messages.push(
      { role: 'assistant', content: textOf(part) },
      { role: 'user', content: 'Go on, without a word between.' },
    )
  }
  throw new Error('Cannot ask to the end: the fourth answer was cut off, too')
}

/** The last of them, with the text and the tokens of all. */
function joined(parts: readonly ChatCompletion[]): ChatCompletion {
  const whole = structuredClone(parts.at(-1)) as ChatCompletion
  const [choice] = whole.choices
  if (choice) choice.message.content = parts.map((part) => textOf(part)).join('')
  for (const { usage } of parts.slice(0, -1)) {
    if (!whole.usage || !usage) continue
    whole.usage.promptTokens += usage.promptTokens
    whole.usage.completionTokens += usage.completionTokens
    whole.usage.totalTokens += usage.totalTokens
  }
  return whole
}
